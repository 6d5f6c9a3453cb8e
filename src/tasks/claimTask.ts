import type { TaskRefusal } from './domain/refusals';
import type { Task } from './domain/task';
import { changeTasks } from './persistence/taskStore';
import { record, type TaskAct } from './taskActs';

/** The person takes the task: from now on its reminders go to them alone. A substitute takes it for the absent person. */
export async function claimTask(act: TaskAct, task: Task): Promise<TaskRefusal | null> {
  const { personId, onBehalfOf } = act.actor;
  await changeTasks(act.tx, [task.id], { claimedBy: onBehalfOf ?? personId });
  await record(act, task, 'CLAIMED', {});
  return null;
}

/** Nobody's any more: its reminders go again to all who hold its role. */
export async function handBackTask(act: TaskAct, task: Task): Promise<TaskRefusal | null> {
  await changeTasks(act.tx, [task.id], { claimedBy: null });
  await record(act, task, 'HANDED_BACK', { claimedBy: task.claimedBy });
  return null;
}
