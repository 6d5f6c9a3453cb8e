import { randomUUID } from 'node:crypto';
import { readRehearsalInputs } from '../src/campaigns/rehearsal/rehearsalInputs';
import { runRehearsal } from '../src/campaigns/rehearsal/runRehearsal';
import { createDataSource } from '../src/database/dataSource';
import { inTransaction } from '../src/database/transaction';
import { SAMPLES } from '../src/samples';
import { secondsOf, type Figure } from './figures';

/** Plan 146 from December to March, warm: servers, database and bundle are there. */
export async function fullRehearsal(databaseUrl: string, temporalAddress: string): Promise<Figure> {
  const inputs = readRehearsalInputs(SAMPLES);
  if ('faults' in inputs || inputs.files.scenario === null) throw new Error('The sample has faults');
  const files = { ...inputs.files, scenario: inputs.files.scenario };
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 10, name: 'bench rehearsal' }).initialize();
  try {
    let rows = 0;
    const seconds = await secondsOf(async () => {
      const report = await runRehearsal(files, {
        dataSource,
        databaseUrl,
        temporal: { address: temporalAddress, namespace: 'default', taskQueue: `bench-${randomUUID()}` },
        progress: () => undefined,
        report: (line) => process.stderr.write(`${line}\n`),
      });
      rows = report.tasks.length + report.steps.length + report.messages.length;
    });
    const floorSeconds = await secondsOf(() =>
      inTransaction(dataSource, async (tx) => {
        for (const table of ['task', 'deadline_step', 'message', 'message_step', 'journal_entry']) {
          await tx.rows(`create temp table floor_${table} (like ${table} including indexes) on commit drop`);
          await tx.rows(`insert into floor_${table} select * from ${table}`);
        }
      }),
    );
    const note = `${String(rows)} tasks, steps and messages`;
    return { what: 'Plan 146 rehearsed from December to March', seconds, floorSeconds, goal: '< 60 s', note };
  } finally {
    await dataSource.destroy();
  }
}
