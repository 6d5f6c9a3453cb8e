import type { Tx } from '../database/transaction';
import { directoryOfTasks } from '../messages/directoryOfTasks';
import { peopleNamed, THE_OFFICE } from '../messages/domain/noticeRecipients';
import { queueNotices } from '../messages/queueNotice';
import type { Actor } from '../shared/actor';
import type { Task } from '../tasks/domain/task';
import type { Campaign } from './domain/campaign';

/** Tells those who had these tasks, and their leaders, that they are cancelled. */
export async function noticeOfCancelledTasks(
  tx: Tx,
  campaign: Campaign,
  actor: Actor,
  tasks: readonly Task[],
  reason: string,
): Promise<void> {
  if (tasks.length === 0) return;
  const directory = await directoryOfTasks(tx, campaign, tasks);
  const orders = tasks.map((task) => ({
    to: peopleNamed(THE_OFFICE, task, directory),
    taskId: task.id,
    notice: { what: 'CANCELLED', reason } as const,
  }));
  await queueNotices(tx, campaign, actor, orders);
}
