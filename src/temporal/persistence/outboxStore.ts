import type { Tx } from '../../database/transaction';

/** The workflows that can be told that something changed. */
export type WorkflowKind = 'CAMPAIGN' | 'STAGE' | 'DISPATCH' | 'REHEARSAL';

/** There is one mail queue for the whole system. */
export const DISPATCH_ID = '00000000-0000-0000-0000-000000000000';

const WORKFLOW_ID_PREFIX = {
  CAMPAIGN: 'campaign/',
  STAGE: 'stage/',
  DISPATCH: 'message-dispatch/',
  REHEARSAL: 'rehearsal/',
} as const satisfies Record<WorkflowKind, string>;

/** Ids are derived from the facts, so that starting a workflow twice is harmless. */
export function workflowId(kind: WorkflowKind, subjectId: string): string {
  return `${WORKFLOW_ID_PREFIX[kind]}${subjectId}`;
}

/** The channel on which the relay hears that there is something to deliver. */
export const OUTBOX_CHANNEL = 'outbox';

/** Notes, in the transaction of the change, that a workflow is to look again. At most one line waits per workflow. */
export async function tellWorkflow(tx: Tx, kind: WorkflowKind, subjectId: string): Promise<void> {
  await tx.rows(
    `with line as (
       insert into outbox (workflow_id, kind, subject_id) values ($1, $2, $3)
       on conflict (workflow_id) do update set revision = outbox.revision + 1
       returning 1)
     select pg_notify('${OUTBOX_CHANNEL}', '') from line`,
    [workflowId(kind, subjectId), kind, subjectId],
  );
}
