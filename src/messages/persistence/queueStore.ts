import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, isoOf, type Instant } from '../../shared/instant';
import type { NextTry } from '../domain/delivery';
import type { RenderedMessage } from '../domain/wording/renderMessage';

/** A message that one dispatcher holds until its lease runs out; `leasedUntil` also tells two leases apart. */
export interface LeasedMessage {
  readonly id: string;
  readonly leasedUntil: Instant;
  readonly releaseAt: Instant;
  /** How often it was tried, the attempt ahead included. */
  readonly attempts: number;
}

/** A rehearsal's mail can never leave the machine: no statement of the queue sees it. */
const MAY_LEAVE = `not exists (select 1 from campaign c where c.id = m.campaign_id and c.clock = 'REHEARSAL')`;

/**
 * Leases the messages that may leave by now, the longest waiting first, and those whose dispatcher has gone: its lease
 * ran out. Two dispatchers never get the same one.
 */
export async function leaseDueMessages(
  tx: Tx,
  now: Instant,
  leasedUntil: Instant,
  limit: number,
): Promise<LeasedMessage[]> {
  await tx.rows(
    `update message set status = 'RETRYING', next_attempt_at = $1, leased_until = null
      where id in (select id from message where status = 'SENDING' and leased_until <= $1 for update skip locked)`,
    [isoOf(now)],
  );
  const rows = await tx.rows<{ id: string; release_at: Date; attempts: number }>(
    `with due as (
       select m.id from message m
        where m.status in ('QUEUED', 'RETRYING') and coalesce(m.next_attempt_at, m.release_at) <= $1 and ${MAY_LEAVE}
        order by coalesce(m.next_attempt_at, m.release_at)
        limit $3
          for update of m skip locked)
     update message m set status = 'SENDING', leased_until = $2, attempts = m.attempts + 1, next_attempt_at = null
       from due where m.id = due.id
     returning m.id, m.release_at, m.attempts`,
    [isoOf(now), isoOf(leasedUntil), limit],
  );
  return rows.map((row) => ({
    id: row.id,
    leasedUntil,
    releaseAt: instantOf(row.release_at),
    attempts: row.attempts,
  }));
}

/** Only the holder of the lease writes what became of a message: whoever lost it changes nothing. */
const HELD = `id = $1 and status = 'SENDING' and leased_until = $2`;

function holder({ id, leasedUntil }: LeasedMessage): [string, string] {
  return [id, isoOf(leasedUntil)];
}

export async function markSent(tx: Tx, lease: LeasedMessage, sent: RenderedMessage, leftAt: Instant): Promise<void> {
  await tx.rows(
    `update message set status = 'SENT', leased_until = null, left_at = $3, last_error = null, text_body = $4, html_body = $5
      where ${HELD}`,
    [...holder(lease), isoOf(leftAt), sent.text, sent.html],
  );
}

export async function markNotSent(tx: Tx, lease: LeasedMessage, next: NextTry, error: string): Promise<void> {
  await tx.rows(
    `update message set status = $3, leased_until = null, next_attempt_at = $4, last_error = $5 where ${HELD}`,
    [...holder(lease), next.status, next.status === 'RETRYING' ? isoOf(next.nextAttemptAt) : null, error],
  );
}

/** Nothing is left to say: everything it would have told of is settled. */
export async function markCancelled(tx: Tx, lease: LeasedMessage): Promise<void> {
  await tx.rows(`update message set status = 'CANCELLED', leased_until = null where ${HELD}`, holder(lease));
}

/** Gives back what this dispatcher can no longer send within its lease; the attempt does not count. */
export async function giveBack(tx: Tx, lease: LeasedMessage, now: Instant): Promise<void> {
  await tx.rows(
    `update message set status = case when attempts > 1 then 'RETRYING' else 'QUEUED' end, leased_until = null,
                        attempts = attempts - 1, next_attempt_at = case when attempts > 1 then $3::timestamptz end
      where ${HELD}`,
    [...holder(lease), isoOf(now)],
  );
}

/** When the queue is to be looked at again; null: nothing waits. */
export async function nextDispatchAt(tx: Tx): Promise<Instant | null> {
  const [row] = await tx.rows<{ next: Date | null }>(
    `select least(
       (select coalesce(m.next_attempt_at, m.release_at) from message m
         where m.status in ('QUEUED', 'RETRYING') and ${MAY_LEAVE}
         order by coalesce(m.next_attempt_at, m.release_at) limit 1),
       (select min(leased_until) from message where status = 'SENDING')) as next`,
  );
  return row === undefined ? null : instantOrNull(row.next);
}

/** The messages of a rehearsal that may leave by now, locked. */
export async function lockDueRehearsalMail(tx: Tx, campaignId: string, now: Instant): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from message where campaign_id = $1 and status = 'QUEUED' and release_at <= $2 order by id for update`,
    [campaignId, isoOf(now)],
  );
  return rows.map((row) => row.id);
}

/** Keeps rendered messages of a rehearsal for the mailbox page. */
export async function markKept(
  tx: Tx,
  kept: readonly (RenderedMessage & { readonly id: string })[],
  leftAt: Instant,
): Promise<void> {
  if (kept.length === 0) return;
  await tx.rows(
    `update message m set status = 'KEPT', left_at = $4, text_body = k.text, html_body = k.html
       from unnest($1::uuid[], $2::text[], $3::text[]) as k (id, text, html) where m.id = k.id`,
    [kept.map((one) => one.id), kept.map((one) => one.text), kept.map((one) => one.html), isoOf(leftAt)],
  );
}

export async function cancelMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.rows(`update message set status = 'CANCELLED' where id = any($1)`, [ids]);
}

/** Puts a dead letter back into the queue. Returns whether it was one. */
export async function requeue(tx: Tx, messageId: string, now: Instant): Promise<boolean> {
  const rows = await tx.rows(
    `update message set status = 'QUEUED', attempts = 0, next_attempt_at = null, release_at = $2
      where id = $1 and status = 'FAILED' returning 1`,
    [messageId, isoOf(now)],
  );
  return rows.length > 0;
}

/** A mail that was accepted came back. Returns whether it had been sent. */
export async function bounce(tx: Tx, messageId: string, error: string): Promise<boolean> {
  const rows = await tx.rows(
    `update message set status = 'BOUNCED', last_error = $2 where id = $1 and status = 'SENT' returning 1`,
    [messageId, error],
  );
  return rows.length > 0;
}

/** How many messages of real campaigns wait to leave, and how many could not be delivered. */
export async function mailQueueState(tx: Tx): Promise<{ readonly waiting: number; readonly failed: number }> {
  const [row] = await tx.rows<{ waiting: number; failed: number }>(
    `select count(*) filter (where m.status in ('QUEUED', 'RETRYING', 'SENDING'))::int as waiting,
            count(*) filter (where m.status = 'FAILED')::int as failed
       from message m left join campaign c on c.id = m.campaign_id
      where m.status in ('QUEUED', 'RETRYING', 'SENDING', 'FAILED') and c.clock is distinct from 'REHEARSAL'`,
  );
  return row ?? { waiting: 0, failed: 0 };
}
