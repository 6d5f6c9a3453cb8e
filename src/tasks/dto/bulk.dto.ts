import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsUUID, ValidateIf } from 'class-validator';
import { IsDay } from '../../shared/http/dayAndInstant';
import { ERROR_CODES, type ErrorCode } from '../../shared/http/errorCodes';
import { MAX_TEXT_LENGTH, ReasonDto } from './taskActs.dto';
import { IsWords } from './words';

export const BULK_ACTIONS = ['EXTEND', 'RETURN', 'CANCEL'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** As many as one transaction does within seconds; the grid sends more in several requests. */
const MAX_TASKS = 200;

export class BulkActDto extends ReasonDto {
  @ApiProperty({ enum: BULK_ACTIONS })
  @IsIn(BULK_ACTIONS)
  readonly action!: BulkAction;

  @ApiProperty({ type: [String], maxItems: MAX_TASKS })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_TASKS)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  readonly taskIds!: readonly string[];

  @ApiPropertyOptional({ format: 'date', description: 'Required of EXTEND and RETURN.' })
  @ValidateIf((act: BulkActDto) => act.action !== 'CANCEL')
  @IsDay()
  readonly dueOn?: string;

  @ApiPropertyOptional({ description: 'Required of EXTEND.' })
  @ValidateIf((act: BulkActDto) => act.action === 'EXTEND')
  @IsWords(MAX_TEXT_LENGTH)
  readonly legalBasis?: string;
}

export class BulkResultDto {
  @ApiProperty({ format: 'uuid' }) readonly taskId!: string;
  @ApiProperty({ enum: Object.keys(ERROR_CODES), nullable: true, description: 'Null: it was done.' })
  readonly code!: ErrorCode | null;
}

export class BulkResultsDto {
  @ApiProperty({ type: [BulkResultDto], description: 'In the order of the request.' })
  readonly items!: readonly BulkResultDto[];
}
