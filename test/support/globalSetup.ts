import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../src/temporal/bundleWorkflows';
import { runMigrations } from '../../src/database/migrate';
import { startPostgres, type PostgresServer } from '../../src/servers/postgres';
import { startTemporal, type TemporalServer } from '../../src/servers/temporal';
import { announceTestServers } from './servers';
import { endRun, removeLeftOver, RUN_PREFIX, runFolder, writeRun } from './testRun';

/** Starts this run's own servers, on free ports and beside any other run. */
export default async function globalSetup(): Promise<void> {
  await Promise.all(
    readdirSync(tmpdir())
      .filter((name) => name.startsWith(RUN_PREFIX))
      .map((name) => removeLeftOver(join(tmpdir(), name))),
  );
  const folder = mkdtempSync(join(tmpdir(), RUN_PREFIX));
  chmodSync(folder, 0o711); // PostgreSQL's own user must pass through
  runFolder.current = folder;
  writeRun(folder, process.pid);
  const log = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const [postgres, temporal] = await bothOrNeither(
    folder,
    startPostgres({ dataDir: folder, log: () => undefined, durable: false }),
    startTemporal({ dataDir: folder, inMemory: true, log }),
  );
  const workflowBundlePath = join(folder, 'workflow-bundle.js');
  const [{ code }] = await Promise.all([bundle(), runMigrations(postgres.url)]);
  writeFileSync(workflowBundlePath, code);
  announceTestServers({
    postgresAdminUrl: postgres.adminUrl,
    postgresOwnerUrl: postgres.url,
    postgresAppUrl: postgres.appUrl,
    // Nobody stays connected to it, as PostgreSQL demands of a template.
    templateDatabase: new URL(postgres.url).pathname.slice(1),
    temporalAddress: temporal.address,
    workflowBundlePath,
  });
}

/** Waits for both even if one fails, so that what the other started can be ended. */
async function bothOrNeither(
  folder: string,
  postgres: Promise<PostgresServer>,
  temporal: Promise<TemporalServer>,
): Promise<[PostgresServer, TemporalServer]> {
  try {
    await Promise.allSettled([postgres, temporal]);
    return [await postgres, await temporal];
  } catch (error) {
    await endRun(folder);
    throw error;
  }
}
