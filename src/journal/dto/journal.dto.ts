import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import type { JournalSource } from '../domain/chain';

export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

export class JournalQueryDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'A task, stage, campaign, calendar, person …' })
  @IsOptional()
  @IsUUID()
  readonly subject?: string;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @Matches(/^\d{1,18}$/)
  readonly cursor?: string;

  @ApiPropertyOptional({ default: DEFAULT_LIMIT, maximum: MAX_LIMIT })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LIMIT)
  readonly limit?: number;
}

export class JournalPersonDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly name!: string;
}

export class JournalEntryDto {
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly subjectKind!: string;
  @ApiProperty({ format: 'uuid' }) readonly subjectId!: string;
  @ApiProperty({ description: 'Its place in the chain of its subject, from 1.' }) readonly sequence!: number;
  @ApiProperty() readonly act!: string;
  @ApiProperty({ type: JournalPersonDto, nullable: true, description: 'Null: the system itself.' })
  readonly actor!: JournalPersonDto | null;
  @ApiProperty({ type: JournalPersonDto, nullable: true, description: 'The absent person for whom they acted.' })
  readonly onBehalfOf!: JournalPersonDto | null;
  @ApiProperty({ enum: ['API', 'WORKFLOW', 'CLI'] }) readonly source!: JournalSource;
  @ApiProperty({ type: Object }) readonly details!: Readonly<Record<string, unknown>>;
  @ApiProperty({ format: 'date-time', description: "By the campaign's clock." }) readonly at!: string;
  @ApiProperty({ format: 'date-time', description: "By the database's clock." }) readonly recordedAt!: string;
  @ApiProperty({ description: 'SHA-256 over the entry and the one before it, hexadecimal.' }) readonly hash!: string;
}

export class JournalPageDto {
  @ApiProperty({ type: [JournalEntryDto] }) readonly items!: readonly JournalEntryDto[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}
