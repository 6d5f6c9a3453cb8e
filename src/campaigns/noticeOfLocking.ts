import type { Tx } from '../database/transaction';
import { noticeOfLockedTasks } from '../messages/noticesOfActs';
import { SYSTEM } from '../shared/actor';
import { lockTasks } from '../tasks/persistence/taskStore';
import type { Campaign } from './domain/campaign';

/** Tells the unit, the coordinator and whoever the escalations name that tasks were locked at their closing. */
export async function noticeOfLocking(tx: Tx, campaign: Campaign, taskIds: readonly string[]): Promise<void> {
  await noticeOfLockedTasks({ tx, campaign, actor: SYSTEM }, await lockTasks(tx, taskIds));
}
