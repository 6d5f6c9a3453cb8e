import { setTimeout as sleep } from 'node:timers/promises';
import type { AppConfig } from '../config/appConfig';
import { createSmtpTransport } from '../messages/smtpTransport';
import { inTransaction } from '../database/transaction';
import { sealToday } from '../journal/sealDay';
import { reconcile } from '../temporal/reconciler';
import { startWorker } from '../temporal/worker';
import type { RunningPart } from './api';
import type { Connections } from './connections';

export interface RunningWork extends RunningPart {
  /** Rejects if the worker broke: whoever started it must end, and be started again. */
  readonly stopped: Promise<void>;
}

/**
 * With the database or Temporal away the worker tries to end what is under way for ever. Nothing is lost by going: the
 * next worker begins it again.
 */
const STOP_WITHIN_MS = 15_000;

/** The worker, with the reconciler that starts what the facts ask for. */
export async function startWork(
  config: AppConfig,
  connections: Connections,
  report: (problem: string) => void,
): Promise<RunningWork> {
  const { dataSource, gateway } = connections;
  const { smtpUrl, from, silenceMs, retryMaxMs } = config.mail;
  const transport = smtpUrl === null ? null : createSmtpTransport({ url: smtpUrl, from, silenceMs });
  const mail = { transport, publicUrl: config.http.publicUrl, retryMaxMs };
  const worker = await startWorker(connections.temporal, { dataSource, mail });
  const attempt = (what: string, work: () => Promise<unknown>): void => {
    work().catch((error: unknown) => {
      report(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  const look = (): void => {
    attempt('The reconciler could not look', () => reconcile(dataSource, gateway));
    attempt('The journal could not be sealed', () => inTransaction(dataSource, sealToday));
  };
  look();
  const looking = setInterval(look, config.temporal.reconcileEveryMs);
  return {
    stopped: worker.stopped,
    stop: async () => {
      clearInterval(looking);
      await Promise.race([worker.stop(), sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
      transport?.close();
    },
  };
}
