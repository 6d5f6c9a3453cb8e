import { reading } from '../database/transaction';
import type { HealthProbe } from '../health/healthProbe';
import type { AppConfig } from '../config/appConfig';
import { mailQueueState } from '../messages/persistence/queueStore';
import { oldestOutboxLine } from '../temporal/persistence/outboxStore';
import type { Connections } from './connections';

/** The relay looks every second; a line older than this says that Temporal is away or the relay dead. */
const OUTBOX_LATE_AFTER_SECONDS = 30;

/** What the system needs beside its database, each with its reason when it is not well. */
export function healthProbes({ dataSource, gateway }: Connections, config: AppConfig): HealthProbe[] {
  return [
    {
      name: 'temporal',
      check: async () => {
        try {
          await gateway.ping();
          return { ok: true, detail: 'answers' };
        } catch {
          return { ok: false, detail: 'Temporal does not answer: work goes on, reminders wait' };
        }
      },
    },
    {
      name: 'outbox',
      check: async () => {
        const age = await reading(dataSource, oldestOutboxLine);
        const ok = age === null || age < OUTBOX_LATE_AFTER_SECONDS;
        return { ok, detail: age === null ? 'empty' : `the oldest line has waited ${String(age)} s` };
      },
    },
    {
      name: 'mail',
      check: async () => {
        const { waiting, failed } = await reading(dataSource, mailQueueState);
        if (config.mail.smtpUrl === null && waiting > 0) {
          return { ok: false, detail: `SMTP_URL is not set: ${String(waiting)} messages wait` };
        }
        if (failed > 0) return { ok: false, detail: `${String(failed)} messages could not be delivered` };
        return { ok: true, detail: `${String(waiting)} messages wait` };
      },
    },
  ];
}
