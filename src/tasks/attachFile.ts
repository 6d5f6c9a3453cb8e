import { safeFileName } from '../files/domain/fileName';
import { MEDIA_TYPES } from '../files/domain/mediaType';
import type { FileStore } from '../files/fileStore';
import { kindOfFile } from '../files/kindOfFile';
import type { Upload } from '../files/receiveUpload';
import type { SignedInPerson } from '../identity/domain/person';
import { AppError } from '../shared/http/appError';
import type { Database } from '../shared/http/database';
import { actOnTask } from './actOnTask';
import { personOf } from './commentOnTask';
import { insertTaskFile } from './persistence/taskPartsStore';
import { record } from './taskActs';

/**
 * Attaches an uploaded file. Returns its id.
 * @throws AppError FILE.TYPE_NOT_ALLOWED, or why the person may not
 */
export async function attachFile(
  database: Database,
  store: FileStore,
  person: SignedInPerson,
  taskId: string,
  { originalname, received }: Upload,
): Promise<void> {
  const { sha256, sizeBytes } = received;
  try {
    const kind = await kindOfFile(store.readPart(received), sizeBytes);
    if (kind === undefined) throw new AppError('FILE.TYPE_NOT_ALLOWED');
    const name = safeFileName(originalname, kind);
    const { mediaType } = MEDIA_TYPES[kind];
    await actOnTask(database, { person, taskId, action: 'ATTACH', version: null }, async (act, task) => {
      // Kept before the row is committed: a row never names what is not there. Kept without a row it harms nobody.
      await store.keep(received);
      const file = { taskId: task.id, sha256, name, mediaType, sizeBytes, attachedBy: personOf(act) };
      const fileId = await insertTaskFile(act.tx, { ...file, at: act.campaign.now });
      await record(act, task, 'FILE_ATTACHED', { fileId, name, sha256, sizeBytes });
      return null;
    });
  } finally {
    await store.discard(received);
  }
}
