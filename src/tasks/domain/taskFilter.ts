import type { TaskState } from './task';

/** Which tasks a list shows; what is absent does not narrow it. */
export interface TaskFilter {
  readonly campaignId?: string;
  readonly stage?: string;
  readonly state?: TaskState;
  readonly unit?: string;
  readonly isMine: boolean;
  readonly isOverdue: boolean;
  /** Words of the title, the unit, the organisation or the field, with or without accents. */
  readonly text?: string;
}
