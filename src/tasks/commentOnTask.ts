import { noticeOfComment } from '../messages/noticesOfActs';
import type { TaskRefusal } from './domain/refusals';
import type { Task } from './domain/task';
import { insertComment } from './persistence/taskPartsStore';
import { record, type TaskAct } from './taskActs';

/** A comment; those who do the work, the coordinator and whoever took part in the talk are told of it. */
export async function commentOnTask(act: TaskAct, task: Task, body: string): Promise<TaskRefusal | null> {
  const commentId = await insertComment(act.tx, {
    taskId: task.id,
    authorId: personOf(act),
    body,
    at: act.campaign.now,
  });
  // Its text stays out of the journal, which is kept for ever: it may name citizens.
  await record(act, task, 'COMMENTED', { commentId });
  await noticeOfComment(act, task);
  return null;
}

/** Comments, files and requests are of a person; a rehearsal's scenario has none of them. */
export function personOf({ actor }: Pick<TaskAct, 'actor'>): string {
  if (actor.personId === null) throw new Error('Only a person can do this');
  return actor.personId;
}
