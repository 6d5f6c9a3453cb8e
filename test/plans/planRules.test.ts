import { REMOVED } from './edits';
import { aTask, anEscalation, COMMUNE, faults, rows, TASK, type Row } from './samplePlan';

describe('names', () => {
  it.each(
    rows(
      ...[
        '/issuer',
        '/lead',
        '/roles/approver/at',
        '/stages/0/lead',
        '/stages/0/with/1',
        '/stages/3/committee',
        `${TASK}/assignee/body`,
        '/stages/1/tasks/2/assignee/owner',
        '/stages/0/tasks/1/with/0',
      ].flatMap((path): Row[] => [
        [{ [path]: 'nobody' }, `${path} BODY.UNKNOWN`],
        [{ [path]: '' }, `${path} BODY.UNKNOWN`],
        [{ [path]: '11155' }, `${path} BODY.UNKNOWN`],
      ]),
      ...[
        '/issuer',
        '/lead',
        '/roles/approver/at',
        '/stages/3/committee',
        `${TASK}/assignee/body`,
        '/stages/1/tasks/2/assignee/owner',
        '/stages/0/tasks/1/with/0',
      ].flatMap((path): Row[] => [
        [{ [path]: 'units' }, `${path} BODY.UNKNOWN`],
        [{ [path]: 'bodies' }, `${path} BODY.UNKNOWN`],
      ]),
      [{ '/stages/0/lead': 'bodies' }, '/stages/0/lead BODY.UNKNOWN'],
      [{ '/stages/7/tasks/1/assignee/role': 'mayor' }, '/stages/7/tasks/1/assignee/role ROLE.UNKNOWN'],
      [{ '/stages/7/tasks/1/assignee/role': 'UNIT_LEADER' }, '/stages/7/tasks/1/assignee/role ROLE.UNKNOWN'],
      [{ [`${COMMUNE}/reminders/1/to`]: ['ASSIGNEE', 'head'] }, `${COMMUNE}/reminders/1/to/1 ROLE.UNKNOWN`],
      [{ [`${COMMUNE}/escalations/1/to/0`]: 'assignee' }, `${COMMUNE}/escalations/1/to/0 ROLE.UNKNOWN`],
      [
        { '/digests/0/to': ['ASSIGNEE', 'approver', 'UNIT_LEADER'] },
        '/digests/0/to/0 ROLE.UNKNOWN',
        '/digests/0/to/2 ROLE.UNKNOWN',
      ],
      [{ [`${TASK}/policy`]: 'policy' }, `${TASK}/policy POLICY.UNKNOWN`],
      [{ '/digests/0/stages/7': 'publicity' }, '/digests/0/stages/7 STAGE.UNKNOWN'],
      [{ '/stages/4/opens/after/0': 'self-score' }, '/stages/4/opens/after/0 STAGE.UNKNOWN'],
      [{ '/stages/7/tasks/1/after': ['guidance'] }, '/stages/7/tasks/1/after/0 TASK.UNKNOWN'],
      [{ '/stages/7/tasks/1/after': ['submit-for-approval', 'nothing'] }, '/stages/7/tasks/1/after/1 TASK.UNKNOWN'],
      [{ '/stages/4/tasks/2/after': ['appraise-field'] }],
      [{ '/stages/4/tasks/2/after': ['explain'] }, '/stages/4/tasks/2/after/0 TASK.UNKNOWN'],
    ),
  )('must exist: %s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });
});

describe('an `after` list whose owner waits for itself', () => {
  it.each(
    rows(
      [{ '/stages/4/opens/after/0': 'appraisal' }, '/stages/4/opens/after AFTER.CYCLE'],
      [
        { '/stages/4/opens/after/0': 'synthesis' },
        '/stages/4/opens/after AFTER.CYCLE',
        '/stages/5/opens/after AFTER.CYCLE',
      ],
      [{ '/stages/7/tasks/1/after': ['approve'] }, '/stages/7/tasks/1/after AFTER.CYCLE'],
      [
        { '/stages/0/tasks/0/after': ['guidance'], '/stages/0/tasks/2/after': ['consolidate-council', 'nothing'] },
        '/stages/0/tasks/0/after AFTER.CYCLE',
        '/stages/0/tasks/2/after AFTER.CYCLE',
        '/stages/0/tasks/2/after/1 TASK.UNKNOWN',
      ],
      [{ '/stages/4/opens': { on: '2024-01-02', after: ['appraisal'] } }, '/stages/4/opens VALUE.INVALID'],
    ),
  )('is a fault, one that only waits for such an owner is not: %s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });
});

describe('rules without effect', () => {
  it.each(
    rows(
      ...[`${COMMUNE}/reminders/0/to`, `${COMMUNE}/escalations/1/to`, '/digests/0/to'].flatMap((path): Row[] => [
        [{ [path]: [] }, `${path} RULE.NO_RECIPIENTS`],
        [{ [path]: REMOVED }, `${path} RULE.NO_RECIPIENTS`],
      ]),
      [
        { [`${COMMUNE}/escalations/0/onlyIf`]: 'PREVIOUS_NOT_ACKNOWLEDGED' },
        `${COMMUNE}/escalations/0/onlyIf CONDITION.NO_PREVIOUS`,
      ],
      [{ [`${COMMUNE}/escalations/1/onlyIf`]: 'PREVIOUS_NOT_ACKNOWLEDGED' }],
      [
        { [`${COMMUNE}/escalations/3`]: anEscalation('last', { onlyIf: 'PREVIOUS_NOT_ACKNOWLEDGED' }) },
        `${COMMUNE}/escalations/3/onlyIf CONDITION.NO_PREVIOUS`,
      ],
      [
        { [`${COMMUNE}/escalations/1/acknowledgeWithinWorkingHours`]: 0 },
        `${COMMUNE}/escalations/1/acknowledgeWithinWorkingHours VALUE.INVALID`,
      ],
      [{ '/stages/0/tasks': [] }, '/stages/0/tasks STAGE.NO_TASK'],
      [
        { '/stages/0/tasks': [aTask('only', { assignee: { each: 'unit', when: 'ITEMS_RETURNED' } })] },
        '/stages/0/tasks STAGE.NO_TASK',
      ],
      [{ '/stages/0/tasks': [aTask('a', { assignee: { each: 'unit', when: 'ITEMS_RETURNED' } }), aTask('b')] }],
      [{ '/stages/2/closes': REMOVED }, '/stages/2/completes STAGE.CLOSES_MISMATCH'],
      [{ '/stages/0/closes': { workingDaysAfterDue: 3 } }, '/stages/0/completes STAGE.CLOSES_MISMATCH'],
      [{ '/stages/0/completes': 'ALL_TASKS_DONE_OR_CLOSED' }, '/stages/0/completes STAGE.CLOSES_MISMATCH'],
      [
        { '/digests/0/fromWorkingDaysBeforeDue': REMOVED, '/digests/0/onlyIf': 'NOBODY' },
        '/digests/0/onlyIf VALUE.INVALID',
      ],
    ),
  )('are faults: %s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });
});
