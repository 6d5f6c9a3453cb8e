import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { DONE_BY, type DoneBy } from '../../plans/domain/plan';
import { TASK_ACTIONS, type TaskAction } from '../domain/actions';
import { TASK_STATES, type TaskState } from '../domain/task';

export class PersonNamedDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly name!: string;
}

export class UnitDto {
  @ApiProperty() readonly code!: string;
  @ApiProperty() readonly name!: string;
}

export class OrganisationNamedDto {
  @ApiProperty() readonly key!: string;
  @ApiProperty() readonly name!: string;
}

export class AllowedActionDto {
  @ApiProperty({ enum: TASK_ACTIONS }) readonly action!: TaskAction;
  @ApiPropertyOptional({ description: 'Key of the rule, of ACKNOWLEDGE.' }) readonly escalation?: string;
}

export class TaskDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty({ format: 'uuid' }) readonly campaignId!: string;
  @ApiProperty() readonly stageKey!: string;
  @ApiProperty() readonly template!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ type: UnitDto, nullable: true }) readonly unit!: UnitDto | null;
  @ApiProperty({ type: String, nullable: true }) readonly field!: string | null;
  @ApiProperty() readonly organisation!: OrganisationNamedDto;
  @ApiProperty({ enum: TASK_STATES }) readonly state!: TaskState;
  @ApiProperty({ format: 'date', description: 'On time is before 00:00 of the day after.' }) readonly dueOn!: string;
  @ApiProperty({ format: 'date', description: 'The due day, or the last working day before it.' })
  readonly dueLastWorkingDay!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: 'Nothing is accepted from then on.' })
  readonly closesAt!: string | null;
  @ApiProperty({ description: 'Done at or after 00:00 of the day after the due day.' }) readonly isLate!: boolean;
  @ApiProperty({ description: 'Not settled, and the due day is over.' }) readonly isOverdue!: boolean;
  @ApiProperty() readonly isExtended!: boolean;
  @ApiProperty({ format: 'date-time' }) readonly createdAt!: string;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readonly doneAt!: string | null;
  @ApiProperty({ type: PersonNamedDto, nullable: true }) readonly claimedBy!: PersonNamedDto | null;
  @ApiProperty({ description: 'For If-Match.' }) readonly version!: number;
  @ApiProperty({ type: [AllowedActionDto], description: 'What the person who asks may do now.' })
  readonly allowedActions!: readonly AllowedActionDto[];
}

export class TaskPageDto {
  @ApiProperty({ type: [TaskDto] }) readonly items!: readonly TaskDto[];
  @ApiProperty({ type: String, nullable: true }) readonly nextCursor!: string | null;
}

export class TaskCountsDto {
  @ApiProperty() readonly open!: number;
  @ApiProperty() readonly returned!: number;
  @ApiProperty() readonly done!: number;
  @ApiProperty() readonly cancelled!: number;
  @ApiProperty() readonly missed!: number;
  @ApiProperty({ description: 'Of those open or returned.' }) readonly overdue!: number;
  @ApiProperty() readonly total!: number;
}

export class CampaignOfTaskDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly code!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ format: 'date-time', description: "By the campaign's clock." }) readonly now!: string;
}

export class TaskPlanDto {
  @ApiProperty() readonly stageTitle!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Where the plan speaks of it.' })
  readonly planText!: string | null;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ type: String, nullable: true }) readonly document!: string | null;
  @ApiProperty({ enum: DONE_BY, nullable: true }) readonly doneBy!: DoneBy | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why the day was assumed, where the plan gives none.' })
  readonly assumed!: string | null;
}

export class TaskCommentDto {
  @ApiProperty() readonly id!: string;
  @ApiProperty() readonly author!: PersonNamedDto;
  @ApiProperty() readonly body!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
}

export class TaskFileDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty() readonly mediaType!: string;
  @ApiProperty() readonly sizeBytes!: number;
  @ApiProperty() readonly sha256!: string;
  @ApiProperty() readonly attachedBy!: PersonNamedDto;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
}

export class ExtensionRequestDto {
  @ApiProperty({ format: 'uuid' }) readonly id!: string;
  @ApiProperty() readonly askedBy!: PersonNamedDto;
  @ApiProperty({ format: 'date-time' }) readonly askedAt!: string;
  @ApiProperty({ format: 'date' }) readonly dueOn!: string;
  @ApiProperty() readonly reason!: string;
  @ApiProperty({ enum: ['ASKED', 'GIVEN', 'REFUSED'] }) readonly state!: 'ASKED' | 'GIVEN' | 'REFUSED';
  @ApiProperty({ type: PersonNamedDto, nullable: true }) readonly decidedBy!: PersonNamedDto | null;
  @ApiProperty({ format: 'date-time', type: String, nullable: true }) readonly decidedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The reason for the decision.' })
  readonly decision!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly legalBasis!: string | null;
}

export class TaskEventDto {
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ description: 'CREATED, CLAIMED, DELEGATED, DONE, RETURNED, EXTENDED …' }) readonly act!: string;
  @ApiProperty({ type: PersonNamedDto, nullable: true, description: 'Null: the system.' })
  readonly by!: PersonNamedDto | null;
  @ApiProperty({ type: PersonNamedDto, nullable: true, description: 'The absent person for whom they acted.' })
  readonly onBehalfOf!: PersonNamedDto | null;
  @ApiProperty({ format: 'date', type: String, nullable: true }) readonly dueOn!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The reason or the note.' }) readonly text!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly legalBasis!: string | null;
  @ApiProperty({ type: PersonNamedDto, nullable: true, description: 'To whom it was delegated.' })
  readonly to!: PersonNamedDto | null;
}

export class WholeTaskDto extends TaskDto {
  @ApiProperty() readonly campaign!: CampaignOfTaskDto;
  @ApiProperty() readonly plan!: TaskPlanDto;
  @ApiProperty({ type: [OrganisationNamedDto] }) readonly coordinating!: readonly OrganisationNamedDto[];
  @ApiProperty({ type: [TaskCommentDto] }) readonly comments!: readonly TaskCommentDto[];
  @ApiProperty({ type: [TaskFileDto] }) readonly files!: readonly TaskFileDto[];
  @ApiProperty({ type: [ExtensionRequestDto] }) readonly extensionRequests!: readonly ExtensionRequestDto[];
  @ApiProperty({ type: [TaskEventDto], description: 'What was done with it, the earliest first.' })
  readonly history!: readonly TaskEventDto[];
  @ApiProperty({ type: [PersonNamedDto], description: 'To whom the task may be delegated by the person who asks.' })
  readonly delegates!: readonly PersonNamedDto[];
}
