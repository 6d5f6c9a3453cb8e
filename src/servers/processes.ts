import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a server that was started here tells what it does. */
export type Log = (line: string) => void;

/**
 * The command line of a living process, arguments separated by spaces; null when there is none. A zombie counts as
 * dead: nobody may be left to reap it, and it holds neither port nor file.
 */
export function commandLineOf(pid: number): string | null {
  try {
    if (existsSync('/proc/self')) {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null;
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/**
 * When the process began, in a form that only serves to tell it from a later one with the same number; null when it is
 * dead or a zombie.
 */
export function birthOf(pid: number): string | null {
  try {
    if (existsSync('/proc/self')) {
      // Field 22, counted after the name in brackets, which may itself hold spaces and brackets.
      const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '');
      const [state = '', ...fields] = afterName.split(' ');
      return state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** The processes whose working folder this is; empty where /proc is not there to ask. */
export function processesWorkingIn(folder: string): readonly number[] {
  if (!existsSync('/proc/self')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false; // it ended meanwhile, or belongs to somebody else
      }
    })
    .map(Number);
}

/** Asks until `answer` is true. Returns whether it became so within `withinMs`. */
export async function becomesTrue(
  answer: () => boolean | Promise<boolean>,
  withinMs: number,
  everyMs = 50,
): Promise<boolean> {
  const until = performance.now() + withinMs;
  for (;;) {
    if (await answer()) return true;
    if (performance.now() >= until) return false;
    await sleep(everyMs);
  }
}

/**
 * Ends a process by its number: each signal in turn, with the time it is given for it.
 * @param isOurs looks at the command line, since the number may have gone to another process meanwhile
 */
export async function endProcess(
  pid: number,
  isOurs: (commandLine: string) => boolean,
  steps: readonly (readonly [signal: NodeJS.Signals, graceMs: number])[],
): Promise<void> {
  const isGone = (): boolean => {
    const commandLine = commandLineOf(pid);
    return commandLine === null || !isOurs(commandLine);
  };
  for (const [signal, graceMs] of steps) {
    if (isGone()) return;
    try {
      process.kill(pid, signal);
    } catch {
      return; // it ended between the look and the signal
    }
    if (await becomesTrue(isGone, graceMs)) return;
  }
}

/** A free TCP port on the loopback address: the preferred one if nobody has taken it. */
export async function freePort(preferred: number | null = null): Promise<number> {
  if (preferred !== null && (await portBound(preferred)) !== null) return preferred;
  const port = await portBound(0);
  if (port === null) throw new Error('No free port on 127.0.0.1.');
  return port;
}

function portBound(port: number): Promise<number | null> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => {
      done(null);
    });
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        done(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
  });
}
