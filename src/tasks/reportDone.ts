import { findTemplate } from '../campaigns/domain/campaign';
import type { ActRefusal } from './domain/refusals';
import type { Task } from './domain/task';
import { filesOfTask } from './persistence/taskPartsStore';
import { completeTask, type TaskAct } from './taskActs';

export interface DoneReport {
  readonly note: string | null;
  /** Files of the task that the report names; absent: all that it has. */
  readonly fileIds?: readonly string[];
}

/** The assignee reports the task done. A task that is done by a document needs at least one file. */
export async function reportDone(act: TaskAct, task: Task, report: DoneReport): Promise<ActRefusal | null> {
  const attached = (await filesOfTask(act.tx, task.id)).map((file) => file.id);
  const fileIds = report.fileIds ?? attached;
  if (fileIds.some((id) => !attached.includes(id))) return 'FILE.NOT_OF_TASK';
  const doneBy = findTemplate(act.campaign.plan, task.template)?.template.doneBy;
  if (doneBy === 'DOCUMENT' && fileIds.length === 0) return 'FILE.REQUIRED';
  return completeTask(act, task, { note: report.note, fileIds });
}
