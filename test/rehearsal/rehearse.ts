import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readRehearsalInputs } from '../../src/campaigns/rehearsal/rehearsalInputs';
import type { RehearsalReport } from '../../src/campaigns/rehearsal/report';
import { runRehearsal, type RehearsalFiles } from '../../src/campaigns/rehearsal/runRehearsal';
import { createDataSource } from '../../src/database/dataSource';
import { SAMPLES } from '../../src/samples';
import { createTestDatabase } from '../support/database';
import { testServers } from '../support/servers';
import { differences } from './compareReports';

/** The files of a rehearsal of the sample plan by a scenario of the folder `test/golden/rehearsal`. */
export function goldenFiles(name: string): RehearsalFiles {
  const inputs = readRehearsalInputs({ ...SAMPLES, scenario: `test/golden/rehearsal/${name}/scenario.json` });
  if ('faults' in inputs) throw new Error(`The scenario ${name} has faults: ${JSON.stringify(inputs.faults)}`);
  const { scenario, ...files } = inputs.files;
  if (scenario === null) throw new Error(`There is no scenario ${name}`);
  return { ...files, scenario };
}

/** Runs a rehearsal on the test servers, in a database of its own, as the application's role. */
export async function rehearseOnTestServers(files: RehearsalFiles): Promise<RehearsalReport> {
  const database = await createTestDatabase();
  const dataSource = await createDataSource({ url: database.appUrl, poolSize: 10, name: 'rehearsal' }).initialize();
  try {
    return await runRehearsal(files, {
      dataSource,
      databaseUrl: database.appUrl,
      temporal: {
        address: testServers().temporalAddress,
        namespace: 'default',
        taskQueue: `rehearsal-${randomUUID()}`,
        workflowBundlePath: testServers().workflowBundlePath,
      },
      progress: () => undefined,
      report: (problem) => {
        throw new Error(problem);
      },
    });
  } finally {
    await dataSource.destroy();
    await database.drop();
  }
}

/** Tests that rehearsals of these scenarios, on real servers, equal their golden reports. */
export function equalsItsGoldenReport(names: readonly string[]): void {
  test.each(names)(
    'the rehearsal “%s” of Plan 146 on real servers equals its golden report',
    async (name) => {
      const golden = JSON.parse(readFileSync(`test/golden/rehearsal/${name}/report.json`, 'utf8')) as RehearsalReport;
      const report = await rehearseOnTestServers(goldenFiles(name));
      expect(differences(golden, report)).toEqual([]);
      expect(report.messages.filter(({ subject }) => subject.length > 120 || subject === '')).toEqual([]);
    },
    180_000,
  );
}
