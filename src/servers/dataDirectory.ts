import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf } from './processes';
import { readState } from './stateFile';

export interface DataDirectoryLock {
  release(): void;
}

/**
 * Makes the data folder and keeps a second start out of it. A lock whose process is gone (kill -9, power cut) is taken
 * over. @throws Error naming the other process when it is alive
 */
export function lockDataDirectory(dataDir: string): DataDirectoryLock {
  mkdirSync(dataDir, { recursive: true });
  // PostgreSQL never runs as root; its own user must be able to pass through to its folder, and to nothing else.
  chmodSync(dataDir, 0o711);
  const path = join(dataDir, 'lock.json');
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    // A link fails if the name exists, and never shows a half-written file.
    for (let attempt = 0; attempt < 3 && !linked(draft, path); attempt++) removeIfStale(path, dataDir);
    if (readFileSync(path, 'utf8') !== mine) throw new Error(`${path} could not be written.`);
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    release: () => {
      if (readState(path)?.['pid'] === process.pid) rmSync(path, { force: true });
    },
  };
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch {
    return false;
  }
}

function removeIfStale(path: string, dataDir: string): void {
  const holder = readState(path);
  const pid = holder?.['pid'];
  const birth = typeof pid === 'number' ? birthOf(pid) : null;
  if (birth !== null && birth === holder?.['birth'] && pid !== process.pid) {
    throw new Error(
      `Đôn Đốc already runs on ${dataDir} (process ${String(pid)}). Stop it first, or set DATA_DIR to another folder.`,
    );
  }
  rmSync(path, { force: true });
}
