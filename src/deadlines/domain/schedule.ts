import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { EscalationRule, Policy, ReminderRule } from '../../plans/domain/plan';
import type { Day, Instant } from '../../shared/instant';
import type { CountedFrom, NewStep, Step, StepKind } from './step';

/** What the instants of a task's steps are counted from. */
export interface TaskDates {
  readonly createdAt: Instant;
  readonly dueOn: Day;
}

/** One rule of a policy with its kind and its place in the list. */
interface PlacedRule {
  readonly kind: Exclude<StepKind, 'DIGEST'>;
  readonly rule: ReminderRule | EscalationRule;
  readonly ruleOrder: number;
}

/** The rules of a policy in order: reminders, then escalations; each list counts for itself. */
function rulesOf(policy: Policy): PlacedRule[] {
  const reminders = (policy.reminders ?? []).map((rule, ruleOrder): PlacedRule => ({
    kind: 'REMINDER',
    rule,
    ruleOrder,
  }));
  const escalations = (policy.escalations ?? []).map((rule, ruleOrder): PlacedRule => ({
    kind: 'ESCALATION',
    rule,
    ruleOrder,
  }));
  return [...reminders, ...escalations];
}

function countedFrom(rule: ReminderRule): CountedFrom {
  return 'event' in rule.at ? 'OPENED' : 'DUE';
}

/** The instant of one repetition of a rule (contract of deadlines, §2: `at`, `repeat`). `repetition` counts from 1. */
export function plannedInstant(
  rule: ReminderRule,
  repetition: number,
  dates: TaskDates,
  calendar: WorkingCalendar,
): Instant {
  const first = firstInstant(rule, dates, calendar);
  if (repetition === 1 || rule.repeat === undefined) return first.instant;
  const day = calendar.workingDayFrom(first.day, (repetition - 1) * rule.repeat.everyWorkingDays);
  return calendar.at(day, first.time);
}

function firstInstant(
  rule: ReminderRule,
  dates: TaskDates,
  calendar: WorkingCalendar,
): { instant: Instant; day: Day; time: string } {
  if ('event' in rule.at) {
    const instant = calendar.workingInstantFrom(dates.createdAt);
    return { instant, day: calendar.dayOf(instant), time: calendar.exactTimeOf(instant) };
  }
  const day = calendar.dayRelativeToDue(dates.dueOn, rule.at.workingDays);
  return { instant: calendar.at(day, rule.at.time), day, time: rule.at.time };
}

/** Every step that will ever happen to a task, from the moment it exists: version 1 of each repetition of each rule. */
export function stepsOfNewTask(policy: Policy, dates: TaskDates, calendar: WorkingCalendar): NewStep[] {
  return rulesOf(policy).flatMap(({ kind, rule, ruleOrder }) =>
    repetitionsOf(rule).map((repetition): NewStep => {
      const plannedAt = plannedInstant(rule, repetition, dates, calendar);
      return {
        kind,
        rule: rule.key,
        ruleOrder,
        repetition,
        version: 1,
        countedFrom: countedFrom(rule),
        plannedAt,
        isPast: plannedAt < dates.createdAt,
      };
    }),
  );
}

/**
 * The steps counted from a due day, planned anew for another one (extension, return, revision): each gets the version
 * after its latest; OPENED steps stay.
 */
export function stepsForNewDueDay(
  policy: Policy,
  dates: TaskDates,
  calendar: WorkingCalendar,
  latest: readonly Step[],
  now: Instant,
): NewStep[] {
  return stepsOfNewTask(policy, dates, calendar)
    .filter((step) => step.countedFrom === 'DUE')
    .map((step) => ({ ...step, version: versionAfter(latest, step), isPast: step.plannedAt < now }));
}

function versionAfter(latest: readonly Step[], step: NewStep): number {
  const known = latest.find(
    (one) => one.kind === step.kind && one.rule === step.rule && one.repetition === step.repetition,
  );
  return (known?.version ?? 0) + 1;
}

function repetitionsOf(rule: ReminderRule): number[] {
  return Array.from({ length: rule.repeat?.times ?? 1 }, (_, index) => index + 1);
}

/** A rule of a policy by kind and key; undefined only for a ledger of another plan. */
export function ruleOf(policy: Policy, kind: StepKind, key: string): ReminderRule | EscalationRule | undefined {
  const rules = kind === 'REMINDER' ? policy.reminders : policy.escalations;
  return rules?.find((rule) => rule.key === key);
}

/**
 * When a task is closed for good: 00:00 of the day after the n-th working day after the later of the stage's due day and
 * the task's own (n = 0: of the day after). Null: late work is accepted until the stage completes.
 */
export function closingInstant(
  closes: { readonly workingDaysAfterDue: number } | undefined,
  stageDueOn: Day,
  taskDueOn: Day,
  calendar: WorkingCalendar,
): Instant | null {
  if (closes === undefined) return null;
  const dueOn = stageDueOn > taskDueOn ? stageDueOn : taskDueOn;
  const lastDay = closes.workingDaysAfterDue === 0 ? dueOn : calendar.workingDayFrom(dueOn, closes.workingDaysAfterDue);
  return calendar.lateFrom(lastDay);
}
