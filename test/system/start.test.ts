import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { becomesTrue, freePort } from '../../src/servers/processes';
import { temporaryFolder } from '../support/temporaryFolder';

const folder = temporaryFolder();
let system: ChildProcess | null = null;

afterAll(async () => {
  if (system !== null && system.exitCode === null && system.signalCode === null) {
    const exited = once(system, 'exit');
    system.kill('SIGTERM');
    await exited;
  }
  folder.remove();
}, 60_000);

function environment(port: number): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: folder.path, PORT: String(port) };
}

/** Starts the whole system, as `npm start` does after installing and building, and waits until it is healthy. */
async function startSystem(port: number): Promise<ChildProcess> {
  const started = spawn(process.execPath, [resolve('dist/src/start.js')], {
    env: environment(port),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  system = started;
  expect(await becomesTrue(() => isHealthy(port), 60_000)).toBe(true);
  return started;
}

async function isHealthy(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${String(port)}/health`).then(
    async (answer) => ((await answer.json()) as { status: string }).status === 'ok',
    () => false,
  );
}

function temporalPid(): number {
  return (JSON.parse(readFileSync(join(folder.path, 'temporal.json'), 'utf8')) as { pid: number }).pid;
}

it('starts, is killed with all its servers, and starts again; told to end, it leaves no lock', async () => {
  const port = await freePort();
  const first = await startSystem(port);
  const exited = once(first, 'exit');
  const postgres = Number(readFileSync(join(folder.path, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  first.kill('SIGKILL');
  process.kill(postgres, 'SIGKILL');
  process.kill(temporalPid(), 'SIGKILL');
  await exited;

  const second = await startSystem(port);
  // Beside the running system, on its own database.
  const journal = spawnSync(process.execPath, [resolve('dist/src/cli.js'), 'verify-journal'], {
    encoding: 'utf8',
    env: environment(port),
  });
  expect(journal).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing was altered') as string });
  expect(journal.stdout).not.toMatch(/^0 entries/u);

  const ended = once(second, 'exit');
  second.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(existsSync(join(folder.path, 'lock.json'))).toBe(false);
  expect(existsSync(join(folder.path, 'postgres', 'postmaster.pid'))).toBe(false);
}, 180_000);
