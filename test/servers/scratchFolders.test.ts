import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../src/servers/postgres';
import { birthOf, commandLineOf } from '../../src/servers/processes';
import { noteOwner, removeAbandoned } from '../../src/servers/scratchFolders';
import { temporaryFolder } from '../support/temporaryFolder';

describe('scratch folders of commands that were killed', () => {
  const parent = temporaryFolder();
  const folderOf = (name: string, owner: { pid: number | undefined; birth: string | null } | null): string => {
    const folder = join(parent.path, name);
    mkdirSync(folder, { mode: 0o711 });
    if (owner !== null) writeFileSync(join(folder, 'owner.json'), JSON.stringify(owner));
    return folder;
  };
  afterAll(() => parent.remove());

  it('are removed, and nothing else', async () => {
    const killed = folderOf('scratch-killed', { pid: 2 ** 22 - 1, birth: '1' });
    const reused = folderOf('scratch-reused', { pid: process.pid, birth: 'another' });
    const unfinished = folderOf('scratch-unfinished', null);
    utimesSync(unfinished, new Date(0), new Date(0));
    const young = folderOf('scratch-young', null);
    const own = folderOf('scratch-own', null);
    noteOwner(own);
    const sleeper = spawn('sleep', ['60']);
    const living = folderOf('scratch-living', { pid: sleeper.pid, birth: birthOf(sleeper.pid ?? 0) });
    const foreign = folderOf('foreign', { pid: 2 ** 22 - 1, birth: '1' });
    try {
      await removeAbandoned(parent.path, 'scratch-');
    } finally {
      sleeper.kill('SIGKILL');
    }
    expect([killed, reused, unfinished].filter(existsSync)).toEqual([]);
    expect([young, own, living, foreign].filter((folder) => !existsSync(folder))).toEqual([]);
  });

  it('take their servers with them', async () => {
    const folder = folderOf('server-killed', { pid: 2 ** 22 - 1, birth: '1' });
    const { pid } = await startPostgres({ dataDir: folder, log: () => undefined, durable: false });
    await removeAbandoned(parent.path, 'server-');
    expect(commandLineOf(pid)).toBeNull();
    expect(existsSync(folder)).toBe(false);
  });
});
