import { birthOf, type Log } from './processes';

interface Server {
  readonly pid: number | null;
  stop(): Promise<void>;
}

export interface KeptServer {
  /** Resolves, with the reason, when it ended and could not be brought back to where everybody looks for it. */
  readonly lost: Promise<string>;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;

/**
 * Looks after a server of our own and starts it again when it ends though nobody stopped it: killed, or out of memory.
 * By its number, for of the end of one that was adopted the system does not tell us.
 * @param again starts it on the same data
 * @param addressOf must come out the same, for connections are made to it
 */
export function keepRunning<S extends Server>(
  name: string,
  first: S,
  again: () => Promise<S>,
  addressOf: (server: S) => string,
  log: Log,
): KeptServer {
  let server = first;
  let restarting: Promise<void> | null = null;
  let tellLost: (reason: string) => void = () => undefined;
  const lost = new Promise<string>((tell) => (tellLost = tell));

  const restart = async (pid: number): Promise<void> => {
    log(`${name} (process ${pid}) ended: starting it again`);
    try {
      server = await again();
      if (addressOf(server) !== addressOf(first)) tellLost(`${name} could not get its port back`);
    } catch (error) {
      tellLost(error instanceof Error ? error.message : String(error));
    }
  };
  const looking = setInterval(() => {
    const { pid } = server;
    if (restarting !== null || pid === null || birthOf(pid) !== null) return;
    restarting = restart(pid).finally(() => (restarting = null));
  }, LOOK_EVERY_MS);

  return {
    lost,
    stop: async () => {
      clearInterval(looking);
      await restarting;
      await server.stop();
    },
  };
}
