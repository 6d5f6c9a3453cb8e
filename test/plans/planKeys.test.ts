import { parsePlan } from '../../src/plans/domain/checkPlan';
import { at, pointersInto, faultsOf, REMOVED } from './edits';
import { COMMUNE, faults, organisations, rows, sample, TASK, WHEN_TASK } from './samplePlan';

describe('keys', () => {
  const optional = [
    '/issuedOn',
    '/assessmentYear',
    '/basis',
    '/digests',
    `${COMMUNE}/reminders`,
    `${COMMUNE}/escalations`,
    `${COMMUNE}/reminders/5/repeat`,
    `${COMMUNE}/escalations/2/onlyIf`,
    '/stages/1/number',
    '/stages/1/with',
    '/stages/1/planText',
    '/stages/1/module',
    '/stages/1/sample',
    '/stages/3/committee',
    '/stages/2/assumed',
    '/stages/4/opens/notBefore',
    `${TASK}/document`,
    `${TASK}/assumed`,
    '/stages/0/tasks/1/with',
    '/stages/2/tasks/0/whenNotDoneAtClose',
    '/stages/7/tasks/1/after',
    '/stages/1/tasks/2/assignee/owner',
    `${COMMUNE}/escalations/0/acknowledgeWithinWorkingHours`,
  ];

  it.each(optional)('%s may be absent', (path) => {
    expect(at(sample, path)).toBeDefined();
    expect(faults({ [path]: REMOVED })).toEqual([]);
  });

  const needed = [
    '/schema',
    '/code',
    '/title',
    '/issuer',
    '/timeZone',
    '/lead',
    '/workingTime',
    '/workingTime/from',
    '/workingTime/to',
    '/roles/coordinator/label',
    '/roles/approver/at',
    `${COMMUNE}/reminders/1/key`,
    `${COMMUNE}/reminders/1/at`,
    `${COMMUNE}/reminders/1/at/time`,
    `${COMMUNE}/reminders/5/repeat/everyWorkingDays`,
    `${COMMUNE}/reminders/5/repeat/times`,
    `${COMMUNE}/escalations/0/key`,
    `${COMMUNE}/escalations/0/at`,
    `${COMMUNE}/escalations/0/at/time`,
    '/digests/0/key',
    '/digests/0/stages',
    '/digests/0/everyWorkingDayAt',
    '/digests/0/fromWorkingDaysBeforeDue',
    '/stages/0/title',
    '/stages/0/lead',
    '/stages/0/opens',
    '/stages/0/due',
    '/stages/0/due/on',
    '/stages/0/completes',
    '/stages/0/tasks',
    '/stages/2/closes/workingDaysAfterDue',
    `${TASK}/key`,
    `${TASK}/title`,
    `${TASK}/assignee`,
    `${TASK}/due`,
    `${TASK}/policy`,
    `${TASK}/doneBy`,
    `${WHEN_TASK}/due/days`,
  ];

  it.each(needed)('%s must be there', (path) => {
    expect(at(sample, path)).toBeDefined();
    expect(faults({ [path]: REMOVED })).toEqual([`${path} KEY.MISSING`]);
  });

  it('the stages must be there, and what names one is unknown without them', () => {
    expect(faults({ '/stages': REMOVED, '/digests/0/stages': ['survey'] })).toEqual([
      '/digests/0/stages/0 STAGE.UNKNOWN',
      '/stages KEY.MISSING',
    ]);
  });

  it('without the policies and roles every use of their names is unknown', () => {
    const found = faults({ '/policies': REMOVED, '/roles': REMOVED });
    expect(found).toEqual(expect.arrayContaining(['/policies KEY.MISSING', '/roles KEY.MISSING']));
    expect(found).toEqual(expect.arrayContaining([`${TASK}/policy POLICY.UNKNOWN`, '/digests/0/to/0 ROLE.UNKNOWN']));
  });

  const objects = pointersInto(sample).filter((path) => {
    const value = at(sample, path);
    const free = path === '/roles' || path === '/policies' || path.startsWith('/stages/1/sample');
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !free;
  });

  it('one that is not listed is unknown in every object of a plan', () => {
    expect(objects.length).toBeGreaterThan(100);
    for (const path of objects) {
      expect(faults({ [`${path}/_note`]: 'not for plans' })).toEqual([`${path}/_note KEY.UNKNOWN`]);
    }
  });

  it('has its path escaped as a JSON Pointer', () => {
    expect(faults({ '/a~1b~0c': 1 })).toEqual(['/a~1b~0c KEY.UNKNOWN']);
    expect(faults({ '/roles/a~1~0': { at: 'noi-vu' } })).toEqual(['/roles/a~1~0/label KEY.MISSING']);
    expect(faults({ '/': 1 })).toEqual(['/ KEY.UNKNOWN']);
  });

  it('inherited by every object are no keys', () => {
    const parsed = parsePlan(JSON.stringify(sample).replace('{', '{"__proto__":{},"constructor":1,'), organisations);
    expect(faultsOf(parsed)).toEqual(['/__proto__ KEY.UNKNOWN', '/constructor KEY.UNKNOWN']);
    expect(faults({ [`${TASK}/policy`]: 'constructor', [`${TASK}/assignee`]: { role: 'toString' } })).toEqual([
      `${TASK}/assignee/role ROLE.UNKNOWN`,
      `${TASK}/policy POLICY.UNKNOWN`,
    ]);
  });

  it.each(
    rows(
      [{ [`${COMMUNE}/reminders/4/key`]: 'assigned' }, `${COMMUNE}/reminders/4/key KEY.DUPLICATE`],
      [
        { [`${COMMUNE}/reminders/2/key`]: 'assigned', [`${COMMUNE}/reminders/4/key`]: 'assigned' },
        `${COMMUNE}/reminders/2/key KEY.DUPLICATE`,
        `${COMMUNE}/reminders/4/key KEY.DUPLICATE`,
      ],
      [{ [`${COMMUNE}/escalations/1/key`]: 'to-unit-leader' }, `${COMMUNE}/escalations/1/key KEY.DUPLICATE`],
      [
        { '/digests/1': { key: 'morning-digest', stages: ['survey'], everyWorkingDayAt: '08:00', to: ['approver'] } },
        '/digests/1/key KEY.DUPLICATE',
      ],
      [{ '/stages/2/tasks/0/key': 'guidance' }, '/stages/2/tasks/0/key KEY.DUPLICATE'],
      [{ '/stages/0/tasks/1/key': 'guidance' }, '/stages/0/tasks/2/key KEY.DUPLICATE'],
      [{ '/stages/7/key': 'synthesis', '/digests': [] }, '/stages/7/key KEY.DUPLICATE'],
      [
        { '/stages/4/key': 'survey', '/digests': [] },
        '/stages/4/key KEY.DUPLICATE',
        '/stages/5/opens/after/0 STAGE.UNKNOWN',
      ],
    ),
  )('given before are duplicates at the later one: %s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });
});

describe('a key of another form is unknown', () => {
  it.each(
    rows(
      [{ [`${COMMUNE}/reminders/0/at/time`]: '08:00' }, `${COMMUNE}/reminders/0/at/time KEY.UNKNOWN`],
      [{ '/stages/0/opens/notBefore': '2023-12-08' }, '/stages/0/opens/notBefore KEY.UNKNOWN'],
      [{ '/stages/0/opens/notBefore': '2029-12-08' }, '/stages/0/opens/notBefore KEY.UNKNOWN'],
      [{ [`${TASK}/assignee/owner`]: 'noi-vu' }, `${TASK}/assignee/owner KEY.UNKNOWN`],
      [{ [`${TASK}/assignee/when`]: 'ITEMS_RETURNED' }, `${TASK}/assignee/when KEY.UNKNOWN`],
      [{ '/stages/7/tasks/1/assignee/owner': 'noi-vu' }, '/stages/7/tasks/1/assignee/owner KEY.UNKNOWN'],
      [{ '/stages/4/tasks/0/assignee/owner': 'noi-vu' }, '/stages/4/tasks/0/assignee/owner KEY.UNKNOWN'],
      [{ '/stages/4/tasks/0/assignee/when': 'ITEMS_RETURNED' }, '/stages/4/tasks/0/assignee/when KEY.UNKNOWN'],
      [{ [`${TASK}/due/days`]: 3 }, `${TASK}/due/days KEY.UNKNOWN`],
      [{ '/stages/2/tasks/0/due/days': 3 }, '/stages/2/tasks/0/due/days KEY.UNKNOWN'],
      [{ '/stages/0/due/stage': true }, '/stages/0/due/stage KEY.UNKNOWN'],
      [{ '/stages/0/due': { stage: true } }, '/stages/0/due/on KEY.MISSING', '/stages/0/due/stage KEY.UNKNOWN'],
      [{ [`${COMMUNE}/reminders/0/onlyIf`]: 'X' }, `${COMMUNE}/reminders/0/onlyIf KEY.UNKNOWN`],
      [
        { [`${COMMUNE}/reminders/0/acknowledgeWithinWorkingHours`]: 8 },
        `${COMMUNE}/reminders/0/acknowledgeWithinWorkingHours KEY.UNKNOWN`,
      ],
      [{ [`${WHEN_TASK}/after`]: ['appraise-field'] }, `${WHEN_TASK}/after KEY.UNKNOWN`],
      [{ [`${WHEN_TASK}/after`]: ['explain'] }, `${WHEN_TASK}/after KEY.UNKNOWN`],
      [{ [`${WHEN_TASK}/after`]: [] }, `${WHEN_TASK}/after KEY.UNKNOWN`],
    ),
  )('%s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });
});
