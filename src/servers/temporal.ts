import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { thisMachine } from '../config/machine';
import { launchServer, onFreePort } from './launchServer';
import { becomesTrue, commandLineOf, endProcess, type Log } from './processes';
import { readState, writeState } from './stateFile';
import { temporalBinary } from './temporalBinary';

export interface TemporalOptions {
  /** Its own files go to `temporal/`, `temporal.json` and `temporal.log` in here. */
  readonly dataDir: string;
  /** true: workflows are lost when it stops. For tests. */
  readonly inMemory?: boolean;
  /** A server somebody else runs (TEMPORAL_ADDRESS): only waited for, never stopped. */
  readonly address?: string | null;
  readonly namespace?: string;
  readonly log: Log;
  /** Whoever stops before it runs does not wait for a download. */
  readonly signal?: AbortSignal | undefined;
}

export interface TemporalServer {
  /** `host:port` */
  readonly address: string;
  /** null for a server somebody else runs. */
  readonly pid: number | null;
  /** Was running already. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

/**
 * Starts a local Temporal server, or adopts the one a killed start left running on the same folder, and returns when
 * it answers. Listens on 127.0.0.1 only.
 * @throws Error saying what to do, with the end of the server's log
 */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const namespace = options.namespace ?? 'default';
  const { address = null, log } = options;
  if (address !== null) {
    if (!(await becomesTrue(() => answers(address, namespace), 30_000, 500))) {
      throw new Error(`No Temporal server with a namespace "${namespace}" answers at ${address} (TEMPORAL_ADDRESS).`);
    }
    return { address, pid: null, adopted: true, stop: () => Promise.resolve() };
  }
  const folder = resolve(options.dataDir);
  const files = {
    state: join(folder, 'temporal.json'),
    log: join(folder, 'temporal.log'),
    database: options.inMemory === true ? null : join(folder, 'temporal', 'temporal.db'),
  };
  mkdirSync(join(folder, 'temporal'), { recursive: true });
  const left = files.database === null ? null : await adoptable(files.state, files.database, namespace, log);
  const server = left ?? (await launch(files, namespace, options));
  return {
    address: `127.0.0.1:${server.port}`,
    pid: server.pid,
    adopted: left !== null,
    stop: async () => {
      await endServer(server.pid, files.database, 15_000);
      rmSync(files.state, { force: true });
    },
  };
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

const isServerOf = (database: string | null) => (commandLine: string) =>
  commandLine.includes('server start-dev') && (database === null || commandLine.includes(database));

/** A server left over by a killed start, if it answers; else it is ended, for two on one file would spoil it. */
async function adoptable(statePath: string, database: string, namespace: string, log: Log): Promise<Running | null> {
  const { pid, port } = readState(statePath) ?? {};
  if (typeof pid !== 'number' || typeof port !== 'number') return null;
  const commandLine = commandLineOf(pid);
  if (commandLine === null || !isServerOf(database)(commandLine)) return null;
  if (await becomesTrue(() => answers(`127.0.0.1:${port}`, namespace), 5_000, 200)) {
    log(`found Temporal still running (process ${pid})`);
    return { pid, port };
  }
  log(`Temporal left running (process ${pid}) does not answer: ending it`);
  await endServer(pid, database, 2_000);
  return null;
}

/** Ends the server that a killed command left on this folder, if there is one. */
export async function endLeftTemporal(dataDir: string): Promise<void> {
  const { pid, port } = readState(join(resolve(dataDir), 'temporal.json')) ?? {};
  if (typeof pid !== 'number' || typeof port !== 'number') return;
  // One in memory names no file: its port tells it from that of another command.
  await endProcess(pid, (line) => isServerOf(null)(line) && line.includes(`--port ${port}`), [['SIGKILL', 5_000]]);
}

async function launch(
  files: { readonly state: string; readonly log: string; readonly database: string | null },
  namespace: string,
  { log, signal }: Pick<TemporalOptions, 'log' | 'signal'>,
): Promise<Running> {
  const program = await temporalBinary(thisMachine(), log, signal);
  signal?.throwIfAborted();
  const wanted = readState(files.state)?.['port'];
  return onFreePort(typeof wanted === 'number' ? wanted : null, async (port) => {
    const pid = await launchServer({
      name: 'Temporal',
      command: { file: program, args: argumentsFor(port, files.database, namespace), options: {} },
      logPath: files.log,
      onPid: (started) => writeState(files.state, { pid: started, port }),
      answers: () => answers(`127.0.0.1:${port}`, namespace),
      end: (unfit) => endServer(unfit, files.database, 2_000),
    });
    return { pid, port };
  });
}

/** Its limits are made for many clients of one cluster; here one office's bulk work would run into them. */
const LIFTED_LIMITS = {
  'frontend.rps': 100_000,
  'frontend.namespaceRPS': 100_000,
  'frontend.namespaceRPS.visibility': 10_000,
  'frontend.persistenceMaxQPS': 100_000,
  'history.rps': 100_000,
  'history.persistenceMaxQPS': 100_000,
  'matching.rps': 100_000,
  'matching.persistenceMaxQPS': 100_000,
  // The default of 20 reads a second puts 50 ms before every step of every workflow (measured: signal and answer
  // between two workflows 200 ms with it, 22 ms without).
  'history.transferProcessorMaxPollRPS': 100_000,
  'history.transferProcessorMaxPollHostRPS': 100_000,
  'history.timerProcessorMaxPollRPS': 100_000,
  'history.timerProcessorMaxPollHostRPS': 100_000,
} as const;

function argumentsFor(port: number, database: string | null, namespace: string): readonly string[] {
  const persistence =
    database === null
      ? []
      : ['--db-filename', database, '--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=normal'];
  return [
    ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--namespace', namespace, '--log-level', 'error'],
    ...persistence,
    ...Object.entries(LIFTED_LIMITS).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
  ];
}

async function answers(address: string, namespace: string): Promise<boolean> {
  let connection: Connection | null = null;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000 });
    const open = connection;
    await open.withDeadline(Date.now() + 2_000, () => open.workflowService.describeNamespace({ namespace }));
    return true;
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}

/** @param graceMs what a server that still answers needs to close its database is some 3 s */
function endServer(pid: number, database: string | null, graceMs: number): Promise<void> {
  return endProcess(pid, isServerOf(database), [
    ['SIGTERM', graceMs],
    ['SIGKILL', 5_000],
  ]);
}
