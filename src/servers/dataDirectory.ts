import { chmodSync, linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { becomesTrue, birthOf, type Log } from './processes';
import { readState } from './stateFile';

export interface DataDirectoryLock {
  release(): void;
}

/** What the system before needs at most to stop after its launcher was killed. */
const STOPPING_MS = 10_000;

/**
 * Makes the data folder and keeps a second start out of it. A lock whose process is gone (kill -9, power cut) is taken
 * over; one that is about to end is waited for.
 * @throws Error naming the other process when it goes on living
 */
export async function lockDataDirectory(
  dataDir: string,
  log: Log,
  withinMs: number = STOPPING_MS,
): Promise<DataDirectoryLock> {
  mkdirSync(dataDir, { recursive: true });
  // PostgreSQL never runs as root; its own user must be able to pass through to its folder, and to nothing else.
  chmodSync(dataDir, 0o711);
  const path = join(dataDir, 'lock.json');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }), { mode: 0o600 });
  try {
    if (!linked(draft, path)) {
      const pid = livingHolder(path);
      if (pid !== null) log(`waiting for process ${pid}, which uses ${dataDir}, to end`);
      const isMine = await becomesTrue(() => livingHolder(path) === null && taken(draft, path), withinMs);
      if (!isMine) {
        throw new Error(
          `Đôn Đốc already runs on ${dataDir} (process ${String(livingHolder(path))}). ` +
            'Stop it first, or set DATA_DIR to another folder.',
        );
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      if (readState(path)?.['pid'] === process.pid) rmSync(path, { force: true });
    },
  };
}

/** Takes the place of a dead holder; false if another start was quicker. */
function taken(draft: string, path: string): boolean {
  rmSync(path, { force: true });
  return linked(draft, path);
}

/** A link fails if the name exists, and never shows a half-written file. */
function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch {
    return false;
  }
}

function livingHolder(path: string): number | null {
  const { pid, birth } = readState(path) ?? {};
  // Its number may be another process's by now.
  return typeof pid === 'number' && typeof birth === 'string' && birthOf(pid) === birth ? pid : null;
}
