import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDirectory } from '../../src/servers/dataDirectory';
import { becomesTrue, birthOf } from '../../src/servers/processes';
import { temporaryFolder } from '../support/temporaryFolder';

const silent = (): void => undefined;

describe('the lock of a data folder', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  const path = join(dataDir, 'lock.json');
  afterAll(() => folder.remove());

  it('makes the folder, closed to others but for passing through, and leaves nothing when released', async () => {
    const lock = await lockDataDirectory(dataDir, silent);
    expect(statSync(dataDir).mode & 0o777).toBe(0o711);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    lock.release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('keeps a second start out while the first lives, and says which process it is', async () => {
    const other = spawn('sleep', ['60']);
    try {
      writeFileSync(path, JSON.stringify({ pid: other.pid, birth: birthOf(other.pid ?? 0) }));
      await expect(lockDataDirectory(dataDir, silent, 100)).rejects.toThrow(
        `already runs on ${dataDir} (process ${String(other.pid)})`,
      );
      expect(existsSync(path)).toBe(true);
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('takes over one whose process was killed and is not reaped by anybody', async () => {
    // The shell becomes a program that knows nothing of the child it has.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60']);
    try {
      const pid = Number(await new Promise((told) => parent.stdout.once('data', told)));
      writeFileSync(path, JSON.stringify({ pid, birth: birthOf(pid) }));
      await expect(lockDataDirectory(dataDir, silent, 0)).rejects.toThrow('already runs');
      expect(await becomesTrue(() => birthOf(pid) === null, 5_000)).toBe(true);
      (await lockDataDirectory(dataDir, silent)).release();
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it('waits for one that is about to end', async () => {
    const other = spawn('sleep', ['0.3']);
    writeFileSync(path, JSON.stringify({ pid: other.pid, birth: birthOf(other.pid ?? 0) }));
    const lines: string[] = [];
    (await lockDataDirectory(dataDir, (line) => lines.push(line))).release();
    expect(lines).toEqual([`waiting for process ${String(other.pid)}, which uses ${dataDir}, to end`]);
  });

  it.each([
    ['whose process is gone', { pid: 2 ** 22 - 1, birth: '1' }],
    ['whose number another process has by now', { pid: 1, birth: 'another' }],
    ['that was written half way', null],
  ])('takes over one %s', async (_what, holder) => {
    writeFileSync(path, holder === null ? '{' : JSON.stringify(holder));
    (await lockDataDirectory(dataDir, silent)).release();
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
