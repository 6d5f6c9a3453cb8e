import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, isoOf, type Instant } from '../../shared/instant';
import type { MessageKind, MessageStatus } from '../domain/delivery';

export interface MailboxFilter {
  /** Only to people of this authority. */
  readonly authorityId?: string;
  readonly campaignId?: string;
  readonly toPersonId?: string;
  readonly kind?: MessageKind;
  readonly status?: MessageStatus;
  /** Words of the subject, the body or the recipient's name, with or without accents. */
  readonly text?: string;
  /** Where the page before ended. */
  readonly cursor: string | null;
  readonly limit: number;
}

/** A message as the mailbox page lists it, with how far it has come. */
export interface MailboxEntry {
  readonly id: string;
  readonly campaignId: string | null;
  readonly kind: MessageKind;
  readonly status: MessageStatus;
  readonly subject: string;
  readonly to: { readonly personId: string; readonly name: string; readonly address: string };
  readonly queuedAt: Instant;
  readonly releaseAt: Instant;
  readonly leftAt: Instant | null;
  readonly attempts: number;
  readonly nextAttemptAt: Instant | null;
  readonly lastError: string | null;
}

export interface MailboxPage {
  readonly entries: readonly MailboxEntry[];
  /** Null: this was the last page. */
  readonly nextCursor: string | null;
}

interface EntryRow {
  readonly id: string;
  readonly campaign_id: string | null;
  readonly kind: MessageKind;
  readonly status: MessageStatus;
  readonly subject: string;
  readonly to_id: string;
  readonly name: string;
  readonly email: string;
  readonly queued_at: Date;
  readonly release_at: Date;
  readonly left_at: Date | null;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly last_error: string | null;
}

const ENTRY_COLUMNS = `m.id, m.campaign_id, m.kind, m.status, m.subject, m.to_id, p.name, p.email, m.queued_at, m.release_at,
                       m.left_at, m.attempts, m.next_attempt_at, m.last_error`;

function entryOf(row: EntryRow): MailboxEntry {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    kind: row.kind,
    status: row.status,
    subject: row.subject,
    to: { personId: row.to_id, name: row.name, address: row.email },
    queuedAt: instantOf(row.queued_at),
    releaseAt: instantOf(row.release_at),
    leftAt: instantOrNull(row.left_at),
    attempts: row.attempts,
    nextAttemptAt: instantOrNull(row.next_attempt_at),
    lastError: row.last_error,
  };
}

/** Messages, the latest queued first, page by page; what a run is still gathering is not one yet. */
export async function mailbox(tx: Tx, filter: MailboxFilter): Promise<MailboxPage> {
  const after = filter.cursor === null ? null : readCursor(filter.cursor);
  const rows = await tx.rows<EntryRow>(
    `select ${ENTRY_COLUMNS} from message m join person p on p.id = m.to_id
      where m.status <> 'GATHERING'
        and ($1::uuid is null or m.campaign_id = $1)
        and ($2::uuid is null or m.to_id = $2)
        and ($3::text is null or m.kind = $3)
        and ($4::text is null or m.status = $4)
        and ($5::text is null or plain_text(concat_ws(' ', m.subject, p.name, m.text_body)) like '%' || plain_text($5) || '%')
        and ($6::timestamptz is null or (m.queued_at, m.id) < ($6, $7::uuid))
        and ($9::uuid is null or p.authority_id = $9)
      order by m.queued_at desc, m.id desc limit $8`,
    [
      filter.campaignId ?? null,
      filter.toPersonId ?? null,
      filter.kind ?? null,
      filter.status ?? null,
      filter.text === undefined || filter.text.trim() === '' ? null : escapedPattern(filter.text.trim()),
      after?.queuedAt ?? null,
      after?.id ?? null,
      filter.limit + 1,
      filter.authorityId ?? null,
    ],
  );
  const entries = rows.slice(0, filter.limit).map(entryOf);
  const last = entries.at(-1);
  const isMore = rows.length > filter.limit && last !== undefined;
  return { entries, nextCursor: isMore ? `${isoOf(last.queuedAt)}_${last.id}` : null };
}

/** `%` and `_` mean themselves. */
function escapedPattern(text: string): string {
  return text.replace(/[\\%_]/gu, '\\$&');
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/u;

/** A cursor that was not given out by this mailbox begins at the start. */
function readCursor(cursor: string): { queuedAt: string; id: string } | null {
  const [, queuedAt, id] = CURSOR.exec(cursor) ?? [];
  return queuedAt === undefined || id === undefined ? null : { queuedAt, id };
}

/** A message with its words; null before it has left. */
export interface MailboxMessage extends MailboxEntry {
  readonly textBody: string | null;
  readonly htmlBody: string | null;
  /** Every step and notice that it told, also of tasks that it left out when it left. */
  readonly parts: readonly MessagePart[];
}

/** What a message tells of a task: a step of the ledger, or a notice. */
export interface MessagePart {
  readonly taskId: string | null;
  readonly stepId: string | null;
  readonly kind: 'REMINDER' | 'ESCALATION' | 'DIGEST' | 'NOTICE';
  /** The rule of a step; of a notice what it tells (`NoticeKind`). */
  readonly rule: string;
  readonly repetition: number | null;
  readonly version: number | null;
  /** The absent person whom the recipient stood in for. */
  readonly forName: string | null;
}

/** A message to somebody of an authority (null: of any). */
export async function mailboxMessage(
  tx: Tx,
  id: string,
  authorityId: string | null = null,
): Promise<MailboxMessage | undefined> {
  const [row] = await tx.rows<EntryRow & { text_body: string | null; html_body: string | null }>(
    `select ${ENTRY_COLUMNS}, m.text_body, m.html_body from message m join person p on p.id = m.to_id
      where m.id = $1 and m.status <> 'GATHERING' and ($2::uuid is null or p.authority_id = $2)`,
    [id, authorityId],
  );
  if (row === undefined) return undefined;
  const parts = (await partsOf(tx, 'part.message_id = $1', id)).map(({ part }) => part);
  return { ...entryOf(row), textBody: row.text_body, htmlBody: row.html_body, parts };
}

/** A message's part about one task, with its delivery: the task's ledger and time line show it. */
export interface TaskMessage {
  readonly message: MailboxEntry;
  readonly part: MessagePart;
}

/** Every message that tells of a task, in the order in which they were queued. */
export async function messagesOfTask(tx: Tx, taskId: string): Promise<TaskMessage[]> {
  return partsOf(tx, 'part.task_id = $1', taskId);
}

/** The messages that told a step. */
export async function messagesOfStep(tx: Tx, stepId: string): Promise<TaskMessage[]> {
  return partsOf(tx, 'part.step_id = $1', stepId);
}

type PartCondition = 'part.message_id = $1' | 'part.task_id = $1' | 'part.step_id = $1';

async function partsOf(tx: Tx, condition: PartCondition, subjectId: string): Promise<TaskMessage[]> {
  const rows = await tx.rows<
    EntryRow & {
      task_id: string | null;
      step_id: string | null;
      part_kind: MessagePart['kind'];
      rule: string;
      repetition: number | null;
      version: number | null;
      for_name: string | null;
    }
  >(
    `select ${ENTRY_COLUMNS}, part.task_id, part.step_id, part.kind as part_kind, part.rule, part.repetition, part.version,
            f.name as for_name
       from (select ms.message_id, s.task_id, s.id as step_id, s.kind, s.rule, s.repetition, s.version, ms.for_id,
                    null::bigint as notice_id
               from message_step ms join deadline_step s on s.id = ms.step_id
             union all
             select n.message_id, n.task_id, null, 'NOTICE', n.what, null, null, (n.details ->> 'forId')::uuid, n.id
               from notice n) as part
       join message m on m.id = part.message_id
       join person p on p.id = m.to_id
       left join person f on f.id = part.for_id
      where ${condition}
      order by m.queued_at, m.id, part.step_id, part.notice_id`,
    [subjectId],
  );
  return rows.map((row) => ({
    message: entryOf(row),
    part: {
      taskId: row.task_id,
      stepId: row.step_id,
      kind: row.part_kind,
      rule: row.rule,
      repetition: row.repetition,
      version: row.version,
      forName: row.for_name,
    },
  }));
}
