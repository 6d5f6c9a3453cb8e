import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { becomesTrue, freePort } from './processes';
import type { Command } from './postgresBinaries';

interface Launch {
  /** As a person calls it. */
  readonly name: string;
  readonly command: Command;
  /** Written anew at each start. */
  readonly logPath: string;
  /** Called at once: a kill while the server starts must not leave one that nobody knows of. */
  readonly onPid?: (pid: number) => void;
  readonly answers: () => Promise<boolean>;
  readonly end: (pid: number) => Promise<void>;
}

/** A server that takes longer than this even on a weak machine under load does not come up at all. */
const START_MS = 60_000;

/**
 * Starts a server that outlives us if we are killed, and returns its pid when it answers.
 * @throws PortTakenError if another process was quicker; else Error with the end of its log; nothing is left running then
 */
export async function launchServer({ name, command, logPath, onPid, answers, end }: Launch): Promise<number> {
  const logFile = openSync(logPath, 'w', 0o600);
  const server = spawn(command.file, command.args, {
    ...command.options,
    cwd: '/',
    // Its own process group: Ctrl-C in a terminal must reach us first, who stop it last.
    detached: true,
    stdio: ['ignore', logFile, logFile],
  });
  closeSync(logFile);
  const state = { ended: false };
  server.once('exit', () => (state.ended = true));
  server.once('error', () => (state.ended = true));
  const { pid } = server;
  if (pid !== undefined) onPid?.(pid);
  const isReady = await becomesTrue(async () => state.ended || (await answers()), START_MS);
  if (pid === undefined || state.ended || !isReady) {
    if (pid !== undefined) await end(pid);
    const written = readFileSync(logPath, 'utf8').trim();
    const lines = written.split('\n').slice(-10).join('\n');
    const message = `${name} (${command.file}) did not start. The end of ${logPath}:\n${lines}`;
    throw /address already in use/iu.test(written) ? new PortTakenError(message) : new Error(message);
  }
  server.unref();
  return pid;
}

/** Between the look for a free port and the server's own start somebody else took it. */
class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** That often in a row only a fault of another kind takes every port. */
const PORT_TRIES = 4;

/**
 * Launches on the port preferred, or on any free one, and on another if that was taken in between: a server chooses ports
 * of its own besides, and other programs start at the same time.
 */
export async function onFreePort<Result>(
  preferred: number | null,
  launch: (port: number) => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    const port = await freePort(tried === 1 ? preferred : null);
    try {
      return await launch(port);
    } catch (error) {
      if (!(error instanceof PortTakenError) || tried === PORT_TRIES) throw error;
    }
  }
}
