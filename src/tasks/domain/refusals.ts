import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { StageState } from '../../campaigns/domain/campaign';
import type { Day, Instant } from '../../shared/instant';
import { isClosed, type Task } from './task';

/** Why an act on a task is refused; the contract of deadlines, §8, fixes codes and order. */
export type TaskRefusal =
  | 'TASK.NOT_FOUND'
  | 'TASK.DONE'
  | 'TASK.CANCELLED'
  | 'TASK.CLOSED'
  | 'TASK.NOT_DONE'
  | 'TASK.EXISTS'
  | 'STAGE.COMPLETED'
  | 'STAGE.NOT_OPEN'
  | 'DUE.NOT_LATER'
  | 'DUE.PAST'
  | 'ESCALATION.NOT_FIRED'
  | 'ESCALATION.ACKNOWLEDGED';

/** Why an act of a person is refused: the same, and what only people can run into. */
export type ActRefusal =
  | TaskRefusal
  | 'TASK.NOT_YOURS'
  | 'TASK.CLAIMED'
  | 'TASK.NOT_CLAIMED'
  | 'CAMPAIGN.ENDED'
  | 'PERSON.NOT_THERE'
  | 'EXTENSION.ASKED'
  | 'EXTENSION.NOT_ASKED'
  | 'EXTENSION.NOT_FOUND'
  | 'EXTENSION.DECIDED'
  | 'FILE.REQUIRED'
  | 'FILE.NOT_OF_TASK';

type Limits = Pick<Task, 'state' | 'closesAt'>;

/** Whether work on a task is over: for completing, cancelling and extending. */
export function refusalOfWork(task: Limits, now: Instant): TaskRefusal | null {
  if (task.state === 'DONE') return 'TASK.DONE';
  if (task.state === 'CANCELLED') return 'TASK.CANCELLED';
  return isClosed(task, now) ? 'TASK.CLOSED' : null;
}

export function refusalOfExtension(
  task: Limits & Pick<Task, 'dueOn'>,
  dueOn: Day,
  now: Instant,
  calendar: WorkingCalendar,
): TaskRefusal | null {
  const work = refusalOfWork(task, now);
  if (work !== null) return work;
  if (dueOn <= task.dueOn) return 'DUE.NOT_LATER';
  return refusalOfDueDay(dueOn, now, calendar);
}

export function refusalOfReturn(
  task: Limits,
  stage: StageState,
  dueOn: Day,
  now: Instant,
  calendar: WorkingCalendar,
): TaskRefusal | null {
  if (stage !== 'OPEN') return 'STAGE.COMPLETED';
  if (task.state !== 'DONE') return 'TASK.NOT_DONE';
  return refusalOfDueDay(dueOn, now, calendar);
}

/** A due day that is over already helps nobody. */
export function refusalOfDueDay(dueOn: Day, now: Instant, calendar: WorkingCalendar): TaskRefusal | null {
  return dueOn < calendar.dayOf(now) ? 'DUE.PAST' : null;
}
