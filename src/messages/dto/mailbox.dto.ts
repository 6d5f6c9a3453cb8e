import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { MESSAGE_KINDS, MESSAGE_STATUSES, type MessageKind, type MessageStatus } from '../domain/delivery';

export const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;
const MAX_WORDS = 200;

export class MailboxQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  readonly campaignId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The person it was sent to.' })
  @IsOptional()
  @IsUUID()
  readonly to?: string;

  @ApiPropertyOptional({ enum: MESSAGE_KINDS })
  @IsOptional()
  @IsIn(MESSAGE_KINDS)
  readonly kind?: MessageKind;

  @ApiPropertyOptional({ enum: MESSAGE_STATUSES })
  @IsOptional()
  @IsIn(MESSAGE_STATUSES)
  readonly status?: MessageStatus;

  @ApiPropertyOptional({ description: 'Words of the subject, the text or the name, with or without accents.' })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_WORDS)
  readonly q?: string;

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

export class MessageToDto {
  @ApiProperty({ format: 'uuid' }) readonly personId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty() readonly address!: string;
}

export class MessageDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) readonly campaignId!: string | null;
  @ApiProperty({ enum: MESSAGE_KINDS }) readonly kind!: MessageKind;
  @ApiProperty({ enum: MESSAGE_STATUSES }) readonly status!: MessageStatus;
  @ApiProperty() readonly subject!: string;
  @ApiProperty() readonly to!: MessageToDto;
  @ApiProperty({ format: 'date-time' }) readonly queuedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'Not before this instant.' }) readonly releaseAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readonly leftAt!: string | null;
  @ApiProperty() readonly attempts!: number;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readonly nextAttemptAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly lastError!: string | null;
}

export class MailboxPageDto {
  @ApiProperty({ type: [MessageDto] }) readonly items!: readonly MessageDto[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

export class MessagePartDto {
  @ApiProperty({ format: 'uuid', type: String, nullable: true }) readonly taskId!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly stepId!: string | null;
  @ApiProperty({ enum: ['REMINDER', 'ESCALATION', 'DIGEST', 'NOTICE'] })
  readonly kind!: 'REMINDER' | 'ESCALATION' | 'DIGEST' | 'NOTICE';
  @ApiProperty({ description: 'The rule of a step; of a notice what it tells.' }) readonly rule!: string;
  @ApiProperty({ type: Number, nullable: true }) readonly repetition!: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly version!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'The absent person whom the recipient stood in for.' })
  readonly forName!: string | null;
}

export class WholeMessageDto extends MessageDto {
  @ApiProperty({ type: String, nullable: true, description: 'Null until it has left.' }) readonly text!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly html!: string | null;
  @ApiProperty({ type: [MessagePartDto] }) readonly steps!: readonly MessagePartDto[];
}
