import type { Tx } from '../../database/transaction';
import type { StepKind } from '../../deadlines/domain/step';
import { instantOf, isoOf, type Day, type Instant } from '../../shared/instant';
import type { CampaignState, ClockKind } from '../domain/campaign';

export interface CampaignLine {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly state: CampaignState;
  readonly clock: ClockKind;
  readonly now: Date;
  readonly launchedAt: Date;
  readonly completedAt: Date | null;
}

/** The campaigns of an authority, the newest first; `now` by each one's clock. */
export function campaignsOf(tx: Tx, authorityId: string): Promise<CampaignLine[]> {
  return tx.rows<CampaignLine>(
    `select id, plan ->> 'code' as code, plan ->> 'title' as title, state, clock,
            coalesce(clock_at, date_trunc('milliseconds', clock_timestamp())) as now,
            launched_at as "launchedAt", completed_at as "completedAt"
       from campaign where authority_id = $1 order by launched_at desc, id`,
    [authorityId],
  );
}

/** What the table knows of a campaign beyond `Campaign`. */
export async function campaignDates(
  tx: Tx,
  campaignId: string,
): Promise<{ launchedAt: Date; completedAt: Date | null; endedReason: string | null }> {
  const [row] = await tx.rows<{ launchedAt: Date; completedAt: Date | null; endedReason: string | null }>(
    `select launched_at as "launchedAt", completed_at as "completedAt", ended_reason as "endedReason"
       from campaign where id = $1`,
    [campaignId],
  );
  if (row === undefined) throw new Error(`There is no campaign ${campaignId}`);
  return row;
}

export interface TaskCounts {
  readonly open: number;
  readonly returned: number;
  readonly done: number;
  readonly cancelled: number;
  readonly missed: number;
  /** Of the open and returned ones: due before today. */
  readonly overdue: number;
}

export const NO_TASKS: TaskCounts = { open: 0, returned: 0, done: 0, cancelled: 0, missed: 0, overdue: 0 };

/** How many tasks of each state each stage has. */
export async function taskCountsByStage(tx: Tx, campaignId: string, today: Day): Promise<Map<string, TaskCounts>> {
  const rows = await tx.rows<TaskCounts & { stage_id: string }>(
    `select stage_id,
            count(*) filter (where state = 'OPEN')::int as open,
            count(*) filter (where state = 'RETURNED')::int as returned,
            count(*) filter (where state = 'DONE')::int as done,
            count(*) filter (where state = 'CANCELLED')::int as cancelled,
            count(*) filter (where state = 'MISSED')::int as missed,
            count(*) filter (where state in ('OPEN', 'RETURNED') and due_on < $2::date)::int as overdue
       from task where campaign_id = $1 group by stage_id`,
    [campaignId, today],
  );
  return new Map(rows.map(({ stage_id, ...counts }) => [stage_id, counts]));
}

/** When the last of the tasks of each stage closes; a stage none of whose tasks has a closing is not there. */
export async function closingsByStage(tx: Tx, campaignId: string): Promise<Map<string, Instant>> {
  const rows = await tx.rows<{ stage_id: string; closes_at: Date }>(
    `select stage_id, max(closes_at) as closes_at from task
      where campaign_id = $1 and closes_at is not null group by stage_id`,
    [campaignId],
  );
  return new Map(rows.map((row) => [row.stage_id, instantOf(row.closes_at)]));
}

/** What is planned for one instant of a campaign. */
export interface PlannedThen {
  readonly steps: readonly {
    readonly kind: StepKind;
    readonly rule: string;
    readonly repetition: number;
    /** Of the tasks; null: a digest. */
    readonly template: string | null;
    readonly title: string | null;
    readonly tasks: number;
  }[];
  readonly closings: readonly { readonly title: string; readonly tasks: number }[];
  readonly stages: readonly string[];
  readonly mail: number;
}

export async function plannedThen(tx: Tx, campaignId: string, at: Instant): Promise<PlannedThen> {
  const parameters = [campaignId, isoOf(at)];
  const steps = await tx.rows<PlannedThen['steps'][number]>(
    `select s.kind, s.rule, s.repetition, t.template, t.title, count(*)::int as tasks
       from deadline_step s left join task t on t.id = s.task_id left join stage g on g.id = s.stage_id
      where s.campaign_id = $1 and s.status = 'PLANNED' and s.planned_at = $2
      group by s.kind, s.rule, s.repetition, t.template, t.title, g.position, t.template_position, s.rule_order
      order by s.kind = 'DIGEST', g.position, t.template_position, s.kind desc, s.rule_order, s.repetition`,
    parameters,
  );
  const closings = await tx.rows<PlannedThen['closings'][number]>(
    `select title, count(*)::int as tasks from task
      where campaign_id = $1 and state in ('OPEN', 'RETURNED') and closes_at = $2 group by title, template order by template`,
    parameters,
  );
  const stages = await tx.rows<{ key: string }>(
    `select key from stage where campaign_id = $1 and state = 'WAITING' and opens_at = $2 order by position`,
    parameters,
  );
  const [mail] = await tx.rows<{ count: number }>(
    `select count(*)::int as count from message where campaign_id = $1 and status = 'QUEUED' and release_at = $2`,
    parameters,
  );
  return { steps, closings, stages: stages.map(({ key }) => key), mail: mail?.count ?? 0 };
}

/** The last entry of the journal, so that what comes after it can be told. */
export async function lastJournalId(tx: Tx): Promise<string> {
  const [row] = await tx.rows<{ id: string }>('select coalesce(max(id), 0) as id from journal_entry');
  return row?.id ?? '0';
}

/** What happened in a campaign, counted: acts alike on the tasks of one template at one instant are one line. */
export interface HappenedRow {
  readonly at: Date;
  readonly subjectKind: 'CAMPAIGN' | 'STAGE' | 'TASK';
  readonly act: string;
  readonly stageKey: string | null;
  readonly template: string | null;
  readonly title: string | null;
  /** Of a judged step: what it was, and what became of it. */
  readonly stepKind: StepKind | null;
  readonly rule: string | null;
  readonly repetition: number | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly count: number;
}

/** A move through a whole plan tells the beginning of what happened; the rest is in the journal. */
const HAPPENED_LIMIT = 500;

export function happenedSince(tx: Tx, campaignId: string, journalId: string): Promise<HappenedRow[]> {
  return tx.rows<HappenedRow>(
    `select j.at, j.subject_kind as "subjectKind", j.act, g.key as "stageKey", t.template, t.title, s.kind as "stepKind",
            s.rule, s.repetition, s.status, s.reason, count(*)::int as count
       from journal_entry j
       left join task t on j.subject_kind = 'TASK' and t.id = j.subject_id
       left join stage g on g.id = coalesce(t.stage_id, case when j.subject_kind = 'STAGE' then j.subject_id end)
       left join jsonb_to_recordset(j.details -> 'steps') as s (kind text, rule text, repetition int, status text, reason text)
              on j.act = 'STEPS_JUDGED'
      where j.id > $2
        and (j.subject_id = $1 or t.campaign_id = $1 or (j.subject_kind = 'STAGE' and g.campaign_id = $1))
      group by j.at, j.subject_kind, j.act, g.key, t.template, t.title, s.kind, s.rule, s.repetition, s.status, s.reason
      order by min(j.id) limit ${String(HAPPENED_LIMIT)}`,
    [campaignId, journalId],
  );
}

/** How many e-mails were queued from an instant on, by instant. */
export function mailSince(
  tx: Tx,
  campaignId: string,
  from: Instant,
): Promise<{ readonly at: Date; readonly count: number }[]> {
  return tx.rows<{ at: Date; count: number }>(
    `select queued_at as at, count(*)::int as count from message
      where campaign_id = $1 and queued_at >= $2 group by queued_at order by queued_at`,
    [campaignId, isoOf(from)],
  );
}

/** A stage of a campaign by its key is shown with its lead's name; `units`: the plan says all of them. */
export async function bodyNames(tx: Tx, authorityId: string): Promise<Map<string, string>> {
  const rows = await tx.rows<{ key: string; name: string }>(
    `select key, name from organisation where authority_id = $1 and kind <> 'UNIT'`,
    [authorityId],
  );
  return new Map(rows.map(({ key, name }) => [key, name]));
}
