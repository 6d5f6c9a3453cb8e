import { Context } from '@temporalio/activity';

/** Well below the heartbeat timeout of the workflows (workflows/patience.ts). */
const HEARTBEAT_EVERY_MS = 1_000;

/** Work that takes longer than a moment tells the server that it is alive. */
export async function withHeartbeat<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current();
  const beating = setInterval(() => {
    context.heartbeat();
  }, HEARTBEAT_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}

/** Between two transactions: a worker that is to stop leaves the rest to another. */
export function throwIfCancelled(): void {
  Context.current().cancellationSignal.throwIfAborted();
}
