import { judgeTask, type EscalationRow, type Judgement, type TaskToJudge } from '../../src/deadlines/domain/judgement';
import type { Directory } from '../../src/deadlines/domain/recipients';
import type { Step, StepKind } from '../../src/deadlines/domain/step';
import type { Policy } from '../../src/plans/domain/plan';
import type { Instant } from '../../src/shared/instant';
import { aCalendar, aDirectory, at, aStep, COMMUNE_TASK, EVERYBODY, shown } from './support';

const calendar = aCalendar();
const AT_EIGHT = { workingDays: 1, time: '08:00' };

const POLICY: Policy = {
  reminders: [
    { key: 'assigned', at: { event: 'OPENED' }, to: ['UNIT_LEADER'] },
    { key: 'before', at: { workingDays: -1, time: '08:00' }, to: ['ASSIGNEE'] },
    { key: 'overdue', at: AT_EIGHT, repeat: { everyWorkingDays: 1, times: 3 }, to: ['ASSIGNEE'] },
  ],
  escalations: [
    {
      key: 'first',
      at: AT_EIGHT,
      repeat: { everyWorkingDays: 1, times: 2 },
      to: ['UNIT_LEADER'],
      acknowledgeWithinWorkingHours: 8,
    },
    {
      key: 'second',
      at: AT_EIGHT,
      to: ['coordinator'],
      onlyIf: 'PREVIOUS_NOT_ACKNOWLEDGED',
      acknowledgeWithinWorkingHours: 4,
    },
    { key: 'third', at: AT_EIGHT, to: ['approver'], onlyIf: 'PREVIOUS_NOT_ACKNOWLEDGED' },
  ],
};
const RULE_ORDER: Readonly<Record<string, number>> = {
  assigned: 0,
  before: 1,
  overdue: 2,
  first: 0,
  second: 1,
  third: 2,
};

function aRow(kind: StepKind, rule: string, plannedAt: string, more: Partial<EscalationRow> = {}): EscalationRow {
  const step = aStep(kind, rule, at(plannedAt), { ruleOrder: RULE_ORDER[rule] ?? 0, ...more });
  return { isAcknowledged: false, ...step };
}

const planned = (rule: string, plannedAt: string, more: Partial<EscalationRow> = {}) =>
  aRow('ESCALATION', rule, plannedAt, more);
const fired = (rule: string, firedAt: string, more: Partial<EscalationRow> = {}) =>
  planned(rule, firedAt, { status: 'FIRED', firedAt: at(firedAt), ...more });
const suppressed = (rule: string, reason: EscalationRow['reason'], more: Partial<EscalationRow> = {}) =>
  planned(rule, '2024-01-11 08:00', { status: 'SUPPRESSED', reason, ...more });

function isDue(step: Step, now: Instant): boolean {
  return step.status === 'PLANNED' && step.plannedAt <= now;
}

/** Judges what of these rows is due, and says in words what became of each, in the order of judgement. */
function judged(
  now: string,
  rows: readonly EscalationRow[],
  directory: Directory = aDirectory({ holders: EVERYBODY }),
): string[] {
  const instant = at(now);
  const task: TaskToJudge = {
    assignment: COMMUNE_TASK,
    policy: POLICY,
    due: rows.filter((row) => isDue(row, instant)),
    escalations: rows.filter((row) => row.kind === 'ESCALATION'),
  };
  return judgeTask(task, { now: instant, calendar, directory }).map(inWords);
}

function inWords(judgement: Judgement): string {
  const { rule, repetition, version } = judgement.step;
  const step = `${rule}/${String(repetition)}/${String(version)}`;
  switch (judgement.outcome) {
    case 'FIRED':
      return `${step} tells ${judgement.recipients.map(({ personId }) => personId).join(' ')}`;
    case 'SUPPRESSED':
      return `${step} ${judgement.reason}`;
    case 'WAITING':
      return `${step} waits as ${String(judgement.next.version)} until ${shown(judgement.next.plannedAt)}`;
  }
}

describe('of several reminders due in one run', () => {
  it('only the last is sent, to those whom the others would have reached as well', () => {
    const rows = [
      aRow('REMINDER', 'overdue', '2024-01-11 08:00'),
      aRow('REMINDER', 'assigned', '2024-01-08 08:00'),
      aRow('REMINDER', 'before', '2024-01-09 08:00'),
    ];
    expect(judged('2024-01-11 09:00', rows)).toEqual([
      'assigned/1/1 OVERTAKEN',
      'before/1/1 OVERTAKEN',
      'overdue/1/1 tells leader official-1 official-2',
    ]);
  });

  it.each([
    [
      'the later rule of the policy, of one instant',
      [aRow('REMINDER', 'overdue', '2024-01-11 08:00'), aRow('REMINDER', 'before', '2024-01-11 08:00')],
      ['before/1/1 OVERTAKEN', 'overdue/1/1 tells official-1 official-2'],
    ],
    [
      'the later repetition, of one instant',
      [
        aRow('REMINDER', 'overdue', '2024-01-11 08:00', { repetition: 2 }),
        aRow('REMINDER', 'overdue', '2024-01-11 08:00'),
      ],
      ['overdue/1/1 OVERTAKEN', 'overdue/2/1 tells official-1 official-2'],
    ],
    [
      'the later instant, whatever the order of the policy',
      [aRow('REMINDER', 'assigned', '2024-01-11 07:30'), aRow('REMINDER', 'before', '2024-01-11 07:00')],
      ['before/1/1 OVERTAKEN', 'assigned/1/1 tells official-1 official-2 leader'],
    ],
  ])('the last is %s', (_words, rows, expected) => {
    expect(judged('2024-01-11 09:00', rows)).toEqual(expected);
  });

  it('an escalation overtakes none, and none overtakes it', () => {
    const rows = [
      aRow('REMINDER', 'before', '2024-01-09 08:00'),
      planned('first', '2024-01-11 08:00'),
      planned('first', '2024-01-12 08:00', { repetition: 2 }),
    ];
    expect(judged('2024-01-12 09:00', rows)).toEqual([
      'before/1/1 tells official-1 official-2',
      'first/1/1 tells leader',
      'first/2/1 tells leader',
    ]);
  });

  it('the last reaches nobody: NO_RECIPIENT, and the others stay OVERTAKEN', () => {
    const rows = [aRow('REMINDER', 'before', '2024-01-09 08:00'), aRow('REMINDER', 'overdue', '2024-01-11 08:00')];
    expect(judged('2024-01-11 08:00', rows, aDirectory({ holders: {} }))).toEqual([
      'before/1/1 OVERTAKEN',
      'overdue/1/1 NO_RECIPIENT',
    ]);
  });
});

describe('an escalation only if the one before is not acknowledged', () => {
  const SECOND = planned('second', '2024-01-12 08:00');
  const acknowledged = { isAcknowledged: true };

  it.each<[string, string, EscalationRow[], string]>([
    [
      'all that fired was acknowledged',
      '2024-01-12 08:00',
      [fired('first', '2024-01-11 08:00', acknowledged)],
      'second/1/1 CONDITION',
    ],
    [
      'it was acknowledged late',
      '2024-01-12 15:00',
      [fired('first', '2024-01-09 08:00', acknowledged)],
      'second/1/1 CONDITION',
    ],
    [
      'what fired was acknowledged though a repetition is still planned',
      '2024-01-12 08:00',
      [fired('first', '2024-01-11 08:00', acknowledged), planned('first', '2024-01-15 08:00', { repetition: 2 })],
      'second/1/1 CONDITION',
    ],
    ['its time is out', '2024-01-12 08:00', [fired('first', '2024-01-10 08:00')], 'second/1/1 tells coordinator'],
    [
      'its time is out at this very instant',
      '2024-01-12 08:00',
      [fired('first', '2024-01-11 09:30')],
      'second/1/1 tells coordinator',
    ],
    [
      'its time still runs',
      '2024-01-12 08:00',
      [fired('first', '2024-01-11 14:00')],
      'second/1/1 waits as 2 until 2024-01-12 12:30',
    ],
    [
      'a repetition does not start the time anew',
      '2024-01-12 08:00',
      [fired('first', '2024-01-10 08:00'), fired('first', '2024-01-12 08:00', { repetition: 2 })],
      'second/1/1 tells coordinator',
    ],
    [
      'the first was acknowledged, its repetition was not',
      '2024-01-12 08:00',
      [fired('first', '2024-01-09 08:00', acknowledged), fired('first', '2024-01-11 14:00', { repetition: 2 })],
      'second/1/1 waits as 2 until 2024-01-12 12:30',
    ],
    [
      'it is still planned',
      '2024-01-12 08:00',
      [planned('first', '2024-01-15 14:00')],
      'second/1/1 waits as 2 until 2024-01-16 12:30',
    ],
    [
      'it is planned, counted from the earliest',
      '2024-01-12 08:00',
      [planned('first', '2024-01-16 14:00', { repetition: 2 }), planned('first', '2024-01-15 14:00')],
      'second/1/1 waits as 2 until 2024-01-16 12:30',
    ],
    ['nobody could be told', '2024-01-12 08:00', [suppressed('first', 'NO_RECIPIENT')], 'second/1/1 tells coordinator'],
    ['its instant was past', '2024-01-12 08:00', [suppressed('first', 'PAST')], 'second/1/1 tells coordinator'],
    [
      'one of its repetitions reached nobody, another was not needed',
      '2024-01-12 08:00',
      [suppressed('first', 'CONDITION'), suppressed('first', 'NO_RECIPIENT', { repetition: 2 })],
      'second/1/1 tells coordinator',
    ],
    ['it was not needed', '2024-01-12 08:00', [suppressed('first', 'CONDITION')], 'second/1/1 CONDITION'],
    ['a done task came between', '2024-01-12 08:00', [suppressed('first', 'DONE')], 'second/1/1 CONDITION'],
    [
      'the latest version counts: what fired before an extension does not',
      '2024-01-12 08:00',
      [fired('first', '2024-01-02 08:00'), planned('first', '2024-01-15 14:00', { version: 2 })],
      'second/1/1 waits as 2 until 2024-01-16 12:30',
    ],
    [
      'the latest version counts: the one before was PAST',
      '2024-01-12 08:00',
      [suppressed('first', 'PAST'), fired('first', '2024-01-11 14:00', { version: 2 })],
      'second/1/1 waits as 2 until 2024-01-12 12:30',
    ],
    [
      'each repetition has a latest version of its own',
      '2024-01-12 08:00',
      [fired('first', '2024-01-10 08:00', { repetition: 2 }), planned('first', '2024-01-15 08:00', { version: 5 })],
      'second/1/1 tells coordinator',
    ],
    ['it has no row at all', '2024-01-12 08:00', [], 'second/1/1 CONDITION'],
  ])('%s', (_words, now, rows, expected) => {
    expect(judged(now, [...rows, SECOND]).filter((line) => line.startsWith('second'))).toEqual([expected]);
  });

  it('waits as the version after the latest, and is judged again when that comes due', () => {
    const rows = [
      fired('first', '2024-01-11 14:00'),
      planned('second', '2024-01-12 08:00', { version: 3, status: 'SUPERSEDED', reason: 'WAITING' }),
      planned('second', '2024-01-12 12:30', { version: 4 }),
    ];
    expect(judged('2024-01-12 12:30', rows)).toEqual(['second/1/4 tells coordinator']);
    expect(judged('2024-01-12 12:30', [fired('first', '2024-01-11 14:00', acknowledged), ...rows.slice(1)])).toEqual([
      'second/1/4 CONDITION',
    ]);
  });

  it('knows what became of the one before in this very run', () => {
    const rows = [
      planned('third', '2024-01-12 08:00'),
      planned('first', '2024-01-11 08:00'),
      planned('second', '2024-01-12 08:00'),
    ];
    expect(judged('2024-01-15 08:00', rows)).toEqual([
      'first/1/1 tells leader',
      'second/1/1 waits as 2 until 2024-01-15 16:00',
      'third/1/1 waits as 2 until 2024-01-16 10:30',
    ]);
  });

  it('waits from now where the one before is due in this run, but judged after it', () => {
    const rows = [planned('second', '2024-01-11 08:00'), planned('first', '2024-01-12 08:00')];
    expect(judged('2024-01-15 08:00', rows)).toEqual([
      'second/1/1 waits as 2 until 2024-01-15 16:00',
      'first/1/1 tells leader',
    ]);
  });

  it('goes up at once, step by step, where nobody holds the roles before', () => {
    const onlyApprover = aDirectory({
      holders: { 'official@commune': ['official-1'], 'approver@office': ['approver'] },
    });
    const rows = [
      planned('first', '2024-01-11 08:00'),
      planned('second', '2024-01-12 08:00'),
      planned('third', '2024-01-12 08:00'),
    ];
    expect(judged('2024-01-15 08:00', rows, onlyApprover)).toEqual([
      'first/1/1 NO_RECIPIENT',
      'second/1/1 NO_RECIPIENT',
      'third/1/1 tells approver',
    ]);
  });

  it('is judged by its condition before it is seen that it would reach nobody', () => {
    const rows = [fired('first', '2024-01-11 08:00', acknowledged), SECOND];
    expect(judged('2024-01-12 08:00', rows, aDirectory({ holders: {} }))).toEqual(['second/1/1 CONDITION']);
  });

  it('is CONDITION where the one before it was not needed either', () => {
    const rows = [fired('first', '2024-01-11 08:00', acknowledged), SECOND, planned('third', '2024-01-12 08:00')];
    expect(judged('2024-01-12 08:00', rows)).toEqual(['second/1/1 CONDITION', 'third/1/1 CONDITION']);
  });
});

it('a task of which nothing is due is judged to nothing', () => {
  expect(judged('2024-01-10 08:00', [planned('first', '2024-01-11 08:00')])).toEqual([]);
});
