import { organisationsWith } from '../../bench/ownPlan';
import { goldenFiles, rehearseOnTestServers } from './rehearse';

/** A province since July 2025. */
const UNITS = 124;

it('a plan of 124 units runs as well, and everybody gets one e-mail per run', async () => {
  const files = goldenFiles('nobody-does-anything');
  const units = organisationsWith(UNITS).units;
  const report = await rehearseOnTestServers({
    ...files,
    organisations: { ...files.organisations, units },
    scenario: { ...files.scenario, endAt: Date.parse('2023-12-20T08:00:00+07:00') },
  });
  const lists = report.tasks.filter((task) => task.task === 'sampling-list');
  expect(lists.map((task) => task.unit)).toEqual(units.map((unit) => unit.code));
  expect(report.invariants).toEqual({ lost: 0, doubled: 0, afterDone: 0 });
  const escalated = report.messages.filter(
    (message) => message.to === 'coordinator@noi-vu' && message.steps.some((step) => step.includes('/ESCALATION/')),
  );
  expect(escalated).toHaveLength(1);
  expect(escalated[0]?.steps).toHaveLength(UNITS);
}, 120_000);
