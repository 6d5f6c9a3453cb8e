import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { AppConfig } from '../config/appConfig';
import { startPostgres } from './postgres';
import type { Log } from './processes';
import { noteOwner, removeAbandoned } from './scratchFolders';
import { startTemporal } from './temporal';

/** An empty database and a Temporal server for one run, gone afterwards. */
export interface ScratchServers {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  stop(): Promise<void>;
}

const FOLDER_PREFIX = 'don-doc-scratch-';
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell reports of a command that Ctrl-C ended. */
const EXIT_INTERRUPTED = 130;

/**
 * Servers that last as long as one command: beside a running system, and without a trace in its data. The servers that
 * DATABASE_URL and TEMPORAL_ADDRESS name are used, with a database of its own. A signal ends the command, but not before
 * everything is gone; what a killed command left behind goes now. `isDurable`: as safe against a power cut, and as slow,
 * as a running system.
 */
export async function startScratchServers(config: AppConfig, log: Log, isDurable = false): Promise<ScratchServers> {
  await removeAbandoned(tmpdir(), FOLDER_PREFIX);
  const folder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  noteOwner(folder);
  chmodSync(folder, 0o711); // PostgreSQL's own user must pass through
  const stops: (() => Promise<void>)[] = [];
  const interruption = new AbortController();
  const starts = [
    scratchDatabase(config, folder, log, stops, isDurable),
    scratchTemporal(config, folder, log, stops, interruption.signal),
  ] as const;
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= stopAll();
    return stopping;
  };
  const stopAll = async (): Promise<void> => {
    await Promise.allSettled(starts); // also when one fails or a signal comes: what the other starts must be stopped
    await Promise.allSettled(stops.map((one) => one()));
    rmSync(folder, { recursive: true, force: true });
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
  const interrupted = (): void => {
    interruption.abort(new Error('interrupted'));
    void stop().finally(() => process.exit(EXIT_INTERRUPTED));
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  try {
    const [databaseUrl, temporalAddress] = await Promise.all(starts);
    return { databaseUrl, temporalAddress, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function scratchDatabase(
  { database }: AppConfig,
  folder: string,
  log: Log,
  stops: (() => Promise<void>)[],
  isDurable: boolean,
): Promise<string> {
  const { migrationUrl } = database;
  if (migrationUrl === null) {
    const postgres = await startPostgres({ dataDir: folder, log, durable: isDurable });
    stops.push(() => postgres.stop());
    return postgres.url;
  }
  const name = `don_doc_scratch_${randomBytes(6).toString('hex')}`;
  const own = new URL(migrationUrl);
  await execute(own.href, `create database ${name}`).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `DATABASE_URL: ${reason}. Its role must be able to create a database; without the setting one is started here.`,
      { cause },
    );
  });
  stops.push(() => execute(migrationUrl, `drop database ${name} with (force)`));
  own.pathname = `/${name}`;
  return own.href;
}

async function scratchTemporal(
  { temporal }: AppConfig,
  folder: string,
  log: Log,
  stops: (() => Promise<void>)[],
  signal: AbortSignal,
): Promise<string> {
  const { address, namespace } = temporal;
  const server = await startTemporal({ dataDir: folder, inMemory: true, address, namespace, log, signal });
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
