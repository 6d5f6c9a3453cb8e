import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import { situationOf, type TaskSituation } from './domain/situation';
import type { Task } from './domain/task';
import { situationFacts } from './persistence/situationStore';

/** What decides about each of these tasks of one campaign, in their order. */
export async function loadSituations<T extends Task>(
  tx: Tx,
  campaign: Campaign,
  tasks: readonly T[],
): Promise<{ readonly task: T; readonly situation: TaskSituation }[]> {
  const facts = await situationFacts(
    tx,
    tasks.map((task) => task.id),
  );
  return tasks.map((task) => {
    const known = facts.get(task.id);
    if (known === undefined) throw new Error(`The task ${task.id} is gone`);
    return { task, situation: situationOf(campaign, task, known) };
  });
}
