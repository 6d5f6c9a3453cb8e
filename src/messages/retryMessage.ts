import { databaseNow } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { DISPATCH_ID, tellWorkflow } from '../temporal/persistence/outboxStore';
import { bounce, requeue } from './persistence/queueStore';

export type RetryRefusal = 'MESSAGE.NOT_FAILED';

/** An administrator sends a dead letter once more, from the first attempt on: its address or the server was mended. */
export async function retryMessage(tx: Tx, messageId: string): Promise<RetryRefusal | null> {
  if (!(await requeue(tx, messageId, await databaseNow(tx)))) return 'MESSAGE.NOT_FAILED';
  await tellWorkflow(tx, 'DISPATCH', DISPATCH_ID);
  return null;
}

export type BounceRefusal = 'MESSAGE.NOT_SENT';

/** A mail that a server had accepted was reported undeliverable. */
export async function markBounced(tx: Tx, messageId: string, error: string): Promise<BounceRefusal | null> {
  return (await bounce(tx, messageId, error)) ? null : 'MESSAGE.NOT_SENT';
}
