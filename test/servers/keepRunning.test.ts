import { spawn } from 'node:child_process';
import { keepRunning } from '../../src/servers/keepRunning';
import { becomesTrue, birthOf } from '../../src/servers/processes';

interface Sleeper {
  readonly pid: number;
  readonly address: string;
  stop(): Promise<void>;
}

function sleeper(address = 'here'): Sleeper {
  const process = spawn('sleep', ['60']);
  return {
    pid: process.pid ?? 0,
    address,
    stop: () => {
      process.kill('SIGKILL');
      return Promise.resolve();
    },
  };
}

describe('a server of our own that is looked after', () => {
  const keep = (first: Sleeper, again: () => Promise<Sleeper>) =>
    keepRunning(
      'The server',
      first,
      again,
      (one) => one.address,
      () => undefined,
    );

  it('is started again when it is killed, and it is the new one that is stopped', async () => {
    const started: Sleeper[] = [];
    const first = sleeper();
    const kept = keep(first, () => {
      started.push(sleeper());
      return Promise.resolve(started[0] ?? first);
    });
    process.kill(first.pid, 'SIGKILL');
    expect(await becomesTrue(() => started.length === 1, 5_000)).toBe(true);
    await kept.stop();
    expect(await becomesTrue(() => birthOf(started[0]?.pid ?? 0) === null, 5_000)).toBe(true);
    expect(started).toHaveLength(1);
  });

  it.each([
    ['comes up elsewhere', () => Promise.resolve(sleeper('elsewhere')), 'could not get its port back'],
    ['does not come up', () => Promise.reject(new Error('no room on the disk')), 'no room on the disk'],
  ])('is lost when it %s', async (_what, again, reason) => {
    const first = sleeper();
    const kept = keep(first, again);
    process.kill(first.pid, 'SIGKILL');
    expect(await kept.lost).toContain(reason);
    await kept.stop();
  });
});
