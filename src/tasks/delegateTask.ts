import { noticeOfDelegation } from '../messages/noticesOfActs';
import type { ActRefusal } from './domain/refusals';
import type { Task } from './domain/task';
import { peopleWhoCanTake } from './persistence/delegateStore';
import { changeTasks } from './persistence/taskStore';
import { record, type TaskAct } from './taskActs';

/** Gives the task to somebody of the organisation that does it; they are told. */
export async function delegateTask(
  act: TaskAct,
  task: Task,
  toPersonId: string,
  note: string | null,
): Promise<ActRefusal | null> {
  const { tx, campaign } = act;
  const people = await peopleWhoCanTake(tx, task.organisationId, campaign.calendar.dayOf(campaign.now));
  if (!people.some((person) => person.id === toPersonId)) return 'PERSON.NOT_THERE';
  await changeTasks(tx, [task.id], { claimedBy: toPersonId });
  await record(act, task, 'DELEGATED', { from: task.claimedBy, to: toPersonId, note });
  await noticeOfDelegation(act, { ...task, claimedBy: toPersonId }, toPersonId, note);
  return null;
}
