import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { DigestRule } from '../../plans/domain/plan';
import type { Day, Instant } from '../../shared/instant';
import type { NewStep, Step } from './step';

/** The digest after a day: at its time on the first working day after (contract of deadlines, §3). */
export function digestAfter(rule: DigestRule, day: Day, calendar: WorkingCalendar): Instant {
  return calendar.at(calendar.workingDayFrom(day, 1), rule.everyWorkingDayAt);
}

/** The first of a series, planned when the first of its stages opens. */
export function firstDigest(
  rule: DigestRule,
  ruleOrder: number,
  openedAt: Instant,
  calendar: WorkingCalendar,
): NewStep {
  const plannedAt = digestAfter(rule, calendar.dayOf(openedAt), calendar);
  return digestStep(rule, ruleOrder, 1, 1, plannedAt, false);
}

/** The digests that a due one is followed by: those that have come due as well, and the one that lies ahead. */
export interface DigestSuccession {
  /** In order; the last of the whole chain that is due is the one to be sent, every earlier one is OVERTAKEN. */
  readonly due: readonly NewStep[];
  readonly ahead: NewStep;
}

export function succession(rule: DigestRule, due: Step, now: Instant, calendar: WorkingCalendar): DigestSuccession {
  const alsoDue: NewStep[] = [];
  let last: Pick<Step, 'plannedAt' | 'repetition'> = due;
  for (;;) {
    const plannedAt = digestAfter(rule, calendar.dayOf(last.plannedAt), calendar);
    const next = digestStep(rule, due.ruleOrder, last.repetition + 1, 1, plannedAt, false);
    if (plannedAt > now) return { due: alsoDue, ahead: next };
    alsoDue.push(next);
    last = next;
  }
}

/**
 * The versions that replace a digest still ahead after a calendar change: to the first working day after its
 * predecessor's (the first: after the opening day). If that lies before now it is PAST, and the next repetition is
 * planned, until one lies ahead. Empty: the instant comes out the same.
 */
export function movedDigest(
  rule: DigestRule,
  planned: Step,
  dayBefore: Day,
  now: Instant,
  calendar: WorkingCalendar,
): NewStep[] {
  const plannedAt = digestAfter(rule, dayBefore, calendar);
  if (plannedAt === planned.plannedAt) return [];
  const moved = [
    digestStep(rule, planned.ruleOrder, planned.repetition, planned.version + 1, plannedAt, plannedAt < now),
  ];
  for (;;) {
    const last = moved.at(-1);
    if (!last?.isPast) return moved;
    const nextAt = digestAfter(rule, calendar.dayOf(last.plannedAt), calendar);
    moved.push(digestStep(rule, planned.ruleOrder, last.repetition + 1, 1, nextAt, nextAt < now));
  }
}

function digestStep(
  rule: DigestRule,
  ruleOrder: number,
  repetition: number,
  version: number,
  plannedAt: Instant,
  isPast: boolean,
): NewStep {
  return { kind: 'DIGEST', rule: rule.key, ruleOrder, repetition, version, countedFrom: 'SERIES', plannedAt, isPast };
}

/** Whether a task not settled makes its running stage lag: today has reached the day so many working days before it is due. */
export function isLagging(rule: DigestRule, dueOn: Day, today: Day, calendar: WorkingCalendar): boolean {
  return today >= calendar.dayRelativeToDue(dueOn, -(rule.fromWorkingDaysBeforeDue ?? 0));
}
