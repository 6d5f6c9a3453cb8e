import type { Campaign } from '../campaigns/domain/campaign';
import { arisesOnly, stageTemplate, targetsOf } from '../campaigns/domain/campaign';
import { placesOf, stagesOf } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { acknowledgeEscalation } from '../deadlines/persistence/acknowledgementStore';
import { suppressPlanned } from '../deadlines/persistence/ledgerStore';
import { noticeOfCancellation, noticeOfExtension, noticeOfReturn } from '../messages/noticesOfActs';
import { writeJournal } from '../journal/persistence/journalStore';
import type { Actor } from '../shared/actor';
import type { Day } from '../shared/instant';
import { tellOfChange, tellOfSettledTask } from '../temporal/tellOfChange';
import { createTasks } from './createTasks';
import { refusalOfExtension, refusalOfReturn, refusalOfWork, type TaskRefusal } from './domain/refusals';
import type { Task } from './domain/task';
import { moveDueDay } from './moveDueDay';
import { changeTasks } from './persistence/taskStore';

/** What every act on a task needs: its transaction, the campaign (locked), the task (locked), and who acts. */
export interface TaskAct {
  readonly tx: Tx;
  readonly campaign: Campaign;
  readonly actor: Actor;
}

/** The task is done now; its planned steps are suppressed in the same transaction. */
export async function completeTask(
  act: TaskAct,
  task: Task,
  details: Readonly<Record<string, unknown>> = {},
): Promise<TaskRefusal | null> {
  const { tx, campaign } = act;
  const refusal = refusalOfWork(task, campaign.now);
  if (refusal !== null) return refusal;
  await changeTasks(tx, [task.id], { state: 'DONE', doneAt: campaign.now });
  await suppressPlanned(tx, [task.id], 'DONE');
  await record(act, task, 'DONE', details);
  await tellOfSettledTask(tx, campaign, task.stageId);
  return null;
}

export async function cancelTask(act: TaskAct, task: Task, reason: string): Promise<TaskRefusal | null> {
  const { tx, campaign } = act;
  const refusal = refusalOfWork(task, campaign.now);
  if (refusal !== null) return refusal;
  await changeTasks(tx, [task.id], { state: 'CANCELLED' });
  await suppressPlanned(tx, [task.id], 'STAGE_CLOSED');
  await record(act, task, 'CANCELLED', { reason });
  await noticeOfCancellation(act, task, reason);
  await tellOfSettledTask(tx, campaign, task.stageId);
  return null;
}

/** A later due day, with its reason and legal basis; `requestId` if it was asked for. */
export async function extendTask(
  act: TaskAct,
  task: Task,
  dueOn: Day,
  details: { readonly reason: string; readonly legalBasis?: string; readonly requestId?: string },
): Promise<TaskRefusal | null> {
  const { tx, campaign } = act;
  const refusal = refusalOfExtension(task, dueOn, campaign.now, campaign.calendar);
  if (refusal !== null) return refusal;
  await moveDueDay(tx, campaign, [task], dueOn, 'EXTENDED');
  await record(act, task, 'EXTENDED', { ...details, from: task.dueOn, dueOn });
  await noticeOfExtension(act, task, dueOn, { reason: details.reason, legalBasis: details.legalBasis ?? null });
  await tellOfChange(tx, campaign, task.stageId);
  return null;
}

/** Back to the assignee, with a reason and a new due day, while its stage runs. */
export async function returnTask(act: TaskAct, task: Task, dueOn: Day, reason: string): Promise<TaskRefusal | null> {
  const { tx, campaign } = act;
  const stage = (await stagesOf(tx, campaign.id)).find((one) => one.id === task.stageId);
  const refusal = refusalOfReturn(task, stage?.state ?? 'COMPLETED', dueOn, campaign.now, campaign.calendar);
  if (refusal !== null) return refusal;
  await moveDueDay(tx, campaign, [task], dueOn, 'RETURNED');
  await record(act, task, 'RETURNED', { reason, dueOn });
  await noticeOfReturn(act, task, dueOn, reason);
  await tellOfChange(tx, campaign, task.stageId);
  return null;
}

/** An acknowledgement is for all rows of the rule on the task that have fired so far. */
export async function acknowledge(act: TaskAct, task: Task, escalation: string): Promise<TaskRefusal | null> {
  const { tx, campaign, actor } = act;
  const { fired, acknowledged } = await acknowledgeEscalation(tx, task.id, escalation, actor.personId, campaign.now);
  if (fired === 0) return 'ESCALATION.NOT_FIRED';
  if (acknowledged === 0) return 'ESCALATION.ACKNOWLEDGED';
  await record(act, task, 'ACKNOWLEDGED', { escalation });
  return null;
}

/** Items go back to a unit: its tasks that arise from that are created in the running stages, once per unit. */
export async function returnItems(act: TaskAct, unitCode: string): Promise<TaskRefusal | null> {
  const { tx, campaign } = act;
  const places = await placesOf(tx, campaign);
  if (!places.units.some((unit) => unit.code === unitCode)) return 'TASK.NOT_FOUND';
  const running = (await stagesOf(tx, campaign.id)).filter((stage) => stage.state === 'OPEN');
  const arising = running.flatMap((stage) =>
    stageTemplate(campaign.plan, stage.key)
      .tasks.filter(arisesOnly)
      .map((template) => ({ stage, template })),
  );
  if (arising.length === 0) return 'STAGE.NOT_OPEN';
  let created = 0;
  for (const { stage, template } of arising) {
    const targets = targetsOf(campaign.plan, template, places).filter((target) => target.unitCode === unitCode);
    const made = await createTasks(tx, campaign, stage, template, targets, act.actor.source);
    if (made > 0) await tellOfChange(tx, campaign, stage.id);
    created += made;
  }
  return created === 0 ? 'TASK.EXISTS' : null;
}

/** One line in the journal of a task, in the transaction of its act. */
export async function record(
  { tx, campaign, actor }: TaskAct,
  task: Pick<Task, 'id'>,
  act: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeJournal(tx, [
    {
      subjectKind: 'TASK',
      subjectId: task.id,
      act,
      actorId: actor.personId,
      onBehalfOf: actor.onBehalfOf,
      source: actor.source,
      details,
      at: campaign.now,
    },
  ]);
}
