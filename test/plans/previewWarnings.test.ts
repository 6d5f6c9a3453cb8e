import { WARNING_CODES, type WarningCode } from '../../src/campaigns/domain/preview/warning';
import { REMOVED } from './edits';
import { previewWith, warningsWith, type PreviewOptions } from './previewSupport';
import { aTask, anEscalation, COMMUNE } from './samplePlan';

const OFFICE = '/policies/office-work';

/** Read line by line against the plan's text: each of these is true of Plan 146/KH-UBND launched on the day it was issued. */
const OF_THE_SAMPLE = [
  // 31/12/2023 and 31/03/2024 are Sundays.
  'LIMIT.NOT_WORKING_DAY /stages/0/due/on',
  'LIMIT.NOT_WORKING_DAY /stages/0/tasks/3/due/on',
  'LIMIT.NOT_WORKING_DAY /stages/1/due/on',
  'LIMIT.NOT_WORKING_DAY /stages/1/tasks/2/due/on',
  'LIMIT.NOT_WORKING_DAY /stages/1/tasks/3/due/on',
  'LIMIT.NOT_WORKING_DAY /stages/3/due/on',
  'LIMIT.NOT_WORKING_DAY /stages/7/due/on',
  // Seven working days before 18/12 is 07/12, five before 13/12 is 06/12: before the plan was issued.
  `INSTANT.PAST ${COMMUNE}/reminders/1/at`,
  `INSTANT.PAST ${OFFICE}/reminders/1/at`,
  // The Council's meeting and the report that it decides on are both due on 29/02.
  'LIMITS.NO_WORKING_DAY_BETWEEN /stages/6/due/on',
  // to-coordinator follows to-unit-leader whether that was acknowledged or not.
  `ACKNOWLEDGEMENT.UNREAD ${COMMUNE}/escalations/0/acknowledgeWithinWorkingHours`,
  // The approver's own task is escalated to the approver.
  `ESCALATION.ONLY_ASSIGNEE ${OFFICE}/escalations/1/to`,
];

describe('the warnings of the sample plan', () => {
  it('are these', () => {
    expect(warningsWith()).toEqual(OF_THE_SAMPLE);
  });

  it('are Vietnamese sentences that name rule, task or stage and day', () => {
    const sentences = previewWith().warnings.map(({ message }) => message);
    expect(sentences).toMatchSnapshot();
    for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
  });
});

/** A change of the sample plan or of its circumstances, and the warning that it brings. */
const CASES: readonly (readonly [WarningCode, string, PreviewOptions, string])[] = [
  ['LIMIT.NOT_WORKING_DAY', 'a day inside Tết', { edits: { '/stages/5/due/on': '2024-02-10' } }, '/stages/5/due/on'],
  [
    'LIMIT.NOT_WORKING_DAY',
    'a Saturday as the due day of a task',
    { edits: { '/stages/0/tasks/1/due/on': '2023-12-23' } },
    '/stages/0/tasks/1/due/on',
  ],
  [
    'STAGE.DUE_BEFORE_PREDECESSOR',
    'a stage due before one it waits for',
    { edits: { '/stages/5/due/on': '2024-01-30' } },
    '/stages/5/due/on',
  ],
  ['RECIPIENTS.EMPTY', 'a role that nobody holds', { vacant: ['coordinator@noi-vu'] }, `${COMMUNE}/escalations/1/to`],
  ['RECIPIENTS.EMPTY', 'a digest for nobody', { vacant: ['coordinator@noi-vu'] }, '/digests/0/to'],
  [
    'RECIPIENTS.EMPTY',
    'an office without anybody',
    { vacant: ['official@11164', 'leader@11164'] },
    `${COMMUNE}/reminders/0/to`,
  ],
  ['INSTANT.PAST', 'a launch too late for the opening', { on: '2023-12-20T08:00' }, '/stages/0/opens/on'],
  ['INSTANT.PAST', 'a launch too late for a reminder', { on: '2023-12-20T08:00' }, `${COMMUNE}/reminders/4/at`],
  [
    'MESSAGES.TOO_MANY',
    'four reminders of one task on one day',
    {
      edits: {
        [`${OFFICE}/reminders/1`]: { key: 'a', at: { workingDays: -1, time: '09:00' }, to: ['ASSIGNEE'] },
        [`${OFFICE}/reminders/3`]: { key: 'b', at: { workingDays: -1, time: '10:00' }, to: ['ASSIGNEE'] },
        [`${OFFICE}/reminders/4`]: { key: 'c', at: { workingDays: -1, time: '11:00' }, to: ['ASSIGNEE'] },
      },
    },
    `${OFFICE}/reminders/4`,
  ],
  [
    'LIMITS.NO_WORKING_DAY_BETWEEN',
    'a stage due on the day of the one before',
    { edits: { '/stages/5/due/on': '2024-01-31', '/stages/5/tasks/0/due/on': '2024-02-20' } },
    '/stages/5/due/on',
  ],
  [
    'LIMITS.NO_WORKING_DAY_BETWEEN',
    'a task given on Friday evening and due on Sunday',
    { edits: { '/stages/7/tasks/1/due/on': '2024-03-10' } },
    '/stages/7/tasks/1/due/on',
  ],
  [
    'TIME.OUTSIDE_WORKING_TIME',
    'a reminder at the end of working time',
    { edits: { [`${COMMUNE}/reminders/2/at/time`]: '17:00' } },
    `${COMMUNE}/reminders/2/at/time`,
  ],
  [
    'TIME.OUTSIDE_WORKING_TIME',
    'a digest before working time',
    { edits: { '/digests/0/everyWorkingDayAt': '07:00' } },
    '/digests/0/everyWorkingDayAt',
  ],
  [
    'ACKNOWLEDGEMENT.UNREAD',
    'the last escalation waits for an acknowledgement',
    { edits: { [`${OFFICE}/escalations/1/acknowledgeWithinWorkingHours`]: 4 } },
    `${OFFICE}/escalations/1/acknowledgeWithinWorkingHours`,
  ],
  [
    'ESCALATION.ONLY_ASSIGNEE',
    'an escalation to the assignee',
    { edits: { [`${COMMUNE}/escalations/3`]: anEscalation('back', { to: ['ASSIGNEE'] }) } },
    `${COMMUNE}/escalations/3/to`,
  ],
  [
    'TASK.DUE_BEFORE_CREATION',
    'a task due before the one it waits for',
    { edits: { '/stages/7/tasks/1/due/on': '2024-03-06' } },
    '/stages/7/tasks/1/due/on',
  ],
  [
    'TASK.DUE_BEFORE_CREATION',
    'a stage that waits too long for its tasks to be in time',
    { edits: { '/stages/6/due/on': '2024-02-19', '/stages/6/tasks/0/due/on': '2024-02-19' } },
    '/stages/6/tasks/1/due',
  ],
];

describe('each warning', () => {
  it.each(CASES)('%s: %s', (code, _what, options, pointer) => {
    const warning = `${code} ${pointer}`;
    expect(warningsWith(options)).toContain(warning);
    const before = warningsWith();
    if (before.includes(warning)) throw new Error(`${warning} is there without the change`);
  });

  it('has a case', () => {
    expect([...new Set(CASES.map(([code]) => code))].sort()).toEqual([...WARNING_CODES].sort());
  });
});

describe('no warning', () => {
  it('of an acknowledgement that the next escalation reads', () => {
    expect(warningsWith()).not.toContain(
      `ACKNOWLEDGEMENT.UNREAD ${COMMUNE}/escalations/1/acknowledgeWithinWorkingHours`,
    );
  });

  it('of a limit on a Saturday that is worked', () => {
    // 04/05/2024 is worked instead of 29/04/2024.
    const edits = { '/stages/7/due/on': '2024-05-04' };
    expect(warningsWith({ edits })).not.toContain('LIMIT.NOT_WORKING_DAY /stages/7/due/on');
  });

  it('of three messages on one day', () => {
    expect(warningsWith().filter((warning) => warning.startsWith('MESSAGES'))).toEqual([]);
  });

  it('of a plan with nothing to say', () => {
    const stage = {
      key: 'one',
      title: 'Một bước',
      lead: 'noi-vu',
      opens: { on: '2024-01-08' },
      due: { on: '2024-01-31' },
      completes: 'ALL_TASKS_DONE',
      tasks: [aTask('one')],
    };
    const edits = { '/stages': [stage], '/digests': REMOVED, [`${COMMUNE}/escalations`]: REMOVED };
    expect(warningsWith({ edits })).toEqual([]);
  });
});
