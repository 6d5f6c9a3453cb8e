import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, isoOf, type Instant } from '../../shared/instant';
import type { EscalationRow } from '../domain/judgement';
import type {
  CountedFrom,
  NewStep,
  Step,
  StepKind,
  StepReason,
  StepStatus,
  SuppressedReason,
  SupersededReason,
} from '../domain/step';

interface StepRow {
  readonly id: string;
  readonly task_id: string | null;
  readonly kind: StepKind;
  readonly rule: string;
  readonly rule_order: number;
  readonly repetition: number;
  readonly version: number;
  readonly counted_from: CountedFrom;
  readonly planned_at: Date;
  readonly status: StepStatus;
  readonly reason: StepReason | null;
  readonly fired_at: Date | null;
}

const STEP_COLUMNS = `s.id, s.task_id, s.kind, s.rule, s.rule_order, s.repetition, s.version, s.counted_from, s.planned_at,
                      s.status, s.reason, s.fired_at`;

function stepOf(row: StepRow): Step {
  return {
    id: row.id,
    kind: row.kind,
    rule: row.rule,
    ruleOrder: row.rule_order,
    repetition: row.repetition,
    version: row.version,
    countedFrom: row.counted_from,
    plannedAt: instantOf(row.planned_at),
    status: row.status,
    reason: row.reason,
    firedAt: instantOrNull(row.fired_at),
  };
}

/** A step together with the task that it belongs to. */
export type TaskStep<S extends Step = Step> = S & { readonly taskId: string };

function taskStepOf(row: StepRow): TaskStep {
  return { ...stepOf(row), taskId: row.task_id ?? '' };
}

/** Writes the same steps for each of the tasks: they share their template, their day and their creation. */
export async function insertSteps(
  tx: Tx,
  of: { readonly campaignId: string; readonly stageId: string },
  taskIds: readonly string[],
  steps: readonly NewStep[],
): Promise<void> {
  await tx.rows(
    `insert into deadline_step (campaign_id, stage_id, task_id, kind, rule, rule_order, repetition, version, counted_from,
                                planned_at, status, reason)
     select $1, $2, task_id, s.*, case when is_past then 'SUPPRESSED' else 'PLANNED' end, case when is_past then 'PAST' end
       from unnest($3::uuid[]) as task_id
      cross join (select kind, rule, rule_order, repetition, version, counted_from, planned_at
                    from unnest($4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::text[], $10::timestamptz[])
                      as n (kind, rule, rule_order, repetition, version, counted_from, planned_at)) as s
       join unnest($4::text[], $5::text[], $7::int[], $11::boolean[]) as p (kind, rule, repetition, is_past)
         using (kind, rule, repetition)`,
    [of.campaignId, of.stageId, taskIds, ...stepColumns(steps)],
  );
}

function stepColumns(steps: readonly NewStep[]): unknown[] {
  return [
    steps.map((step) => step.kind),
    steps.map((step) => step.rule),
    steps.map((step) => step.ruleOrder),
    steps.map((step) => step.repetition),
    steps.map((step) => step.version),
    steps.map((step) => step.countedFrom),
    steps.map((step) => isoOf(step.plannedAt)),
    steps.map((step) => step.isPast),
  ];
}

/** New versions of steps, each of its own task (null: a digest of the campaign). */
export async function insertVersions(
  tx: Tx,
  campaignId: string,
  versions: readonly { readonly stageId: string | null; readonly taskId: string | null; readonly step: NewStep }[],
): Promise<void> {
  if (versions.length === 0) return;
  await tx.rows(
    `insert into deadline_step (campaign_id, stage_id, task_id, kind, rule, rule_order, repetition, version, counted_from,
                                planned_at, status, reason)
     select $1, stage_id, task_id, kind, rule, rule_order, repetition, version, counted_from, planned_at,
            case when is_past then 'SUPPRESSED' else 'PLANNED' end, case when is_past then 'PAST' end
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::text[],
                   $10::timestamptz[], $11::boolean[])
         as n (stage_id, task_id, kind, rule, rule_order, repetition, version, counted_from, planned_at, is_past)`,
    [
      campaignId,
      versions.map(({ stageId }) => stageId),
      versions.map(({ taskId }) => taskId),
      ...stepColumns(versions.map(({ step }) => step)),
    ],
  );
}

/** The latest version of each step of these tasks, by task. */
export async function latestStepsOf(tx: Tx, taskIds: readonly string[]): Promise<Map<string, Step[]>> {
  const rows = await tx.rows<StepRow>(
    `select distinct on (s.task_id, s.kind, s.rule, s.repetition) ${STEP_COLUMNS}
       from deadline_step s where s.task_id = any($1)
      order by s.task_id, s.kind, s.rule, s.repetition, s.version desc`,
    [taskIds],
  );
  const byTask = new Map<string, Step[]>();
  for (const row of rows) {
    const step = taskStepOf(row);
    const known = byTask.get(step.taskId);
    if (known === undefined) byTask.set(step.taskId, [step]);
    else known.push(step);
  }
  return byTask;
}

/** The steps of these tasks that have come due, of reminders and escalations. */
export async function dueStepsOf(tx: Tx, taskIds: readonly string[], now: Instant): Promise<TaskStep[]> {
  const rows = await tx.rows<StepRow>(
    `select ${STEP_COLUMNS} from deadline_step s
      where s.task_id = any($1) and s.status = 'PLANNED' and s.planned_at <= $2`,
    [taskIds, isoOf(now)],
  );
  return rows.map(taskStepOf);
}

/** Every escalation of these tasks, with whether it was acknowledged. */
export async function escalationsOf(tx: Tx, taskIds: readonly string[]): Promise<TaskStep<EscalationRow>[]> {
  if (taskIds.length === 0) return [];
  const rows = await tx.rows<StepRow & { readonly is_acknowledged: boolean }>(
    `select ${STEP_COLUMNS}, a.step_id is not null as is_acknowledged
       from deadline_step s left join escalation_acknowledgement a on a.step_id = s.id
      where s.task_id = any($1) and s.kind = 'ESCALATION'`,
    [taskIds],
  );
  return rows.map((row) => ({ ...taskStepOf(row), isAcknowledged: row.is_acknowledged }));
}

/** Takes the planned steps of tasks out of the plan, whether due or not. */
export async function suppressPlanned(tx: Tx, taskIds: readonly string[], reason: SuppressedReason): Promise<void> {
  await tx.rows(
    `update deadline_step set status = 'SUPPRESSED', reason = $2 where task_id = any($1) and status = 'PLANNED'`,
    [taskIds, reason],
  );
}

/**
 * Takes the planned rows of steps that get new versions out of the plan, waiting ones too. Those of OPENED rules stay, even
 * where they wait for an acknowledgement time: nothing would replace them.
 */
export async function supersedePlanned(
  tx: Tx,
  taskIds: readonly string[],
  replaced: readonly Pick<Step, 'kind' | 'rule'>[],
  reason: SupersededReason,
): Promise<void> {
  const rules = new Map(replaced.map((step) => [`${step.kind} ${step.rule}`, step]));
  await tx.rows(
    `update deadline_step set status = 'SUPERSEDED', reason = $2
      where task_id = any($1) and status = 'PLANNED' and (kind, rule) in (select * from unnest($3::text[], $4::text[]))`,
    [taskIds, reason, [...rules.values()].map(({ kind }) => kind), [...rules.values()].map(({ rule }) => rule)],
  );
}

export async function supersede(tx: Tx, stepIds: readonly string[], reason: SupersededReason): Promise<void> {
  if (stepIds.length === 0) return;
  await tx.rows(`update deadline_step set status = 'SUPERSEDED', reason = $2 where id = any($1)`, [stepIds, reason]);
}

/** What became of a step, as a run writes it. */
export interface SettledStep {
  readonly id: string;
  readonly status: Exclude<StepStatus, 'PLANNED'>;
  readonly reason: StepReason | null;
  readonly recipients: readonly string[];
  readonly isFault: boolean;
}

export async function settleSteps(tx: Tx, settled: readonly SettledStep[], now: Instant): Promise<void> {
  if (settled.length === 0) return;
  await tx.rows(
    `update deadline_step s
        set status = n.status, reason = n.reason, fired_at = case when n.status = 'FIRED' then $6::timestamptz end,
            recipients = n.recipients::uuid[], is_fault = n.is_fault
       from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::boolean[])
              as n (id, status, reason, recipients, is_fault)
      where s.id = n.id`,
    [
      settled.map((step) => step.id),
      settled.map((step) => step.status),
      settled.map((step) => step.reason),
      settled.map((step) => `{${step.recipients.join(',')}}`),
      settled.map((step) => step.isFault),
      isoOf(now),
    ],
  );
}

/** The digests of a campaign, all rows. */
export async function digestSteps(tx: Tx, campaignId: string): Promise<Step[]> {
  const rows = await tx.rows<StepRow>(
    `select ${STEP_COLUMNS} from deadline_step s where s.campaign_id = $1 and s.kind = 'DIGEST' order by repetition, version`,
    [campaignId],
  );
  return rows.map(stepOf);
}

/** The planned digest of each series: there is at most one of each, the next. */
export async function plannedDigests(tx: Tx, campaignId: string): Promise<Step[]> {
  const rows = await tx.rows<StepRow>(
    `select ${STEP_COLUMNS} from deadline_step s where s.campaign_id = $1 and s.kind = 'DIGEST' and s.status = 'PLANNED'`,
    [campaignId],
  );
  return rows.map(stepOf);
}

/** A planned step that is not yet due, with what its instant is counted from. */
export interface PlannedStepAhead {
  readonly step: Step;
  readonly stageId: string;
  readonly taskId: string;
  readonly template: string;
  readonly dates: { readonly createdAt: Instant; readonly dueOn: string };
}

/** The planned steps of a campaign's tasks that lie after now, but those that wait for an acknowledgement time. */
export async function plannedStepsAhead(tx: Tx, campaignId: string, now: Instant): Promise<PlannedStepAhead[]> {
  const rows = await tx.rows<StepRow & { stage_id: string; template: string; created_at: Date; due_on: string }>(
    `select ${STEP_COLUMNS}, s.stage_id, t.template, t.created_at, t.due_on
       from deadline_step s join task t on t.id = s.task_id
      where s.campaign_id = $1 and s.status = 'PLANNED' and s.planned_at > $2 and s.counted_from in ('OPENED', 'DUE')`,
    [campaignId, isoOf(now)],
  );
  return rows.map((row) => ({
    step: stepOf(row),
    stageId: row.stage_id,
    taskId: row.task_id ?? '',
    template: row.template,
    dates: { createdAt: instantOf(row.created_at), dueOn: row.due_on },
  }));
}
