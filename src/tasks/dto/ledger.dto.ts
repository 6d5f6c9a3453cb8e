import { ApiProperty } from '@nestjs/swagger';
import type { StepKind, StepReason, StepStatus } from '../../deadlines/domain/step';
import { MESSAGE_STATUSES, type MessageStatus } from '../../messages/domain/delivery';

export class ToldPersonDto {
  @ApiProperty() readonly name!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The absent person whom they stood in for.' })
  readonly for!: string | null;
}

export class MessageToNameDto {
  @ApiProperty() readonly name!: string;
}

export class StepMessageDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly to!: MessageToNameDto;
  @ApiProperty({ enum: MESSAGE_STATUSES }) readonly status!: MessageStatus;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readonly leftAt!: string | null;
}

export class DeadlineStepDto {
  @ApiProperty({ enum: ['REMINDER', 'ESCALATION'] }) readonly kind!: StepKind;
  @ApiProperty() readonly rule!: string;
  @ApiProperty({ description: 'The rule in words.' }) readonly ruleLabel!: string;
  @ApiProperty() readonly repetition!: number;
  @ApiProperty() readonly version!: number;
  @ApiProperty({ format: 'date-time' }) readonly plannedAt!: string;
  @ApiProperty({ enum: ['PLANNED', 'FIRED', 'SUPPRESSED', 'SUPERSEDED'] }) readonly status!: StepStatus;
  @ApiProperty({ type: String, nullable: true }) readonly reason!: StepReason | null;
  @ApiProperty({ description: 'Why it did, did not or will go out.' }) readonly sentence!: string;
  @ApiProperty({ description: 'Nobody could be told though somebody should have been.' }) readonly isFault!: boolean;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readonly firedAt!: string | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readonly acknowledgedAt!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly acknowledgedBy!: string | null;
  @ApiProperty({ type: [ToldPersonDto] }) readonly recipients!: readonly ToldPersonDto[];
  @ApiProperty({ type: [StepMessageDto] }) readonly messages!: readonly StepMessageDto[];
}

export class LedgerDto {
  @ApiProperty({ type: [DeadlineStepDto] }) readonly items!: readonly DeadlineStepDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: a task has few steps.' })
  readonly nextCursor!: string | null;
}
