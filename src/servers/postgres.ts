import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { launchServer, onFreePort } from './launchServer';
import { postgresBinaries, type PostgresBinaries } from './postgresBinaries';
import { becomesTrue, commandLineOf, endProcess, processesWorkingIn, type Log } from './processes';
import { readState, writeState } from './stateFile';

/** Role that the application uses: it may not change the schema; migrations grant it what it needs. */
const APP_ROLE = 'don_doc_app';
/** Role that owns the database and runs the migrations. */
const OWNER_ROLE = 'don_doc';
const DATABASE = 'don_doc';
const MAJOR_VERSION = '18';

export interface PostgresOptions {
  /** Its own files go to `postgres/`, `postgres.json` and `postgres.log` in here. */
  readonly dataDir: string;
  readonly log: Log;
  /** false: faster, and a power cut loses the data. For tests. Default true. */
  readonly durable?: boolean;
}

export interface PostgresServer {
  /** As the role that owns the schema. */
  readonly url: string;
  /** As the application's role. */
  readonly appUrl: string;
  /** As superuser, on the database `postgres`: for tests that make databases. */
  readonly adminUrl: string;
  readonly pid: number;
  /** Was running already, left over by a start that was killed. */
  readonly adopted: boolean;
  /** Ends it properly, connections or not. */
  stop(): Promise<void>;
}

interface Secrets {
  readonly admin: string;
  readonly owner: string;
  readonly app: string;
  /** Taken again if free, so that an address noted somewhere stays right. */
  readonly port: number | null;
}

/**
 * Starts the PostgreSQL that comes with the npm package, or adopts the one a killed start left running on the same
 * folder. Listens on 127.0.0.1 only.
 * @throws Error saying what to do, with the end of the server's log
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const cluster = join(dataDir, 'postgres');
  const binaries = postgresBinaries(dataDir);
  const secrets = await ensureCluster(dataDir, cluster, binaries, options);
  const left = await adoptable(cluster, secrets, options.log);
  const running = left ?? (await launch(dataDir, cluster, binaries, secrets, options));
  await ensureRoles(running.port, secrets);
  const address = (role: string, password: string, database: string): string =>
    `postgres://${role}:${password}@127.0.0.1:${running.port}/${database}`;
  return {
    url: address(OWNER_ROLE, secrets.owner, DATABASE),
    appUrl: address(APP_ROLE, secrets.app, DATABASE),
    adminUrl: address('postgres', secrets.admin, 'postgres'),
    pid: running.pid,
    adopted: left !== null,
    stop: () => endServer(running.pid, cluster, PROPERLY),
  };
}

async function ensureCluster(
  dataDir: string,
  cluster: string,
  binaries: PostgresBinaries,
  options: PostgresOptions,
): Promise<Secrets> {
  const secretsPath = join(dataDir, 'postgres.json');
  const kept = secretsOf(readState(secretsPath));
  const version = existsSync(cluster) ? readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim() : null;
  if (version !== null && version !== MAJOR_VERSION) {
    throw new Error(`${cluster} was written by PostgreSQL ${version}; this is ${MAJOR_VERSION}. See docs/runbook.md.`);
  }
  if (version !== null && kept !== null) return kept;
  if (version !== null)
    throw new Error(`${secretsPath}, which holds the passwords of ${cluster}, is missing or broken.`);
  options.log('making a new PostgreSQL database');
  const password = (): string => randomBytes(24).toString('hex');
  const secrets: Secrets = { admin: password(), owner: password(), app: password(), port: null };
  writeState(secretsPath, secrets);
  // Made aside and renamed at the end, so that a kill half way leaves nothing that looks finished.
  const draft = `${cluster}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (binaries.owner !== null) chownSync(draft, binaries.owner.uid, binaries.owner.gid);
  const passwordPath = join(dataDir, 'postgres.password');
  writeFileSync(passwordPath, `${secrets.admin}\n`, { mode: 0o600 });
  if (binaries.owner !== null) chownSync(passwordPath, binaries.owner.uid, binaries.owner.gid);
  const command = binaries.command('initdb', [
    `--pgdata=${draft}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordPath}`,
    '--encoding=UTF8',
    // The same order and letter case on every machine, whatever languages it has; vi-x-icu is there besides.
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--lc-collate=C',
    '--lc-ctype=C',
    '--lc-messages=C',
    ...(options.durable === false ? ['--no-sync'] : []),
  ]);
  const made = spawnSync(command.file, command.args, { ...command.options, cwd: '/', encoding: 'utf8' });
  rmSync(passwordPath, { force: true });
  if (made.status !== 0) {
    throw new Error(`PostgreSQL could not make its data folder ${draft}:\n${made.stderr}${made.error?.message ?? ''}`);
  }
  renameSync(draft, cluster);
  return secrets;
}

function secretsOf(state: Readonly<Record<string, unknown>> | null): Secrets | null {
  const { admin, owner, app, port } = state ?? {};
  if (typeof admin !== 'string' || typeof owner !== 'string' || typeof app !== 'string') return null;
  return { admin, owner, app, port: typeof port === 'number' ? port : null };
}

const isServerOf = (cluster: string) => (commandLine: string) =>
  commandLine.includes('postgres') && commandLine.includes(cluster);

/** The pid and port that a server wrote into its data folder. */
function recorded(cluster: string): { readonly pid: number; readonly port: number } | null {
  const path = join(cluster, 'postmaster.pid');
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** A server left over by a killed start, if it answers; else the way is made free for a new one. */
async function adoptable(cluster: string, secrets: Secrets, log: Log): Promise<{ pid: number; port: number } | null> {
  const left = recorded(cluster);
  if (left === null) return null;
  const commandLine = commandLineOf(left.pid);
  if (commandLine !== null && isServerOf(cluster)(commandLine)) {
    if (await becomesTrue(() => answers(left.port, secrets), 5_000, 100)) {
      log(`found PostgreSQL still running (process ${left.pid})`);
      return left;
    }
    log(`PostgreSQL left running (process ${left.pid}) does not answer: ending it`);
    await endServer(left.pid, cluster, AT_ONCE);
  }
  // Killed alone, a postmaster leaves children that end by themselves; until then they hold the memory and the files.
  if (!(await becomesTrue(() => processesWorkingIn(cluster).length === 0, 15_000))) {
    throw new Error(`Processes ${processesWorkingIn(cluster).join(', ')} of an old PostgreSQL do not end: end them.`);
  }
  // Its number may be a zombie's or another program's by now, which PostgreSQL would take for a running server.
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return null;
}

/** Ends the server that a killed command left on this folder, if there is one. Its data are not wanted any more. */
export async function endLeftPostgres(dataDir: string): Promise<void> {
  const cluster = join(resolve(dataDir), 'postgres');
  const left = recorded(cluster);
  if (left !== null) await endServer(left.pid, cluster, AT_ONCE);
  await becomesTrue(() => processesWorkingIn(cluster).length === 0, 5_000);
}

async function launch(
  dataDir: string,
  cluster: string,
  binaries: PostgresBinaries,
  secrets: Secrets,
  options: PostgresOptions,
): Promise<{ pid: number; port: number }> {
  return onFreePort(secrets.port, async (port) => {
    const command = binaries.command('postgres', [
      '-D',
      cluster,
      '-p',
      String(port),
      ...settings(options.durable ?? true),
    ]);
    const pid = await launchServer({
      name: 'PostgreSQL',
      command,
      logPath: join(dataDir, 'postgres.log'),
      answers: () => answers(port, secrets),
      end: (unfit) => endServer(unfit, cluster, AT_ONCE),
    });
    writeState(join(dataDir, 'postgres.json'), { ...secrets, port });
    return { pid, port };
  });
}

/** Sized for an office's weak machine; the whole system shares 4 GB there. */
function settings(durable: boolean): readonly string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    // One process writes where a separate pool of readers would only cost memory.
    io_method: 'sync',
    random_page_cost: '1.1',
    jit: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function connectionTo(port: number, secrets: Secrets, database: string): Client {
  const password = secrets.admin;
  return new Client({ host: '127.0.0.1', port, user: 'postgres', password, database, connectionTimeoutMillis: 2_000 });
}

async function answers(port: number, secrets: Secrets): Promise<boolean> {
  const client = connectionTo(port, secrets, 'postgres');
  // A server that goes away while being asked is an answer too, not a fault of ours.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureRoles(port: number, secrets: Secrets): Promise<void> {
  const client = connectionTo(port, secrets, 'postgres');
  await client.connect();
  try {
    for (const [role, password] of [
      [OWNER_ROLE, secrets.owner],
      [APP_ROLE, secrets.app],
    ] as const) {
      const found = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
      if (found.rowCount === 0) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    }
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${OWNER_ROLE}`);
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its emergency stop, after which it recovers from its log. */
const PROPERLY = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

/** For one that does not answer: it would not finish a proper shutdown either. */
const AT_ONCE = [
  ['SIGQUIT', 2_000],
  ['SIGKILL', 5_000],
] as const;

function endServer(pid: number, cluster: string, steps: typeof PROPERLY | typeof AT_ONCE): Promise<void> {
  return endProcess(pid, isServerOf(cluster), steps);
}
