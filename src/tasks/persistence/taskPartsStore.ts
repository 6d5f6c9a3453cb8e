import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, isoOf, type Day, type Instant } from '../../shared/instant';
import type { PersonNamed } from './delegateStore';
import type { ExtensionRequestState } from './extensionRequestStore';

export interface TaskComment {
  readonly id: string;
  readonly author: PersonNamed;
  readonly body: string;
  readonly at: Instant;
}

export async function insertComment(
  tx: Tx,
  comment: { readonly taskId: string; readonly authorId: string; readonly body: string; readonly at: Instant },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    'insert into task_comment (task_id, author_id, body, at) values ($1, $2, $3, $4) returning id',
    [comment.taskId, comment.authorId, comment.body, isoOf(comment.at)],
  );
  if (row === undefined) throw new Error('The comment was not stored');
  return row.id;
}

export async function commentsOfTask(tx: Tx, taskId: string): Promise<TaskComment[]> {
  const rows = await tx.rows<{ id: string; author_id: string; name: string; body: string; at: Date }>(
    `select c.id, c.author_id, p.name, c.body, c.at from task_comment c join person p on p.id = c.author_id
      where c.task_id = $1 order by c.id`,
    [taskId],
  );
  return rows.map((row) => ({
    id: row.id,
    author: { id: row.author_id, name: row.name },
    body: row.body,
    at: instantOf(row.at),
  }));
}

/** A file of a task; its content lies in the file store under its SHA-256. */
export interface TaskFile {
  readonly id: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly attachedBy: PersonNamed;
  readonly at: Instant;
}

export interface NewTaskFile {
  readonly taskId: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly attachedBy: string;
  readonly at: Instant;
}

export async function insertTaskFile(tx: Tx, file: NewTaskFile): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into task_file (task_id, sha256, name, media_type, size_bytes, attached_by, at)
     values ($1, $2, $3, $4, $5, $6, $7) returning id`,
    [file.taskId, file.sha256, file.name, file.mediaType, file.sizeBytes, file.attachedBy, isoOf(file.at)],
  );
  if (row === undefined) throw new Error('The file was not stored');
  return row.id;
}

export async function filesOfTask(tx: Tx, taskId: string): Promise<TaskFile[]> {
  const rows = await tx.rows<{
    id: string;
    sha256: string;
    name: string;
    media_type: string;
    size_bytes: string;
    attached_by: string;
    person: string;
    at: Date;
  }>(
    `select f.id, f.sha256, f.name, f.media_type, f.size_bytes, f.attached_by, p.name as person, f.at
       from task_file f join person p on p.id = f.attached_by where f.task_id = $1
      order by f.at, f.name collate "vi-x-icu", f.id`,
    [taskId],
  );
  return rows.map((row) => ({
    id: row.id,
    sha256: row.sha256,
    name: row.name,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    attachedBy: { id: row.attached_by, name: row.person },
    at: instantOf(row.at),
  }));
}

/** What was asked for, and what became of it. */
export interface ExtensionRequestView {
  readonly id: string;
  readonly askedBy: PersonNamed;
  readonly askedAt: Instant;
  readonly dueOn: Day;
  readonly reason: string;
  readonly state: ExtensionRequestState;
  readonly decidedBy: PersonNamed | null;
  readonly decidedAt: Instant | null;
  readonly decision: string | null;
  readonly legalBasis: string | null;
}

export async function requestsOfTask(tx: Tx, taskId: string): Promise<ExtensionRequestView[]> {
  const rows = await tx.rows<{
    id: string;
    asked_by: PersonNamed;
    asked_at: Date;
    due_on: Day;
    reason: string;
    state: ExtensionRequestState;
    decided_by: PersonNamed | null;
    decided_at: Date | null;
    decision: string | null;
    legal_basis: string | null;
  }>(
    `select r.id, jsonb_build_object('id', a.id, 'name', a.name) as asked_by, r.asked_at, r.due_on, r.reason, r.state,
            case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.name) end as decided_by,
            r.decided_at, r.decision, r.legal_basis
       from extension_request r join person a on a.id = r.asked_by left join person d on d.id = r.decided_by
      where r.task_id = $1 order by r.asked_at, r.id`,
    [taskId],
  );
  return rows.map((row) => ({
    id: row.id,
    askedBy: row.asked_by,
    askedAt: instantOf(row.asked_at),
    dueOn: row.due_on,
    reason: row.reason,
    state: row.state,
    decidedBy: row.decided_by,
    decidedAt: instantOrNull(row.decided_at),
    decision: row.decision,
    legalBasis: row.legal_basis,
  }));
}
