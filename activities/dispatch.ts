import { databaseNow } from '../src/campaigns/persistence/campaignStore';
import type { DatabasePool } from '../src/database/dataSource';
import { inTransaction, reading } from '../src/database/transaction';
import { dispatchBatch, type DispatchPorts } from '../src/messages/dispatchBatch';
import type { MailTransport } from '../src/messages/mailTransport';
import { throwIfCancelled, withHeartbeat } from './heartbeat';

export interface DispatchActivities {
  /** Sends what may leave by now; says when to look again (null: when told). */
  dispatchMail(): Promise<{ readonly wakeInMs: number | null }>;
}

export interface MailSettings {
  /** Null: no mail server is set, and mail of real campaigns stays queued. */
  readonly transport: MailTransport | null;
  readonly publicUrl: string;
  readonly retryMaxMs: number;
}

export function dispatchActivities(dataSource: DatabasePool, mail: MailSettings): DispatchActivities {
  const ports: DispatchPorts = {
    ...mail,
    inTransaction: (work) => inTransaction(dataSource, work),
    clock: databaseNow,
    random: Math.random,
  };
  return {
    dispatchMail: () =>
      withHeartbeat(async () => {
        for (;;) {
          throwIfCancelled();
          const { sent, retrying, failed, cancelled, nextAt } = await dispatchBatch(ports);
          if (sent + retrying + failed + cancelled > 0) continue;
          if (nextAt === null) return { wakeInMs: null };
          const now = await reading(dataSource, databaseNow);
          return { wakeInMs: Math.max(nextAt - now, SHORTEST_SLEEP_MS) };
        }
      }),
  };
}

/** Mail that another worker has leased looks due until its answer is written. */
const SHORTEST_SLEEP_MS = 500;
