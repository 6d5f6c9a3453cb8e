import type { Tx } from '../../database/transaction';

/** The workflows that can be told that something changed. */
export type WorkflowKind = 'CAMPAIGN' | 'STAGE' | 'DISPATCH';

/** There is one mail queue for the whole system. */
export const DISPATCH_ID = '00000000-0000-0000-0000-000000000000';

const WORKFLOW_ID_PREFIX = {
  CAMPAIGN: 'campaign/',
  STAGE: 'stage/',
  DISPATCH: 'message-dispatch/',
} as const satisfies Record<WorkflowKind, string>;

/** Ids are derived from the facts, so that starting a workflow twice is harmless. */
export function workflowId(kind: WorkflowKind, subjectId: string): string {
  return `${WORKFLOW_ID_PREFIX[kind]}${subjectId}`;
}

/** One move of a rehearsal's clock at a time. */
export function rehearsalWorkflowId(campaignId: string): string {
  return `rehearsal/${campaignId}`;
}

/** The channel on which the relay hears that there is something to deliver. */
export const OUTBOX_CHANNEL = 'outbox';

/** Notes, in the transaction of the change, that a workflow is to look again. At most one line waits per workflow. */
export async function tellWorkflow(tx: Tx, kind: WorkflowKind, subjectId: string): Promise<void> {
  await tx.rows(
    `with line as (
       insert into outbox (workflow_id, kind, subject_id) values ($1, $2, $3)
       on conflict (workflow_id) do update set revision = nextval('outbox_revision')
       returning 1)
     select pg_notify('${OUTBOX_CHANNEL}', '') from line`,
    [workflowId(kind, subjectId), kind, subjectId],
  );
}

export interface OutboxLine {
  readonly workflowId: string;
  readonly kind: WorkflowKind;
  readonly subjectId: string;
  readonly revision: string;
}

/** What waits to be delivered, the oldest first. */
export async function waitingLines(tx: Tx, limit: number): Promise<OutboxLine[]> {
  const rows = await tx.rows<{ workflow_id: string; kind: WorkflowKind; subject_id: string; revision: string }>(
    'select workflow_id, kind, subject_id, revision from outbox order by written_at limit $1',
    [limit],
  );
  return rows.map((row) => ({
    workflowId: row.workflow_id,
    kind: row.kind,
    subjectId: row.subject_id,
    revision: row.revision,
  }));
}

/** Takes out what was delivered; a line that was raised meanwhile stays, for its change came later. */
export async function removeDelivered(tx: Tx, { workflowId: id, revision }: OutboxLine): Promise<void> {
  await tx.rows('delete from outbox where workflow_id = $1 and revision = $2', [id, revision]);
}

/** Whole seconds for which the oldest line has waited; null: nothing waits. */
export async function oldestOutboxLine(tx: Tx): Promise<number | null> {
  const [row] = await tx.rows<{ age: number | null }>(
    'select extract(epoch from clock_timestamp() - min(written_at))::int as age from outbox',
  );
  return row?.age ?? null;
}
