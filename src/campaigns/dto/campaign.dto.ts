import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  Equals,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsDay, IsInstant } from '../../shared/http/dayAndInstant';

const REASON_MAX_LENGTH = 2_000;
const KEY_MAX_LENGTH = 200;
/** More than any plan has tasks. */
const CHANGES_AT_ONCE = 200;

export class FieldAssignmentDto {
  @ApiProperty({ example: 'I' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(KEY_MAX_LENGTH)
  readonly field!: string;

  @ApiProperty({ example: 'noi-vu', description: 'Key of the body that appraises it.' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(KEY_MAX_LENGTH)
  readonly body!: string;
}

export class LaunchDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly planId!: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description: "Absent: the authority's own calendar. A rehearsal gets a copy.",
  })
  @IsOptional()
  @IsUUID()
  readonly calendarId?: string;

  @ApiProperty({ enum: ['REAL', 'REHEARSAL'] })
  @IsIn(['REAL', 'REHEARSAL'])
  readonly clock!: 'REAL' | 'REHEARSAL';

  @ApiPropertyOptional({ format: 'date-time', description: "Where a rehearsal's clock stands at first; absent: now." })
  @IsOptional()
  @IsInstant()
  readonly startAt?: string;

  @ApiPropertyOptional({ type: [FieldAssignmentDto], description: 'Absent: the default of the criteria.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(CHANGES_AT_ONCE)
  @ValidateNested({ each: true })
  @Type(() => FieldAssignmentDto)
  readonly fieldAssignments?: readonly FieldAssignmentDto[];
}

export class CancellationDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(REASON_MAX_LENGTH)
  readonly reason!: string;
}

/** Unlike `IsOptional` it does not let null pass: a change has one form, told by the keys that are there. */
const IfGiven = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

export class RevisionChangeDto {
  @ApiPropertyOptional({ example: 'self-score', description: 'Key of the task template that is moved or cancelled.' })
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(KEY_MAX_LENGTH)
  readonly task?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The new due day; either this or `cancel`.' })
  @IfGiven()
  @IsDay()
  readonly dueOn?: string;

  @ApiPropertyOptional({ enum: [true], description: 'Cancels the open tasks of the template, and those to come.' })
  @IfGiven()
  @Equals(true)
  readonly cancel?: true;

  @ApiPropertyOptional({ example: 'survey', description: 'Key of the stage to which a task template is added.' })
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(KEY_MAX_LENGTH)
  readonly stage?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'A task template as a plan file has it, added at the end of the stage.',
  })
  @IfGiven()
  @IsObject()
  readonly add?: Readonly<Record<string, unknown>>;
}

export class RevisionDto {
  @ApiProperty({ type: [RevisionChangeDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CHANGES_AT_ONCE)
  @ValidateNested({ each: true })
  @Type(() => RevisionChangeDto)
  readonly changes!: readonly RevisionChangeDto[];

  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(REASON_MAX_LENGTH)
  readonly reason!: string;
}

export class ClockMoveDto {
  @ApiProperty({
    example: 'NEXT',
    description: 'An instant in ISO 8601 with offset, or NEXT: to whatever is planned next.',
  })
  @ValidateIf((move: ClockMoveDto) => move.to !== 'NEXT')
  @IsInstant()
  readonly to!: string;
}
