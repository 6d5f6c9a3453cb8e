import type { Tx } from '../../database/transaction';
import { isoOf, type Instant } from '../../shared/instant';
import type { NoticeKind, StoredNotice } from '../domain/notice';

/** One notice for one person. */
export interface NoticeLine {
  readonly toId: string;
  readonly taskId: string | null;
  readonly notice: StoredNotice;
}

interface Release {
  readonly campaignId: string;
  readonly at: Instant;
  readonly releaseAt: Instant;
}

/**
 * Each person's e-mail of notices that waits for this release; made where there is none. Acts at the same time wait for
 * each other, so that one person gets one e-mail.
 */
export async function noticeMessages(
  tx: Tx,
  { campaignId, at, releaseAt }: Release,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  // What leaves at once cannot be joined by a later act; only what waits is worth the lock.
  if (releaseAt > at) {
    await tx.rows(
      `select pg_advisory_xact_lock(hashtextextended($1 || to_id, 0))
         from (select unnest($2::text[]) as to_id order by 1) as person`,
      [`notice ${campaignId} `, personIds],
    );
  }
  const waiting = await tx.rows<{ id: string; to_id: string }>(
    `select id, to_id from message
      where campaign_id = $1 and kind = 'NOTICE' and status = 'QUEUED' and release_at = $2 and to_id = any($3)
      order by id for update`,
    [campaignId, isoOf(releaseAt), personIds],
  );
  const known = new Map(waiting.map((row) => [row.to_id, row.id]));
  const fresh = await tx.rows<{ id: string; to_id: string }>(
    `insert into message (campaign_id, kind, to_id, subject, queued_at, release_at, status)
     select $1, 'NOTICE', to_id, '', $3, $4, 'QUEUED' from unnest($2::uuid[]) as to_id returning id, to_id`,
    [campaignId, personIds.filter((id) => !known.has(id)), isoOf(at), isoOf(releaseAt)],
  );
  return new Map([...known, ...fresh.map((row) => [row.to_id, row.id] as const)]);
}

export async function insertNotices(
  tx: Tx,
  lines: readonly NoticeLine[],
  messageOf: ReadonlyMap<string, string>,
  at: Instant,
): Promise<void> {
  await tx.rows(
    `insert into notice (message_id, task_id, what, details, at)
     select m, t, w, d, $5 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[]) with ordinality as n (m, t, w, d, position)
      order by position`,
    [
      lines.map((line) => messageOf.get(line.toId)),
      lines.map((line) => line.taskId),
      lines.map((line) => line.notice.what),
      lines.map((line) => JSON.stringify(line.notice)),
      isoOf(at),
    ],
  );
}

/** Of each message its first notice and how many it holds: what its subject is made of. */
export interface NoticeSummary {
  readonly messageId: string;
  readonly what: NoticeKind;
  readonly title: string | null;
  readonly count: number;
}

export async function summariesOf(tx: Tx, messageIds: readonly string[]): Promise<NoticeSummary[]> {
  return tx.rows<NoticeSummary>(
    `select n.message_id as "messageId", (array_agg(n.what order by n.at, t.template_position, t.position, n.id))[1] as what,
            (array_agg(t.title order by n.at, t.template_position, t.position, n.id))[1] as title, count(*)::int as count
       from notice n left join task t on t.id = n.task_id
      where n.message_id = any($1) group by n.message_id`,
    [messageIds],
  );
}

export async function writeSubjects(
  tx: Tx,
  subjects: readonly { readonly messageId: string; readonly subject: string }[],
): Promise<void> {
  await tx.rows(
    `update message m set subject = s.subject from unnest($1::uuid[], $2::text[]) as s (id, subject) where m.id = s.id`,
    [subjects.map((one) => one.messageId), subjects.map((one) => one.subject)],
  );
}

/** Who has written comments on a task. */
export async function commentAuthors(tx: Tx, taskId: string): Promise<string[]> {
  const rows = await tx.rows<{ author_id: string }>('select distinct author_id from task_comment where task_id = $1', [
    taskId,
  ]);
  return rows.map((row) => row.author_id);
}
