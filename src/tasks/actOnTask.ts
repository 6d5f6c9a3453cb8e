import type { Campaign } from '../campaigns/domain/campaign';
import { loadCampaign } from '../campaigns/loadCampaign';
import { databaseNow } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import type { SignedInPerson } from '../identity/domain/person';
import { AppError, throwRefusal } from '../shared/http/appError';
import type { Database } from '../shared/http/database';
import { requireVersion } from '../shared/http/version';
import { actorFor, refusalOfAction, type TaskAction } from './domain/actions';
import type { ActRefusal } from './domain/refusals';
import type { TaskSituation } from './domain/situation';
import type { Task } from './domain/task';
import { loadSituations } from './loadSituations';
import { campaignOfTask } from './persistence/situationStore';
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
  await database.inTransaction(async (tx) => {
    const { person, taskId, action, version } = order;
    const { campaign, task, situation } = await lockTaskOf(tx, person, taskId);
    throwRefusal(refusalOfAction(action, person, situation));
    if (version !== null) requireVersion(task.version, version);
    throwRefusal(await work({ tx, campaign, actor: actorFor(action, person, situation) }, task, situation));
  });
}

async function lockTaskOf(
  tx: Tx,
  person: SignedInPerson,
  taskId: string,
): Promise<{ campaign: Campaign; task: Task; situation: TaskSituation }> {
  const campaignId = await campaignOfTask(tx, person.authorityId, taskId);
  if (campaignId === undefined) throw new AppError('TASK.NOT_FOUND');
  const held = await loadCampaign(tx, campaignId, 'share');
  const tasks = await lockTasks(tx, [taskId]);
  // Race at the limit: the database's clock at the moment the row lock is taken decides (contract of deadlines, §5).
  const campaign = held.clock === 'REAL' ? { ...held, now: await databaseNow(tx) } : held;
  const [found] = await loadSituations(tx, campaign, tasks);
  if (found === undefined) throw new AppError('TASK.NOT_FOUND');
  return { campaign, ...found };
}
