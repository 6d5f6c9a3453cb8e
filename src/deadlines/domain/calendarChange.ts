import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { Policy } from '../../plans/domain/plan';
import type { Instant } from '../../shared/instant';
import { plannedInstant, ruleOf, type TaskDates } from './schedule';
import type { NewStep, Step } from './step';

/** Days become off (a new day off, a working weekend taken back) or working (the contrary). */
export type CalendarChangeKind = 'DAYS_OFF' | 'DAYS_WORKED';

export interface CalendarChange {
  readonly kind: CalendarChangeKind;
  readonly before: WorkingCalendar;
  readonly after: WorkingCalendar;
  readonly now: Instant;
}

/**
 * The version that replaces a planned step that is not yet due (contract of deadlines, §3); null: it stays. A new day off
 * that would move it behind now moves it to now, or the next working instant: a day off announced late loses no reminder.
 * Where a new working day would, it stays: nobody is told twice.
 */
export function movedStep(step: Step, policy: Policy, dates: TaskDates, change: CalendarChange): NewStep | null {
  const { now, before, after } = change;
  if (step.status !== 'PLANNED' || step.plannedAt <= now) return null;
  const rule = ruleOf(policy, step.kind, step.rule);
  if (rule === undefined || step.countedFrom === 'ACKNOWLEDGEMENT') return null;
  const calculated = plannedInstant(rule, step.repetition, dates, after);
  const isConcerned = calculated !== plannedInstant(rule, step.repetition, dates, before);
  if (!isConcerned && calculated === step.plannedAt) return null;
  const plannedAt = isConcerned ? concernedInstant(step, calculated, change) : displacedInstant(step, change);
  if (plannedAt === step.plannedAt) return null;
  return {
    kind: step.kind,
    rule: step.rule,
    ruleOrder: step.ruleOrder,
    repetition: step.repetition,
    version: step.version + 1,
    countedFrom: step.countedFrom,
    plannedAt,
    isPast: false,
  };
}

function concernedInstant(step: Step, calculated: Instant, { kind, now, after }: CalendarChange): Instant {
  if (calculated >= now) return calculated;
  return kind === 'DAYS_OFF' ? after.workingInstantFrom(now) : step.plannedAt;
}

/** A step that an earlier change has put elsewhere stays there, unless its working day there is taken away. */
function displacedInstant({ plannedAt }: Step, { before, after }: CalendarChange): Instant {
  const isTakenAway = before.isWorkingInstant(plannedAt) && !after.isWorkingInstant(plannedAt);
  return isTakenAway ? after.workingInstantFrom(plannedAt) : plannedAt;
}
