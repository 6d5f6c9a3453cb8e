import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockDataDirectory } from '../../src/servers/dataDirectory';
import { birthOf } from '../../src/servers/processes';
import { temporaryFolder } from '../support/temporaryFolder';

describe('the lock of a data folder', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  const path = join(dataDir, 'lock.json');
  afterAll(() => folder.remove());

  it('makes the folder, closed to others but for passing through, and leaves nothing when released', () => {
    const lock = lockDataDirectory(dataDir);
    expect(statSync(dataDir).mode & 0o777).toBe(0o711);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    lock.release();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('keeps a second start out while the first lives, and says which process it is', () => {
    const other = spawn('sleep', ['60']);
    try {
      writeFileSync(path, JSON.stringify({ pid: other.pid, birth: birthOf(other.pid ?? 0) }));
      expect(() => lockDataDirectory(dataDir)).toThrow(`already runs on ${dataDir} (process ${String(other.pid)})`);
      expect(existsSync(path)).toBe(true);
    } finally {
      other.kill('SIGKILL');
    }
  });

  it.each([
    ['whose process is gone', { pid: 2 ** 22 - 1, birth: '1' }],
    ['whose number another process has by now', { pid: 1, birth: 'another' }],
    ['that was written half way', null],
  ])('takes over one %s', (_what, holder) => {
    writeFileSync(path, holder === null ? '{' : JSON.stringify(holder));
    lockDataDirectory(dataDir).release();
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
