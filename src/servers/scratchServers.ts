import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { AppConfig } from '../config/appConfig';
import { startPostgres } from './postgres';
import type { Log } from './processes';
import { startTemporal } from './temporal';

/** An empty database and a Temporal server for one run, gone afterwards. */
export interface ScratchServers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  stop(): Promise<void>;
}

/**
 * Servers that last as long as one command: beside a running system, and without a trace in its data. The servers that
 * DATABASE_URL and TEMPORAL_ADDRESS name are used, with a database of its own. `isDurable`: as safe against a power cut,
 * and as slow, as a running system.
 */
export async function startScratchServers(config: AppConfig, log: Log, isDurable = false): Promise<ScratchServers> {
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-scratch-'));
  chmodSync(folder, 0o711); // PostgreSQL's own user must pass through
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    await Promise.allSettled(stops.map((one) => one()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [databaseUrl, temporalAddress] = await allOrThrow([
      scratchDatabase(config, folder, log, stops, isDurable),
      scratchTemporal(config, folder, log, stops),
    ]);
    return { databaseUrl, temporalAddress, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for both even if one fails, so that what the other started can be stopped. */
async function allOrThrow(starts: readonly [Promise<string>, Promise<string>]): Promise<[string, string]> {
  await Promise.allSettled(starts);
  return Promise.all(starts);
}

async function scratchDatabase(
  { database }: AppConfig,
  folder: string,
  log: Log,
  stops: (() => Promise<void>)[],
  isDurable: boolean,
): Promise<string> {
  if (database.migrationUrl === null) {
    const postgres = await startPostgres({ dataDir: folder, log, durable: isDurable });
    stops.push(() => postgres.stop());
    return postgres.url;
  }
  const name = `don_doc_scratch_${randomBytes(6).toString('hex')}`;
  const own = new URL(database.migrationUrl);
  await execute(own.href, `create database ${name}`);
  stops.push(() => execute(new URL(database.migrationUrl ?? '').href, `drop database ${name} with (force)`));
  own.pathname = `/${name}`;
  return own.href;
}

async function scratchTemporal(
  { temporal }: AppConfig,
  folder: string,
  log: Log,
  stops: (() => Promise<void>)[],
): Promise<string> {
  const { address, namespace } = temporal;
  const server = await startTemporal({ dataDir: folder, inMemory: true, address, namespace, log });
  stops.push(() => server.stop());
  return server.address;
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
