import type { Tx } from '../../database/transaction';
import { isoOf, type Instant } from '../../shared/instant';

interface StageLine {
  readonly key: string;
  readonly opened_at: Date | null;
  readonly completed_at: Date | null;
}

export function readStages(tx: Tx, campaignId: string): Promise<StageLine[]> {
  return tx.rows<StageLine>('select key, opened_at, completed_at from stage where campaign_id = $1 order by position', [
    campaignId,
  ]);
}

interface TaskKeyLine {
  readonly stage: string | null;
  readonly task: string | null;
  readonly unit: string | null;
  readonly field: string | null;
}

interface TaskLine extends TaskKeyLine {
  readonly due_on: string;
  readonly state: string;
  readonly done_at: Date | null;
  readonly is_extended: boolean;
}

const TASK_KEY = 'g.key as stage, t.template as task, t.unit_code as unit, t.field';
const TASK_ORDER = 'g.position, t.template_position, t.position';

/** The tasks created, in plan order, then unit code or order of the fields. */
export function readTasks(tx: Tx, campaignId: string): Promise<TaskLine[]> {
  return tx.rows<TaskLine>(
    `select ${TASK_KEY}, t.due_on, t.state, t.done_at, t.is_extended
       from task t join stage g on g.id = t.stage_id
      where t.campaign_id = $1 order by ${TASK_ORDER}`,
    [campaignId],
  );
}

interface StepLine extends TaskKeyLine {
  readonly kind: string;
  readonly rule: string;
  readonly repetition: number;
  readonly version: number;
  readonly planned_at: Date;
  readonly status: string;
  readonly reason: string | null;
  readonly fired_at: Date | null;
  readonly recipients: string[];
}

/** Every row of the ledger, ordered as its tasks, then by instant, reminders first; digests last. */
export function readSteps(tx: Tx, campaignId: string): Promise<StepLine[]> {
  return tx.rows<StepLine>(
    `select ${TASK_KEY}, s.kind, s.rule, s.repetition, s.version, s.planned_at, s.status, s.reason, s.fired_at,
            array(select p.key from person p where p.id = any(s.recipients) order by p.key collate "C") as recipients
       from deadline_step s
       left join task t on t.id = s.task_id
       left join stage g on g.id = t.stage_id
      where s.campaign_id = $1
      order by s.kind = 'DIGEST', ${TASK_ORDER},
               case when s.kind <> 'DIGEST' then s.planned_at end, s.kind = 'ESCALATION', s.rule_order,
               s.repetition, s.version`,
    [campaignId],
  );
}

interface MessageLine {
  readonly to_key: string;
  readonly queued_at: Date;
  readonly subject: string;
  readonly steps: string[];
}

/** The ledger's messages, by instant, stage (digests last), recipient, then run (digests: order in the plan). */
export function readMessages(tx: Tx, campaignId: string): Promise<MessageLine[]> {
  return tx.rows<MessageLine>(
    `select p.key as to_key, m.queued_at, m.subject,
            array_agg(concat_ws('/', coalesce(g.key, '-'), coalesce(t.template, '-'), coalesce(t.unit_code, t.field, '-'),
                                s.kind, s.rule, s.repetition, s.version)
                      order by t.template_position, t.position, s.kind desc, s.planned_at, s.rule_order, s.repetition) as steps
       from message m
       join person p on p.id = m.to_id
       join message_step ms on ms.message_id = m.id
       join deadline_step s on s.id = ms.step_id
       left join task t on t.id = s.task_id
       left join stage g on g.id = s.stage_id
      where m.campaign_id = $1 and m.kind in ('LEDGER', 'DIGEST')
      group by m.id, p.key
      order by m.queued_at, m.kind = 'DIGEST', min(g.position), p.key collate "C", m.run_id, min(s.rule_order)`,
    [campaignId],
  );
}

/**
 * What must never happen, counted from the facts: rows still planned that have come due, and recipients without message;
 * a step twice to one person, and repeated unique keys; rows that fired while their task was done.
 */
export async function countFaults(
  tx: Tx,
  campaignId: string,
  now: Instant,
): Promise<{ lost: number; doubled: number; afterDone: number }> {
  const [row] = await tx.rows<{ lost: number; doubled: number; after_done: number }>(
    `select
      (select count(*) from deadline_step s join campaign c on c.id = s.campaign_id
        where s.campaign_id = $1 and s.status = 'PLANNED' and s.planned_at <= $2 and c.state = 'RUNNING' and not c.is_out)::int
      + (select count(*) from deadline_step s cross join unnest(s.recipients) as told
          where s.campaign_id = $1 and s.status = 'FIRED'
            and not exists (select 1 from message_step ms join message m on m.id = ms.message_id
                             where ms.step_id = s.id and ms.to_id = told and m.status <> 'GATHERING'))::int as lost,
      (select coalesce(sum(n - 1), 0) from (
          select count(*) as n from message_step ms join deadline_step s on s.id = ms.step_id
           where s.campaign_id = $1 group by ms.step_id, ms.to_id) told)::int
      + (select coalesce(sum(n - 1), 0) from (
          select count(*) as n from deadline_step where campaign_id = $1
           group by task_id, kind, rule, repetition, version) rows)::int as doubled,
      (select count(*) from deadline_step s join task t on t.id = s.task_id
        where s.campaign_id = $1 and s.status = 'FIRED'
          and coalesce((select j.act = 'DONE' from journal_entry j
                         where j.subject_id = t.id and j.act in ('DONE', 'RETURNED') and j.at < s.fired_at
                         order by j.sequence desc limit 1), false))::int as after_done`,
    [campaignId, isoOf(now)],
  );
  if (row === undefined) throw new Error('The invariants could not be counted');
  return { lost: row.lost, doubled: row.doubled, afterDone: row.after_done };
}
