import type { Tx } from '../../database/transaction';
import { instantOf, isoOf, type Instant } from '../../shared/instant';
import type { TaskAssignment } from '../../tasks/domain/task';

/** A run of what is due in a stage, or of a campaign's digests (`stageId` null). */
export interface DeadlineRun {
  readonly id: string;
}

/**
 * The run that is under way, held against other workers; undefined if there is none. Whoever waits here for another's
 * batch goes on with what that one has left.
 */
export async function lockOpenRun(
  tx: Tx,
  campaignId: string,
  stageId: string | null,
): Promise<DeadlineRun | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `select id from deadline_run where campaign_id = $1 and stage_id is not distinct from $2 and finished_at is null for update`,
    [campaignId, stageId],
  );
  return row;
}

/** Begins a run; two workers that begin at once get the same one. */
export async function beginRun(tx: Tx, campaignId: string, stageId: string | null, now: Instant): Promise<DeadlineRun> {
  await tx.rows(
    `insert into deadline_run (campaign_id, stage_id, started_at) values ($1, $2, $3)
     on conflict (campaign_id, stage_id) where finished_at is null do nothing`,
    [campaignId, stageId, isoOf(now)],
  );
  const run = await lockOpenRun(tx, campaignId, stageId);
  if (run === undefined) throw new Error(`The run of stage ${stageId ?? 'of digests'} ended while it began`);
  return run;
}

export async function finishRun(tx: Tx, runId: string, now: Instant): Promise<void> {
  await tx.rows('update deadline_run set finished_at = $2 where id = $1', [runId, isoOf(now)]);
}

/** A task of which something is due. */
export interface DueTask extends TaskAssignment {
  readonly id: string;
  readonly template: string;
}

/** The first tasks, in plan order, of which a step has come due, locked in a fixed order. */
export async function lockDueTasks(tx: Tx, stageId: string, now: Instant, limit: number): Promise<DueTask[]> {
  const rows = await tx.rows<{
    id: string;
    template: string;
    organisation_id: string;
    role: string;
    claimed_by: string | null;
    template_position: number;
    position: number;
  }>(
    `select t.id, t.template, t.organisation_id, t.role, t.claimed_by, t.template_position, t.position
       from task t
      where t.id in (select task_id from (
                select distinct t2.id as task_id, t2.template_position, t2.position
                  from deadline_step s join task t2 on t2.id = s.task_id
                 where s.stage_id = $1 and s.status = 'PLANNED' and s.kind <> 'DIGEST' and s.planned_at <= $2
                   -- Closed in the meantime: the closing comes first, and nothing fires after it.
                   and (t2.closes_at is null or t2.closes_at > $2)
                 order by t2.template_position, t2.position limit $3) first)
      order by t.id for no key update of t`,
    [stageId, isoOf(now), limit],
  );
  return rows
    .sort((a, b) => a.template_position - b.template_position || a.position - b.position)
    .map((row) => ({
      id: row.id,
      template: row.template,
      organisationId: row.organisation_id,
      role: row.role,
      claimedBy: row.claimed_by,
    }));
}

/** The stages of a campaign in which something is due, in plan order. */
export async function stagesWithDueSteps(tx: Tx, campaignId: string, now: Instant): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select g.id from stage g
      where g.campaign_id = $1
        and (exists (select 1 from deadline_step s where s.stage_id = g.id and s.status = 'PLANNED'
                        and s.kind <> 'DIGEST' and s.planned_at <= $2)
             or exists (select 1 from deadline_run r where r.campaign_id = $1 and r.stage_id = g.id and r.finished_at is null))
      order by g.position`,
    [campaignId, isoOf(now)],
  );
  return rows.map((row) => row.id);
}

/** The next instant at which a stage has something to do: a step, or a closing. Null: nothing is planned any more. */
export async function nextInstantOfStage(tx: Tx, stageId: string): Promise<Instant | null> {
  const [row] = await tx.rows<{ next: Date | null }>(
    `select least(
              (select min(planned_at) from deadline_step where stage_id = $1 and status = 'PLANNED' and kind <> 'DIGEST'),
              (select min(closes_at) from task where stage_id = $1 and state in ('OPEN', 'RETURNED'))) as next`,
    [stageId],
  );
  return row === undefined || row.next === null ? null : instantOf(row.next);
}
