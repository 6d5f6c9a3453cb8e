import type { Tx } from '../../database/transaction';
import type { Recipient } from '../../deadlines/domain/recipients';
import { isoOf, type Instant } from '../../shared/instant';
import { ledgerSubject } from '../domain/subject';

/** A step that fired, whom it tells, and when its message may leave. */
export interface FiredStep {
  readonly stepId: string;
  readonly recipients: readonly Recipient[];
  readonly releaseAt: Instant;
}

export interface RunOfStage {
  readonly id: string;
  readonly campaignId: string;
  readonly stageId: string;
}

/**
 * Gathers what one batch of a run tells into the run's e-mails: one per person, listing all its steps. They leave only
 * when the run is finished (`releaseRun`).
 */
export async function gatherMessages(
  tx: Tx,
  run: RunOfStage,
  fired: readonly FiredStep[],
  now: Instant,
): Promise<void> {
  const lines = fired.flatMap(({ stepId, recipients, releaseAt }) =>
    recipients.map(({ personId, forId }) => ({ stepId, personId, forId, releaseAt })),
  );
  if (lines.length === 0) return;
  await tx.rows(
    `insert into message (campaign_id, stage_id, run_id, kind, to_id, subject, queued_at, release_at, status)
     select $1, $2, $3, 'LEDGER', to_id, '', $4, min(release_at), 'GATHERING'
       from unnest($5::uuid[], $6::timestamptz[]) as line (to_id, release_at)
      group by to_id
     on conflict (run_id, to_id) where kind = 'LEDGER'
        do update set release_at = least(message.release_at, excluded.release_at)`,
    [
      run.campaignId,
      run.stageId,
      run.id,
      isoOf(now),
      lines.map((line) => line.personId),
      lines.map((line) => isoOf(line.releaseAt)),
    ],
  );
  await tx.rows(
    `insert into message_step (step_id, to_id, message_id, for_id)
     select line.step_id, line.to_id, m.id, line.for_id
       from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as line (step_id, to_id, for_id)
       join message m on m.run_id = $4 and m.to_id = line.to_id and m.kind = 'LEDGER'`,
    [lines.map((line) => line.stepId), lines.map((line) => line.personId), lines.map((line) => line.forId), run.id],
  );
}

/** The e-mails of a finished run get their subject and may leave. Returns how many there are. */
export async function releaseRun(tx: Tx, runId: string, planCode: string): Promise<number> {
  const gathered = await tx.rows<{ id: string; title: string; tasks: number }>(
    `select m.id, (array_agg(t.title order by t.template_position, t.position, s.planned_at, s.kind))[1] as title,
            count(distinct t.id)::int as tasks
       from message m
       join message_step ms on ms.message_id = m.id
       join deadline_step s on s.id = ms.step_id
       join task t on t.id = s.task_id
      where m.run_id = $1 and m.status = 'GATHERING'
      group by m.id`,
    [runId],
  );
  await tx.rows(
    `update message m set status = 'QUEUED', subject = n.subject
       from unnest($1::uuid[], $2::text[]) as n (id, subject) where m.id = n.id`,
    [
      gathered.map((message) => message.id),
      gathered.map((message) => ledgerSubject(planCode, message.title, message.tasks - 1)),
    ],
  );
  return gathered.length;
}

/** One e-mail of a digest to each recipient; a digest is an e-mail of its own. */
export async function queueDigest(
  tx: Tx,
  digest: FiredStep & { readonly campaignId: string; readonly runId: string; readonly subject: string },
  now: Instant,
): Promise<void> {
  await tx.rows(
    `with line as (select gen_random_uuid() as id, to_id, for_id from unnest($1::uuid[], $2::uuid[]) as l (to_id, for_id)),
          mail as (insert into message (id, campaign_id, run_id, kind, to_id, subject, queued_at, release_at, status)
                   select id, $3, $4, 'DIGEST', to_id, $5, $6, $7, 'QUEUED' from line returning id)
     insert into message_step (step_id, to_id, message_id, for_id)
     select $8, line.to_id, mail.id, line.for_id from mail join line using (id)`,
    [
      digest.recipients.map((recipient) => recipient.personId),
      digest.recipients.map((recipient) => recipient.forId),
      digest.campaignId,
      digest.runId,
      digest.subject,
      isoOf(now),
      isoOf(digest.releaseAt),
      digest.stepId,
    ],
  );
}
