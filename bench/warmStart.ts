import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../src/servers/postgres';
import { freePort } from '../src/servers/processes';
import { secondsOf, waitUntil, type Figure } from './figures';

const PATIENCE_MS = 120_000;

/** The second start of the system on its data, until /health says ok; beside it PostgreSQL alone, started and stopped. */
export async function warmStart(): Promise<Figure> {
  const dataDir = mkdtempSync(join(tmpdir(), 'don-doc-bench-'));
  chmodSync(dataDir, 0o711); // PostgreSQL's own user must pass through
  try {
    await startOnce(dataDir);
    const seconds = await startOnce(dataDir);
    const floorSeconds = await secondsOf(async () => {
      const postgres = await startPostgres({ dataDir, log: () => undefined });
      await postgres.stop();
    });
    return {
      what: 'second start until healthy',
      seconds,
      floorSeconds,
      goal: '< 15 s',
      note: 'PostgreSQL alone, start and stop',
    };
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startOnce(dataDir: string): Promise<number> {
  const port = await freePort();
  const system = spawn(process.execPath, [join(__dirname, '..', 'src', 'start.js')], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(system, 'exit');
  const seconds = await secondsOf(() => waitUntil(() => isHealthy(port), PATIENCE_MS, 'the system is healthy'));
  system.kill('SIGTERM');
  await exited;
  return seconds;
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/health`);
    return answer.ok && ((await answer.json()) as { status?: string }).status === 'ok';
  } catch {
    return false;
  }
}
