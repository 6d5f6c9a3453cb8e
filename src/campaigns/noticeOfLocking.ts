import type { Tx } from '../database/transaction';
import type { Campaign } from './domain/campaign';

/** Tells the unit, the coordinator and whoever the escalations name that tasks were locked at their closing. */
export async function noticeOfLocking(_tx: Tx, _campaign: Campaign, _taskIds: readonly string[]): Promise<void> {
  await Promise.resolve();
}
