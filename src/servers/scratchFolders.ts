import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftPostgres } from './postgres';
import { birthOf } from './processes';
import { readState, writeState } from './stateFile';
import { endLeftTemporal } from './temporal';

const OWNER_FILE = 'owner.json';
/** A folder without a note of its owner may be about to get one. */
const YOUNG_MS = 60_000;

/** Notes in a scratch folder whose it is: this process's. */
export function noteOwner(folder: string): void {
  writeState(join(folder, OWNER_FILE), { pid: process.pid, birth: birthOf(process.pid) });
}

/**
 * Ends the servers of scratch folders whose process was killed, and removes the folders. Those of other users are theirs.
 */
export async function removeAbandoned(parent: string, prefix: string): Promise<void> {
  const folders = readdirSync(parent)
    .filter((name) => name.startsWith(prefix))
    .map((name) => join(parent, name));
  for (const folder of folders.filter(isAbandoned)) {
    await endLeftPostgres(folder);
    await endLeftTemporal(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}

function isAbandoned(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined || found.uid !== process.getuid?.()) return false;
  const { pid, birth } = readState(join(folder, OWNER_FILE)) ?? {};
  if (typeof pid !== 'number') return Date.now() - found.mtimeMs > YOUNG_MS;
  return birthOf(pid) !== birth;
}
