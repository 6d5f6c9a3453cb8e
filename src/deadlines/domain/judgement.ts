import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { EscalationRule, Policy } from '../../plans/domain/plan';
import type { Instant } from '../../shared/instant';
import type { TaskAssignment } from '../../tasks/domain/task';
import {
  escalationRecipients,
  reminderRecipients,
  type Directory,
  type Recipient,
  type Recipients,
} from './recipients';
import { ruleOf } from './schedule';
import { inJudgingOrder, latestVersions, type NewStep, type Step, type SuppressedReason } from './step';

/** What a run decides about one due step. */
export type Judgement =
  | { readonly step: Step; readonly outcome: 'FIRED'; readonly recipients: readonly Recipient[] }
  | {
      readonly step: Step;
      readonly outcome: 'SUPPRESSED';
      readonly reason: SuppressedReason;
      readonly isFault: boolean;
    }
  | { readonly step: Step; readonly outcome: 'WAITING'; readonly next: NewStep };

/** One task of a run: its due steps, and every escalation row it has, with the instants of acknowledgement. */
export interface TaskToJudge {
  readonly assignment: TaskAssignment;
  readonly policy: Policy;
  readonly due: readonly Step[];
  readonly escalations: readonly EscalationRow[];
}

export interface EscalationRow extends Step {
  readonly isAcknowledged: boolean;
}

export interface RunContext {
  readonly now: Instant;
  readonly calendar: WorkingCalendar;
  readonly directory: Directory;
}

/** Judges the due steps of one task: reminders before escalations (contract of deadlines, §3). */
export function judgeTask(task: TaskToJudge, context: RunContext): Judgement[] {
  return [...judgeReminders(task, context), ...judgeEscalations(task, context)];
}

/** Of several reminders due in one run only the last is sent, to those whom the others would have reached as well. */
function judgeReminders(task: TaskToJudge, { directory }: RunContext): Judgement[] {
  const due = task.due.filter((step) => step.kind === 'REMINDER').sort(inJudgingOrder);
  const last = due.at(-1);
  if (last === undefined) return [];
  const to = due.flatMap((step) => ruleOf(task.policy, step.kind, step.rule)?.to ?? []);
  const overtaken = due.slice(0, -1).map((step) => suppressed(step, 'OVERTAKEN'));
  return [...overtaken, firedOrNobody(last, reminderRecipients([...new Set(to)], task.assignment, directory))];
}

/** Escalations are judged one after the other: a later one looks at what became of an earlier one in this very run. */
function judgeEscalations(task: TaskToJudge, context: RunContext): Judgement[] {
  const due = task.due.filter((step) => step.kind === 'ESCALATION').sort(inJudgingOrder);
  let rows = task.escalations;
  return due.map((step) => {
    const judgement = judgeEscalation(step, task, rows, context);
    rows = withJudgement(rows, judgement, context.now);
    return judgement;
  });
}

function judgeEscalation(
  step: Step,
  task: TaskToJudge,
  rows: readonly EscalationRow[],
  context: RunContext,
): Judgement {
  const rule = escalationRule(task.policy, step.rule);
  if (rule.onlyIf === 'PREVIOUS_NOT_ACKNOWLEDGED') {
    const verdict = previousNotAcknowledged(previousRule(task.policy, rule), rows, context);
    if (verdict === 'NO') return suppressed(step, 'CONDITION');
    if (verdict !== 'YES') {
      return { step, outcome: 'WAITING', next: waitingVersion(step, rows, verdict.until) };
    }
  }
  return firedOrNobody(step, escalationRecipients(rule.to, task.assignment, context.directory));
}

/**
 * Whether the escalation before has gone unacknowledged for its whole time. The superior must neither be told too early
 * nor never: as long as the time runs, the step waits for its end.
 */
function previousNotAcknowledged(
  previous: EscalationRule,
  rows: readonly EscalationRow[],
  { now, calendar }: RunContext,
): 'YES' | 'NO' | { readonly until: Instant } {
  const hours = previous.acknowledgeWithinWorkingHours ?? 0;
  const latest = latestVersions(rows.filter((row) => row.rule === previous.key));
  const fired = latest.filter((row) => row.status === 'FIRED');
  if (fired.length > 0) {
    const silent = fired.filter((row) => !row.isAcknowledged).map((row) => row.firedAt ?? row.plannedAt);
    if (silent.length === 0) return 'NO';
    const until = calendar.workingHoursAfter(Math.min(...silent), hours);
    return until <= now ? 'YES' : { until };
  }
  const planned = latest.filter((row) => row.status === 'PLANNED').map((row) => row.plannedAt);
  if (planned.length > 0) {
    return { until: calendar.workingHoursAfter(Math.max(Math.min(...planned), now), hours) };
  }
  const reachedNobody = latest.some((row) => row.reason === 'NO_RECIPIENT' || row.reason === 'PAST');
  return reachedNobody ? 'YES' : 'NO';
}

function waitingVersion(step: Step, rows: readonly EscalationRow[], until: Instant): NewStep {
  const versions = rows
    .filter((row) => row.rule === step.rule && row.repetition === step.repetition)
    .map((row) => row.version);
  return {
    kind: step.kind,
    rule: step.rule,
    ruleOrder: step.ruleOrder,
    repetition: step.repetition,
    version: Math.max(step.version, ...versions) + 1,
    countedFrom: 'ACKNOWLEDGEMENT',
    plannedAt: until,
    isPast: false,
  };
}

function withJudgement(rows: readonly EscalationRow[], judgement: Judgement, now: Instant): EscalationRow[] {
  const judged = rows.map((row) => (row.id === judgement.step.id ? { ...row, ...stateAfter(judgement, now) } : row));
  if (judgement.outcome !== 'WAITING') return judged;
  const waiting: EscalationRow = {
    ...judgement.next,
    id: `${judgement.step.id}+`,
    status: 'PLANNED',
    reason: null,
    firedAt: null,
    isAcknowledged: false,
  };
  return [...judged, waiting];
}

function stateAfter(judgement: Judgement, now: Instant): Pick<Step, 'status' | 'reason' | 'firedAt'> {
  switch (judgement.outcome) {
    case 'FIRED':
      return { status: 'FIRED', reason: null, firedAt: now };
    case 'SUPPRESSED':
      return { status: 'SUPPRESSED', reason: judgement.reason, firedAt: null };
    case 'WAITING':
      return { status: 'SUPERSEDED', reason: 'WAITING', firedAt: null };
  }
}

function firedOrNobody(step: Step, { told, isFault }: Recipients): Judgement {
  if (told.length > 0) return { step, outcome: 'FIRED', recipients: told };
  return { step, outcome: 'SUPPRESSED', reason: 'NO_RECIPIENT', isFault };
}

function suppressed(step: Step, reason: SuppressedReason): Judgement {
  return { step, outcome: 'SUPPRESSED', reason, isFault: false };
}

function escalationRule(policy: Policy, key: string): EscalationRule {
  const rule = policy.escalations?.find((one) => one.key === key);
  if (rule === undefined) throw new Error(`The ledger names the escalation ${key}, which the plan does not have`);
  return rule;
}

function previousRule(policy: Policy, rule: EscalationRule): EscalationRule {
  const previous = policy.escalations?.[policy.escalations.indexOf(rule) - 1];
  if (previous === undefined) throw new Error(`The escalation ${rule.key} has none before it`);
  return previous;
}
