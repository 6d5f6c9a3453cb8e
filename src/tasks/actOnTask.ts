import { loadCampaign } from '../campaigns/loadCampaign';
import { databaseNow } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import type { SignedInPerson } from '../identity/domain/person';
import { throwRefusal } from '../shared/http/appError';
import type { Database } from '../shared/http/database';
import { requireVersion } from '../shared/http/version';
import { actorFor, refusalOfAction, type TaskAction } from './domain/actions';
import type { ActRefusal } from './domain/refusals';
import type { TaskSituation } from './domain/situation';
import type { Task } from './domain/task';
import { loadSituations } from './loadSituations';
import { campaignsOfTasks } from './persistence/situationStore';
import { lockTasks } from './persistence/taskStore';
import type { TaskAct } from './taskActs';

/** Who does what with which task. */
export interface TaskOrder {
  readonly person: SignedInPerson;
  readonly taskId: string;
  readonly action: TaskAction;
  /** The version that the person has seen; null where the act does not depend on what else was changed. */
  readonly version: number | null;
}

export type TaskWork = (act: TaskAct, task: Task, situation: TaskSituation) => Promise<ActRefusal | null>;

/**
 * An act of a person on a task, in one transaction: the campaign is held so that its clock stands, then the task, then
 * the table of actions is asked, then the version, and only then is anything done.
 * @throws AppError with the code of the refusal; VERSION.CONFLICT
 */
export async function actOnTask(database: Database, order: TaskOrder, work: TaskWork): Promise<void> {
  const { person, taskId, action, version } = order;
  await database.inTransaction(async (tx) => {
    const [result] = await actIn(tx, person, action, [taskId], version, work);
    throwRefusal(result?.refusal ?? null);
  });
}

/** What became of one of many tasks; null: it was done. */
export interface ActResult {
  readonly taskId: string;
  readonly refusal: ActRefusal | null;
}

/**
 * The same act on many tasks in one transaction. What is refused of one does not keep the others from being done, so the
 * work must change nothing of a task that it refuses. In the order given.
 */
export async function actOnTasks(
  database: Database,
  order: Omit<TaskOrder, 'taskId' | 'version'> & { readonly taskIds: readonly string[] },
  work: TaskWork,
): Promise<ActResult[]> {
  const { person, action, taskIds } = order;
  return database.inTransaction((tx) => actIn(tx, person, action, taskIds, null, work));
}

async function actIn(
  tx: Tx,
  person: SignedInPerson,
  action: TaskAction,
  taskIds: readonly string[],
  version: number | null,
  work: TaskWork,
): Promise<ActResult[]> {
  const refusals = new Map<string, ActRefusal | null>();
  for (const group of await campaignsOfTasks(tx, person.authorityId, taskIds)) {
    const held = await loadCampaign(tx, group.campaignId, 'share');
    const tasks = await lockTasks(tx, group.taskIds);
    // Race at the limit: the database's clock at the moment the row lock is taken decides (contract of deadlines, §5).
    const campaign = held.clock === 'REAL' ? { ...held, now: await databaseNow(tx) } : held;
    for (const { task, situation } of await loadSituations(tx, campaign, tasks)) {
      const refusal = refusalOfAction(action, person, situation);
      if (refusal === null && version !== null) requireVersion(task.version, version);
      const act = { tx, campaign, actor: actorFor(action, person, situation) };
      refusals.set(task.id, refusal ?? (await work(act, task, situation)));
    }
  }
  return taskIds.map((taskId) => {
    const refusal = refusals.get(taskId);
    return { taskId, refusal: refusal === undefined ? 'TASK.NOT_FOUND' : refusal };
  });
}
