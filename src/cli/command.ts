import type { Actor } from '../shared/actor';
import type { CommandArguments } from './arguments';

/** One command of `npm run cli`. */
export interface Command {
  readonly usage: string;
  /** In one line, for the list of commands. */
  readonly does: string;
  /** Returns the exit status. */
  run(given: CommandArguments): Promise<number>;
}

/** Whoever has a shell on the machine; the operating system knows who it was. */
export const OPERATOR: Actor = { personId: null, onBehalfOf: null, source: 'CLI' };

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
