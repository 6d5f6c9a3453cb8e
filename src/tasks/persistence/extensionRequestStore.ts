import type { Tx } from '../../database/transaction';
import { isoOf, type Day, type Instant } from '../../shared/instant';

export type ExtensionRequestState = 'ASKED' | 'GIVEN' | 'REFUSED';

export interface ExtensionRequest {
  readonly id: string;
  readonly state: ExtensionRequestState;
  readonly dueOn: Day;
}

export interface NewExtensionRequest {
  readonly taskId: string;
  readonly askedBy: string;
  readonly askedAt: Instant;
  readonly dueOn: Day;
  readonly reason: string;
}

export async function insertRequest(tx: Tx, request: NewExtensionRequest): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into extension_request (task_id, asked_by, asked_at, due_on, reason) values ($1, $2, $3, $4, $5) returning id`,
    [request.taskId, request.askedBy, isoOf(request.askedAt), request.dueOn, request.reason],
  );
  if (row === undefined) throw new Error('The request for an extension was not stored');
  return row.id;
}

/** A request of a task, locked; undefined: the task has none of this id. */
export async function lockRequest(tx: Tx, taskId: string, requestId: string): Promise<ExtensionRequest | undefined> {
  const [request] = await tx.rows<ExtensionRequest>(
    `select id, state, due_on as "dueOn" from extension_request where id = $2 and task_id = $1 for no key update`,
    [taskId, requestId],
  );
  return request;
}

/** The request of a task that waits for its decision: there is at most one. */
export async function lockOpenRequest(tx: Tx, taskId: string): Promise<ExtensionRequest | undefined> {
  const [request] = await tx.rows<ExtensionRequest>(
    `select id, state, due_on as "dueOn" from extension_request where task_id = $1 and state = 'ASKED' for no key update`,
    [taskId],
  );
  return request;
}

export interface RequestDecision {
  readonly state: Exclude<ExtensionRequestState, 'ASKED'>;
  readonly decidedBy: string;
  readonly decidedAt: Instant;
  /** The reason for it. */
  readonly decision: string;
  readonly legalBasis: string | null;
}

export async function decideRequest(tx: Tx, requestId: string, decided: RequestDecision): Promise<void> {
  await tx.rows(
    `update extension_request set state = $2, decided_by = $3, decided_at = $4, decision = $5, legal_basis = $6 where id = $1`,
    [requestId, decided.state, decided.decidedBy, isoOf(decided.decidedAt), decided.decision, decided.legalBasis],
  );
}
