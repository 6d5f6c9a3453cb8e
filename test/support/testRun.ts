import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, endProcess } from '../../src/servers/processes';
import { readState, writeState } from '../../src/servers/stateFile';

export const RUN_PREFIX = 'don-doc-test-';

/** Shared by globalSetup and globalTeardown, which Jest runs in one process. */
export const runFolder: { current: string | null } = { current: null };

export function writeRun(folder: string, jest: number): void {
  writeState(join(folder, 'run.json'), { jest, birth: birthOf(jest) });
}

/** Ends what a killed run left behind; touches nothing while that run lives. */
export async function removeLeftOver(folder: string): Promise<void> {
  const { jest, birth } = readState(join(folder, 'run.json')) ?? {};
  if (typeof jest === 'number' && birthOf(jest) !== birth) await endRun(folder);
}

/** Ends a run's servers at once (nothing in them is worth a checkpoint) and removes its folder. */
export async function endRun(folder: string): Promise<void> {
  const cluster = join(folder, 'postgres');
  const postgres = existsSync(join(cluster, 'postmaster.pid'))
    ? Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
    : null;
  if (postgres !== null) {
    // SIGQUIT takes the children along; a killed postmaster would leave them for a while.
    await endProcess(postgres, (line) => line.includes(cluster), [
      ['SIGQUIT', 10_000],
      ['SIGKILL', 10_000],
    ]);
  }
  const temporal = readState(join(folder, 'temporal.json'))?.['pid'];
  if (typeof temporal === 'number') {
    await endProcess(temporal, (line) => line.includes('server start-dev'), [['SIGKILL', 10_000]]);
  }
  rmSync(folder, { recursive: true, force: true });
}
