import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsDay } from '../../shared/http/dayAndInstant';
import { IsWords } from './words';

/** A page of typed text. */
export const MAX_TEXT_LENGTH = 5_000;
const MAX_KEY_LENGTH = 200;
const MAX_FILES = 100;

export class DelegationDto {
  @ApiProperty({ format: 'uuid', description: 'Somebody who holds a role at the organisation that does the task.' })
  @IsUUID()
  readonly personId!: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT_LENGTH)
  readonly note?: string;
}

export class NewCommentDto {
  @ApiProperty()
  @IsWords(MAX_TEXT_LENGTH)
  readonly body!: string;
}

export class ReportDto {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(MAX_TEXT_LENGTH)
  readonly note?: string;

  @ApiPropertyOptional({ type: [String], description: 'Files of the task; absent: all that it has.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_FILES)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  readonly fileIds?: readonly string[];
}

export class ReasonDto {
  @ApiProperty()
  @IsWords(MAX_TEXT_LENGTH)
  readonly reason!: string;
}

/** A new due day and why: of a return, or asked for. */
export class NewDueDayDto extends ReasonDto {
  @ApiProperty({ format: 'date' })
  @IsDay()
  readonly dueOn!: string;
}

export class ExtensionDto extends NewDueDayDto {
  @ApiProperty({ description: 'The document or rule that allows it.' })
  @IsWords(MAX_TEXT_LENGTH)
  readonly legalBasis!: string;
}

export class DecisionDto extends ReasonDto {
  @ApiProperty({ enum: ['GIVEN', 'REFUSED'] })
  @IsIn(['GIVEN', 'REFUSED'])
  readonly decision!: 'GIVEN' | 'REFUSED';

  @ApiPropertyOptional({ format: 'date', description: 'Another day than the one asked for.' })
  @IsOptional()
  @IsDay()
  readonly dueOn?: string;

  @ApiPropertyOptional({ description: 'Required of GIVEN.' })
  @IsOptional()
  @IsWords(MAX_TEXT_LENGTH)
  readonly legalBasis?: string;
}

export class AcknowledgementDto {
  @ApiProperty({ description: 'Key of the escalation rule.' })
  @IsWords(MAX_KEY_LENGTH)
  readonly escalation!: string;
}
