import { parsePlan } from '../../src/plans/domain/checkPlan';
import { faultsOf, REMOVED } from './edits';
import { COMMUNE, faults, organisations, rows, TASK, UNIT_TASK, WHEN_TASK, type Row } from './samplePlan';

describe('values', () => {
  const wrong = (path: string, ...values: unknown[]): Row[] =>
    values.map((value) => [{ [path]: value }, `${path} VALUE.INVALID`]);

  it.each(
    rows(
      ...wrong('', null, [], 'plan', 5, true),
      ...wrong('/schema', 2, '1', null, true),
      ...wrong('/code', 5, '', null),
      ...wrong('/title', [], ''),
      ...wrong('/issuer', 5, null),
      ...wrong('/issuedOn', 20231208, null),
      ...wrong('/assessmentYear', '2023', 2023.5, null),
      ...wrong('/timeZone', 'Asia/Ninh_Giang', '+07:00', '', 7, 'Asia/Ho_Chi_Minh '),
      ...wrong('/basis', 'Quyết định', {}),
      ...wrong('/basis/1', 5, null),
      ...wrong('/lead', ['noi-vu']),
      ...wrong('/workingTime', '07:30', null, []),
      ...wrong('/workingTime/from', 730),
      ...wrong('/workingTime/to', '07:30', '07:29', '00:00', 17),
      ...wrong('/roles/coordinator', null, 'noi-vu'),
      ...wrong('/roles/coordinator/at', 1),
      ...wrong('/roles/coordinator/label', 1),
      ...wrong(COMMUNE, [], null),
      ...wrong(`${COMMUNE}/reminders`, {}, null),
      ...wrong(`${COMMUNE}/reminders/0`, 'assigned', null, []),
      ...wrong(`${COMMUNE}/reminders/0/key`, 1, ''),
      ...wrong(`${COMMUNE}/reminders/0/at`, 'OPENED', {}, { time: '08:00' }, { event: 'OPENED', workingDays: 1 }),
      ...wrong(`${COMMUNE}/reminders/0/at`, { event: 'OPENED', workingDays: 'x', time: '99:99', what: 1 }),
      ...wrong(`${COMMUNE}/reminders/0/at/event`, 'CLOSED', null),
      ...wrong(`${COMMUNE}/reminders/1/at/workingDays`, '1', 1.5, null),
      ...wrong(`${COMMUNE}/reminders/1/at/time`, 800),
      ...wrong(`${COMMUNE}/reminders/5/repeat`, 5, null),
      ...wrong(`${COMMUNE}/reminders/5/repeat/everyWorkingDays`, 0, -1, 1.5, '1'),
      ...wrong(`${COMMUNE}/reminders/5/repeat/times`, 0, '5'),
      ...wrong(`${COMMUNE}/reminders/1/to`, 'ASSIGNEE', null, {}),
      ...wrong(`${COMMUNE}/reminders/1/to/0`, 1, null),
      ...wrong(`${COMMUNE}/escalations/0/acknowledgeWithinWorkingHours`, 0, '8', 1.5, null),
      ...wrong(`${COMMUNE}/escalations/2/onlyIf`, 'PREVIOUS_ACKNOWLEDGED', true),
      ...wrong('/digests', {}, null),
      ...wrong('/digests/0', []),
      ...wrong('/digests/0/stages', [], 'survey', {}),
      ...wrong('/digests/0/stages/0', 1),
      ...wrong('/digests/0/everyWorkingDayAt', 7),
      ...wrong('/digests/0/to', 'coordinator'),
      ...wrong('/digests/0/onlyIf', 'ALWAYS', null),
      ...wrong('/digests/0/fromWorkingDaysBeforeDue', -1, 0.5, '5'),
      ...wrong('/stages/7', null, 'publication').map(([edits, ...rest]): Row => [
        { ...edits, '/digests': [] },
        ...rest,
      ]),
      ...wrong('/stages/0/key', '', 5).map(([edits, ...rest]): Row => [{ ...edits, '/digests': [] }, ...rest]),
      ...wrong('/stages/0/number', 3, null),
      ...wrong('/stages/0/title', null, ''),
      ...wrong('/stages/0/lead', null),
      ...wrong('/stages/0/with', 'units', null),
      ...wrong('/stages/0/with/0', 5),
      ...wrong('/stages/0/planText', 3),
      ...wrong(
        '/stages/0/opens',
        '2023-12-08',
        {},
        { notBefore: '2023-12-08' },
        { on: '2023-12-08', after: ['survey'] },
      ),
      ...wrong('/stages/0/opens/on', 20231208, null),
      ...wrong('/stages/4/opens/after', [], 'survey', {}),
      ...wrong('/stages/4/opens/after/1', 3),
      ...wrong('/stages/4/opens/notBefore', null),
      ...wrong('/stages/0/due', '2024-03-31', null),
      ...wrong('/stages/0/due/on', null),
      ...wrong('/stages/2/closes', 5, null),
      ...wrong('/stages/2/closes/workingDaysAfterDue', -1, 0.5, '5'),
      ...wrong('/stages/0/completes', 'ALL_DONE', null),
      ...wrong('/stages/0/module', 'survey', null),
      ...wrong('/stages/0/committee', null),
      ...wrong('/stages/0/tasks', {}, 'none', null),
      ...wrong(TASK, null, 'consolidate-council', []),
      ...wrong(`${TASK}/key`, '', 1),
      ...wrong(`${TASK}/title`, '', {}),
      ...wrong(`${TASK}/assignee`, 'noi-vu', {}, { owner: 'noi-vu' }, { when: 'ITEMS_RETURNED' }),
      ...wrong(`${TASK}/assignee`, { body: 'noi-vu', role: 'approver' }, { body: 'noi-vu', each: 'unit' }),
      ...wrong(`${TASK}/assignee/body`, null, 5),
      ...wrong('/stages/7/tasks/1/assignee/role', null),
      ...wrong(`${UNIT_TASK}/assignee/each`, 'field', null),
      ...wrong('/stages/1/tasks/2/assignee/owner', 5),
      ...wrong(`${WHEN_TASK}/assignee/when`, 'ALWAYS', null),
      ...wrong('/stages/0/tasks/1/with', 'noi-vu'),
      ...wrong(`${TASK}/due`, '2023-12-20', {}, { days: 3 }, { on: '2023-12-20', stage: true }),
      ...wrong(`${TASK}/due`, { stage: true, workingDaysAfter: 'OPENED', days: 3 }),
      ...wrong(`${TASK}/due`, { on: '1999-01-01', stage: false }),
      ...wrong('/stages/2/tasks/0/due/stage', false, 'true', 1),
      ...wrong(`${WHEN_TASK}/due/workingDaysAfter`, 'CLOSED', 3),
      ...wrong(`${WHEN_TASK}/due/days`, 0, '3', 1.5),
      ...wrong(`${TASK}/policy`, null),
      ...wrong(`${TASK}/doneBy`, 'MAGIC', null),
      ...wrong(`${TASK}/document`, 1),
      ...wrong('/stages/7/tasks/1/after', [], 'submit-for-approval', null),
      ...wrong('/stages/7/tasks/1/after/0', 1),
      ...wrong('/stages/2/tasks/0/whenNotDoneAtClose', 'WAIT', null),
    ),
  )('are wrong once: %s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });

  it('an empty list of stages is wrong', () => {
    expect(faults({ '/stages': [], '/digests': [] })).toEqual(['/stages VALUE.INVALID']);
  });

  it.each(['', '{', 'null,', '{"schema": 1,}', "{'schema': 1}"])(
    'a file that is not JSON is wrong as a whole: %s',
    (text) => {
      expect(parsePlan(text, organisations)).toEqual({ faults: [{ path: '', code: 'VALUE.INVALID' }] });
    },
  );

  it('a JSON null is no plan', () => {
    expect(faultsOf(parsePlan('null', organisations))).toEqual([' VALUE.INVALID']);
  });
});

describe('days and times', () => {
  const notDays = [
    '2023-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-12-32',
    '2023-1-1',
    '08/12/2023',
    '',
    '2023-12-08T00:00',
  ];
  const dayPaths = [
    '/issuedOn',
    '/stages/0/opens/on',
    '/stages/4/opens/notBefore',
    '/stages/0/due/on',
    `${TASK}/due/on`,
  ];

  it.each(dayPaths)('%s must be an existing day', (path) => {
    for (const value of [...notDays, '0000-01-01', ' 2023-12-08', '2023-12-08\n']) {
      expect(faults({ [path]: value })).toEqual([`${path} DATE.INVALID`]);
    }
  });

  const timePaths = [
    '/workingTime/from',
    '/workingTime/to',
    `${COMMUNE}/reminders/1/at/time`,
    `${COMMUNE}/escalations/0/at/time`,
    '/digests/0/everyWorkingDayAt',
  ];

  it.each(timePaths)('%s must be a time of day', (path) => {
    for (const value of ['24:00', '7:30', '07:60', '07:30:00', '0730', '', '07:3', '-1:00', ' 07:30', '07:30\n']) {
      expect(faults({ [path]: value })).toEqual([`${path} TIME.INVALID`]);
    }
  });

  it.each(
    rows(
      [
        { '/stages/0/opens': { on: '2024-03-31' } },
        '/stages/0/tasks/0/due/on DUE.BEFORE_OPENING',
        '/stages/0/tasks/1/due/on DUE.BEFORE_OPENING',
        '/stages/0/tasks/2/due/on DUE.BEFORE_OPENING',
      ],
      [{ '/stages/3/due/on': '2023-12-15' }],
      [{ '/stages/3/due/on': '2023-12-14' }, '/stages/3/due/on DUE.BEFORE_OPENING'],
      [{ '/stages/4/due/on': '2024-01-01' }, '/stages/4/due/on DUE.BEFORE_OPENING'],
      [{ '/stages/4/due/on': '2024-01-02' }],
      [{ '/stages/4/tasks/0/due/on': '2024-01-01' }, '/stages/4/tasks/0/due/on DUE.BEFORE_OPENING'],
      [{ [`${WHEN_TASK}/due`]: { on: '2024-01-01' } }, `${WHEN_TASK}/due/on DUE.BEFORE_OPENING`],
      [{ '/stages/4/tasks/0/due/on': '2024-01-01', '/stages/4/opens/notBefore': REMOVED }],
      [
        { '/stages/4/tasks/0/due/on': '2024-01-01', '/stages/4/opens/notBefore': '2024-01-32' },
        '/stages/4/opens/notBefore DATE.INVALID',
      ],
      [{ '/stages/2/opens/on': '2024-01-11' }, '/stages/2/due/on DUE.BEFORE_OPENING'],
    ),
  )('a due day lies not before the opening: %s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });
});
