import type { Day, Instant } from '../../shared/instant';

export const TASK_STATES = ['OPEN', 'RETURNED', 'DONE', 'CANCELLED', 'MISSED'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** DONE, CANCELLED and MISSED are settled: nothing more is expected of anybody. */
export function isSettled(state: TaskState): boolean {
  return state !== 'OPEN' && state !== 'RETURNED';
}

/** Whose task it is: the organisation and its role that do the work, and who claimed it. */
export interface TaskAssignment {
  readonly organisationId: string;
  readonly role: string;
  readonly claimedBy: string | null;
}

/** A task as the rules read it. */
export interface Task extends TaskAssignment {
  readonly id: string;
  readonly campaignId: string;
  readonly stageId: string;
  readonly template: string;
  readonly title: string;
  readonly unitCode: string | null;
  readonly field: string | null;
  readonly state: TaskState;
  readonly dueOn: Day;
  readonly hasOwnDue: boolean;
  readonly isExtended: boolean;
  readonly closesAt: Instant | null;
  readonly createdAt: Instant;
  readonly doneAt: Instant | null;
  readonly version: number;
}

/** Closed for good: missed, or at or after its closing (the workflow may not have marked it yet). */
export function isClosed(task: Pick<Task, 'state' | 'closesAt'>, now: Instant): boolean {
  return task.state === 'MISSED' || (task.closesAt !== null && task.closesAt <= now);
}
