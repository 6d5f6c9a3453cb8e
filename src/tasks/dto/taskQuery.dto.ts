import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { TASK_STATES, type TaskState } from '../domain/task';

/** A page of this many fits a screen; the grid asks for more. */
export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const MAX_WORDS = 200;

/** `true` and `false` as a query writes them. */
function readBoolean({ value }: { readonly value: unknown }): unknown {
  if (value === 'true' || value === '') return true;
  return value === 'false' ? false : value;
}

export class TaskCountsQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly campaignId?: string;

  @ApiPropertyOptional({ description: 'Key of a stage.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_WORDS)
  readonly stage?: string;

  @ApiPropertyOptional({ enum: TASK_STATES })
  @IsOptional()
  @IsIn(TASK_STATES)
  readonly state?: TaskState;

  @ApiPropertyOptional({ description: 'Code of a unit.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_WORDS)
  readonly unit?: string;

  @ApiPropertyOptional({ description: "Only the tasks that are the person's to do." })
  @IsOptional()
  @Transform(readBoolean)
  @IsBoolean()
  readonly mine?: boolean;

  @ApiPropertyOptional({ description: 'Only those open or returned whose due day is over.' })
  @IsOptional()
  @Transform(readBoolean)
  @IsBoolean()
  readonly overdue?: boolean;

  @ApiPropertyOptional({ description: 'Words of the title, the unit or the organisation, with or without accents.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_WORDS)
  readonly q?: string;
}

export class TaskQueryDto extends TaskCountsQueryDto {
  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_WORDS)
  readonly cursor?: string;

  @ApiPropertyOptional({ default: DEFAULT_LIMIT, maximum: MAX_LIMIT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  readonly limit?: number;
}
