import { readFileSync } from 'node:fs';
import type { RehearsalReport } from '../../src/campaigns/rehearsal/report';
import { differences } from './compareReports';
import { goldenFiles, rehearseOnTestServers } from './rehearse';

// The golden cases stand in two files, so that both cores have one.
const CASES = ['all-on-time', 'acts-and-refusals', 'after-an-outage'];

describe('a rehearsal of Plan 146 on real servers', () => {
  test.each(CASES)(
    '%s equals its golden report',
    async (name) => {
      const golden = JSON.parse(readFileSync(`test/golden/rehearsal/${name}/report.json`, 'utf8')) as RehearsalReport;
      const report = await rehearseOnTestServers(goldenFiles(name));
      expect(differences(golden, report)).toEqual([]);
      expect(report.messages.filter(({ subject }) => subject.length > 120 || subject === '')).toEqual([]);
    },
    180_000,
  );
});
