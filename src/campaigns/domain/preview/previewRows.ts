import { digestAfter, firstDigest } from '../../../deadlines/domain/digest';
import {
  digestRecipients,
  escalationRecipients,
  reminderRecipients,
  type Recipient,
} from '../../../deadlines/domain/recipients';
import { ruleOf, stepsOfNewTask } from '../../../deadlines/domain/schedule';
import type { NewStep } from '../../../deadlines/domain/step';
import type { DigestRule, EscalationRule, ReminderRule } from '../../../plans/domain/plan';
import type { Instant } from '../../../shared/instant';
import type { Dependency, ForecastStage, ForecastTask, PreviewInput } from './forecast';

/** A stage that opens: `notBefore` its day, and after the stages in `dependsOn`. */
export interface OpeningRow {
  readonly kind: 'OPENING';
  readonly stage: ForecastStage;
  readonly at: Instant;
  readonly dependsOn: readonly Dependency[];
}

export interface ClosingRow {
  readonly kind: 'CLOSING';
  readonly stage: ForecastStage;
  readonly task: ForecastTask;
  readonly at: Instant;
  readonly dependsOn: readonly Dependency[];
}

/** One step of every task of a template: for each task one row of the ledger. */
export interface StepRow {
  readonly kind: 'REMINDER' | 'ESCALATION';
  readonly stage: ForecastStage;
  readonly task: ForecastTask;
  readonly rule: ReminderRule | EscalationRule;
  readonly step: NewStep;
  readonly at: Instant;
  /** Its instant lies before the creation of the task: it will not be sent. */
  readonly isPast: boolean;
  readonly dependsOn: readonly Dependency[];
  readonly told: readonly ToldOfTask[];
}

/** Who is told of one task, in the order of the template's targets. */
export interface ToldOfTask {
  readonly unit: string | null;
  readonly field: string | null;
  /** Of its target among those of the template. */
  readonly position: number;
  readonly recipients: readonly Recipient[];
  /** Nobody holds what the rule names. */
  readonly isFault: boolean;
}

export interface DigestRow {
  readonly kind: 'DIGEST';
  readonly rule: DigestRule;
  readonly step: Pick<NewStep, 'repetition' | 'version' | 'ruleOrder'>;
  readonly at: Instant;
  readonly dependsOn: readonly Dependency[];
  readonly recipients: readonly Recipient[];
  readonly isFault: boolean;
}

export type PreviewRow = OpeningRow | ClosingRow | StepRow | DigestRow;

const KIND_ORDER = { OPENING: 0, REMINDER: 1, ESCALATION: 2, DIGEST: 3, CLOSING: 4 } as const satisfies Record<
  PreviewRow['kind'],
  number
>;

/** Everything that will happen, by instant; at one instant openings, reminders, escalations, digests, closings. */
export function rowsOf(stages: readonly ForecastStage[], input: PreviewInput): PreviewRow[] {
  const rows = [...stages.flatMap((stage) => rowsOfStage(stage, input)), ...digestRows(stages, input)];
  return rows.sort((a, b) => a.at - b.at || KIND_ORDER[a.kind] - KIND_ORDER[b.kind]);
}

function rowsOfStage(stage: ForecastStage, input: PreviewInput): PreviewRow[] {
  const opening: OpeningRow = { kind: 'OPENING', stage, at: stage.opensAt, dependsOn: stage.dependsOn };
  return [opening, ...stage.tasks.flatMap((task) => [...stepRows(stage, task, input), ...closingRows(stage, task)])];
}

function closingRows(stage: ForecastStage, task: ForecastTask): ClosingRow[] {
  const { closesAt, dependsOn } = task;
  return closesAt === null ? [] : [{ kind: 'CLOSING', stage, task, at: closesAt, dependsOn }];
}

function stepRows(stage: ForecastStage, task: ForecastTask, input: PreviewInput): StepRow[] {
  const policy = input.plan.policies[task.template.policy] ?? {};
  const toldBy = recipientsOfTask(task, input);
  return stepsOfNewTask(policy, task, input.calendar).flatMap((step): StepRow[] => {
    const rule = ruleOf(policy, step.kind, step.rule);
    if (rule === undefined || step.kind === 'DIGEST') return [];
    const { kind, plannedAt: at, isPast } = step;
    return [{ kind, stage, task, rule, step, at, isPast, dependsOn: task.dependsOn, told: toldBy(kind, rule.to) }];
  });
}

/** Of thousands of tasks whoever the same names mean is looked up once. */
function recipientsOfTask(task: ForecastTask, { directory }: PreviewInput) {
  const known = new Map<string, readonly ToldOfTask[]>();
  return (kind: StepRow['kind'], to: readonly string[]): readonly ToldOfTask[] => {
    const key = `${kind} ${to.join(' ')}`;
    const told = known.get(key) ?? task.targets.map((target) => toldOf(target, kind, to, directory));
    known.set(key, told);
    return told;
  };
}

function toldOf(
  target: ForecastTask['targets'][number],
  kind: StepRow['kind'],
  to: readonly string[],
  directory: PreviewInput['directory'],
): ToldOfTask {
  const { organisationId, role, unitCode: unit, field, position } = target;
  const resolve = kind === 'REMINDER' ? reminderRecipients : escalationRecipients;
  const { told, isFault } = resolve(to, { organisationId, role, claimedBy: null }, directory);
  return { unit, field, position, recipients: told, isFault };
}

/** Each series, from the day after the first of its stages opens until the last of them completes. */
function digestRows(stages: readonly ForecastStage[], input: PreviewInput): DigestRow[] {
  return (input.plan.digests ?? []).flatMap((rule, ruleOrder) => {
    const own = stages.filter((stage) => rule.stages.includes(stage.template.key));
    const first = own.toSorted((a, b) => a.opensAt - b.opensAt)[0];
    return first === undefined ? [] : seriesOf(rule, ruleOrder, first, own, input);
  });
}

function seriesOf(
  rule: DigestRule,
  ruleOrder: number,
  first: ForecastStage,
  own: readonly ForecastStage[],
  { calendar, directory }: PreviewInput,
): DigestRow[] {
  const endsAt = Math.max(...own.map((stage) => stage.completesAt));
  const untilCompleted = own.map(({ template }): Dependency => ({ kind: 'STAGE', key: template.key }));
  const { told: recipients, isFault } = digestRecipients(rule.to, directory);
  const rows: DigestRow[] = [];
  let at = firstDigest(rule, ruleOrder, first.opensAt, calendar).plannedAt;
  // The ledger plans a series one ahead, its first row in any case.
  for (let repetition = 1; repetition === 1 || at < endsAt; repetition += 1) {
    const dependsOn = repetition === 1 ? first.dependsOn : untilCompleted;
    const step = { repetition, version: 1, ruleOrder };
    rows.push({ kind: 'DIGEST', rule, step, at, dependsOn, recipients, isFault });
    at = digestAfter(rule, calendar.dayOf(at), calendar);
  }
  return rows;
}
