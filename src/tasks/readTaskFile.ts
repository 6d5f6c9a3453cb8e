import type { Tx } from '../database/transaction';
import type { SignedInPerson } from '../identity/domain/person';
import { AppError } from '../shared/http/appError';
import { filesOfTask, type TaskFile } from './persistence/taskPartsStore';
import { readTask } from './readTask';

/** @throws AppError TASK.NOT_FOUND; NOT_FOUND for a file that the task does not have */
export async function readTaskFile(tx: Tx, person: SignedInPerson, taskId: string, fileId: string): Promise<TaskFile> {
  await readTask(tx, person, taskId);
  const file = (await filesOfTask(tx, taskId)).find((one) => one.id === fileId);
  if (file === undefined) throw new AppError('NOT_FOUND');
  return file;
}
