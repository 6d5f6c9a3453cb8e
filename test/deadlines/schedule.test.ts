import fc from 'fast-check';
import {
  closingInstant,
  plannedInstant,
  stepsForNewDueDay,
  stepsOfNewTask,
  type TaskDates,
} from '../../src/deadlines/domain/schedule';
import type { NewStep } from '../../src/deadlines/domain/step';
import type { Policy, ReminderRule, Repeat } from '../../src/plans/domain/plan';
import { aCalendar, at, aStep, shown } from './support';

const calendar = aCalendar();

describe('the closing of a task', () => {
  it.each([
    [0, '2024-01-10', '2024-01-10', '2024-01-11 00:00', 'the day after the due day'],
    [0, '2023-12-31', '2023-12-31', '2024-01-01 00:00', 'though neither is a working day'],
    [5, '2024-01-10', '2024-01-10', '2024-01-18 00:00', 'the day after the fifth working day'],
    [1, '2024-01-12', '2024-01-12', '2024-01-16 00:00', 'over a weekend'],
    [1, '2024-02-07', '2024-02-07', '2024-02-16 00:00', 'over Tết'],
    [1, '2024-01-10', '2024-01-05', '2024-01-12 00:00', 'counted from the due day of the stage, which is later'],
    [1, '2024-01-10', '2024-01-16', '2024-01-18 00:00', 'counted from the due day of the task, which is later'],
  ])('%i working days after the later of %s and %s is %s: %s', (n, stageDueOn, taskDueOn, expected) => {
    const closing = closingInstant({ workingDaysAfterDue: n }, stageDueOn, taskDueOn, calendar);
    expect(closing === null ? null : shown(closing)).toBe(expected);
  });

  it('is none where the stage does not close', () => {
    expect(closingInstant(undefined, '2024-01-10', '2024-01-10', calendar)).toBeNull();
  });
});

const DUE_WEDNESDAY: TaskDates = { createdAt: at('2024-01-02 08:00'), dueOn: '2024-01-10' };

describe('the instant of a rule counted from the due day', () => {
  it.each([
    [-7, '2024-01-10', '2023-12-29 08:00'],
    [-3, '2024-01-10', '2024-01-05 08:00'],
    [-1, '2024-01-10', '2024-01-09 08:00'],
    [0, '2024-01-10', '2024-01-10 08:00'],
    [1, '2024-01-10', '2024-01-11 08:00'],
    [4, '2024-01-10', '2024-01-16 08:00'],
    [0, '2023-12-31', '2023-12-29 08:00'],
    [-1, '2023-12-31', '2023-12-29 08:00'],
    [1, '2023-12-31', '2024-01-02 08:00'],
    [1, '2024-02-09', '2024-02-15 08:00'],
  ])('%i working days from %s is %s', (workingDays, dueOn, expected) => {
    const rule: ReminderRule = { key: 'rule', at: { workingDays, time: '08:00' }, to: ['ASSIGNEE'] };
    expect(shown(plannedInstant(rule, 1, { ...DUE_WEDNESDAY, dueOn }, calendar))).toBe(expected);
  });
});

describe('a rule that repeats', () => {
  const overdue = (repeat: Repeat): ReminderRule => ({
    key: 'overdue',
    at: { workingDays: 1, time: '20:15' },
    repeat,
    to: ['ASSIGNEE'],
  });

  it.each([
    [1, 5, ['2024-01-11', '2024-01-12', '2024-01-15', '2024-01-16', '2024-01-17']],
    [2, 3, ['2024-01-11', '2024-01-15', '2024-01-17']],
    [30, 2, ['2024-01-11', '2024-02-29']],
    [1, 1, ['2024-01-11']],
  ])('every %i working days, %i times', (everyWorkingDays, times, days) => {
    const steps = stepsOfNewTask({ reminders: [overdue({ everyWorkingDays, times })] }, DUE_WEDNESDAY, calendar);
    expect(steps.map(({ repetition, plannedAt }) => [repetition, shown(plannedAt)])).toEqual(
      days.map((day, index) => [index + 1, `${day} 20:15`]),
    );
  });
});

describe('OPENED', () => {
  const opened: ReminderRule = { key: 'assigned', at: { event: 'OPENED' }, to: ['ASSIGNEE'] };

  it.each([
    ['2024-01-08 09:15', '2024-01-08 09:15', 'in working time at once'],
    ['2024-01-08 07:30', '2024-01-08 07:30', 'at its first instant at once'],
    ['2024-01-08 17:00', '2024-01-09 07:30', 'at its end the next morning'],
    ['2024-01-12 00:00', '2024-01-12 07:30', 'at midnight in the morning'],
    ['2024-01-12 23:00', '2024-01-15 07:30', 'on Friday night on Monday'],
    ['2024-02-10 10:00', '2024-02-15 07:30', 'in Tết after it'],
  ])('created at %s it falls on %s: %s', (createdAt, expected) => {
    expect(shown(plannedInstant(opened, 1, { createdAt: at(createdAt), dueOn: '2024-02-20' }, calendar))).toBe(
      expected,
    );
  });

  it('repeats at the same local time, to the second', () => {
    const twice: ReminderRule = { ...opened, repeat: { everyWorkingDays: 1, times: 2 } };
    const createdAt = at('2024-01-12T10:00:42.007+07:00');
    expect(plannedInstant(twice, 2, { createdAt, dueOn: '2024-02-20' }, calendar) - createdAt).toBe(3 * 86_400_000);
  });

  it('repeats at the same local time over a change of the clocks', () => {
    const berlin = aCalendar({ zone: 'Europe/Berlin' });
    const twice: ReminderRule = { ...opened, repeat: { everyWorkingDays: 1, times: 2 } };
    const dates = { createdAt: at('2024-03-28T10:00:00+01:00'), dueOn: '2024-04-20' };
    expect([1, 2].map((repetition) => plannedInstant(twice, repetition, dates, berlin))).toEqual([
      at('2024-03-28T10:00:00+01:00'),
      at('2024-03-29T10:00:00+01:00'),
    ]);
    const later = { ...dates, createdAt: at('2024-03-29T10:00:00+01:00') };
    expect(plannedInstant(twice, 2, later, berlin)).toBe(at('2024-04-01T10:00:00+02:00'));
  });
});

const POLICY: Policy = {
  reminders: [
    { key: 'assigned', at: { event: 'OPENED' }, to: ['ASSIGNEE'] },
    { key: 'before', at: { workingDays: -1, time: '08:00' }, to: ['ASSIGNEE'] },
    {
      key: 'overdue',
      at: { workingDays: 1, time: '08:00' },
      repeat: { everyWorkingDays: 1, times: 2 },
      to: ['ASSIGNEE'],
    },
  ],
  escalations: [
    { key: 'first', at: { workingDays: 1, time: '14:00' }, to: ['UNIT_LEADER'] },
    { key: 'opened', at: { event: 'OPENED' }, to: ['UNIT_LEADER'] },
  ],
};

function keyOf({ kind, rule, repetition, version }: NewStep): string {
  return `${kind}/${rule}/${String(repetition)}/${String(version)}`;
}

function shownStep(step: NewStep): string {
  return `${keyOf(step)} ${shown(step.plannedAt)}${step.isPast ? ' PAST' : ''}`;
}

describe('the steps of a new task', () => {
  it('are all there from the moment it exists, in the order of the policy', () => {
    expect(stepsOfNewTask(POLICY, DUE_WEDNESDAY, calendar).map(shownStep)).toEqual([
      'REMINDER/assigned/1/1 2024-01-02 08:00',
      'REMINDER/before/1/1 2024-01-09 08:00',
      'REMINDER/overdue/1/1 2024-01-11 08:00',
      'REMINDER/overdue/2/1 2024-01-12 08:00',
      'ESCALATION/first/1/1 2024-01-11 14:00',
      'ESCALATION/opened/1/1 2024-01-02 08:00',
    ]);
  });

  it.each([
    ['2024-01-09 07:59', false],
    ['2024-01-09 08:00', false],
    ['2024-01-09 08:01', true],
  ])('created at %s: the one planned for 08:00 is PAST: %s', (createdAt, expected) => {
    const steps = stepsOfNewTask(POLICY, { ...DUE_WEDNESDAY, createdAt: at(createdAt) }, calendar);
    expect(steps.find((step) => step.rule === 'before')?.isPast).toBe(expected);
  });

  it('of a task born after its due day are planned like any other', () => {
    const steps = stepsOfNewTask(POLICY, { createdAt: at('2024-01-11 10:00'), dueOn: '2024-01-10' }, calendar);
    expect(steps.map(shownStep)).toEqual([
      'REMINDER/assigned/1/1 2024-01-11 10:00',
      'REMINDER/before/1/1 2024-01-09 08:00 PAST',
      'REMINDER/overdue/1/1 2024-01-11 08:00 PAST',
      'REMINDER/overdue/2/1 2024-01-12 08:00',
      'ESCALATION/first/1/1 2024-01-11 14:00',
      'ESCALATION/opened/1/1 2024-01-11 10:00',
    ]);
  });

  it('are none of a policy without rules', () => {
    expect(stepsOfNewTask({}, DUE_WEDNESDAY, calendar)).toEqual([]);
  });
});

describe('a new due day', () => {
  const now = at('2024-01-11 08:00');
  const latest = [
    aStep('REMINDER', 'assigned', 0, { status: 'FIRED' }),
    aStep('REMINDER', 'before', 0, { status: 'FIRED', version: 2 }),
    aStep('REMINDER', 'overdue', 0, { repetition: 1 }),
    aStep('REMINDER', 'overdue', 0, { repetition: 2, version: 3 }),
    aStep('ESCALATION', 'first', 0, { status: 'SUPPRESSED', reason: 'DONE' }),
    aStep('ESCALATION', 'opened', 0),
  ];

  it('gives each step counted from it the version after its latest, whatever became of that; OPENED steps stay', () => {
    const steps = stepsForNewDueDay(POLICY, { ...DUE_WEDNESDAY, dueOn: '2024-01-12' }, calendar, latest, now);
    expect(steps.map(shownStep)).toEqual([
      'REMINDER/before/1/3 2024-01-11 08:00',
      'REMINDER/overdue/1/2 2024-01-15 08:00',
      'REMINDER/overdue/2/4 2024-01-16 08:00',
      'ESCALATION/first/1/2 2024-01-15 14:00',
    ]);
  });

  it('leaves PAST what lies before now, and plans what falls on now', () => {
    const steps = stepsForNewDueDay(POLICY, { ...DUE_WEDNESDAY, dueOn: '2024-01-11' }, calendar, latest, now);
    expect(steps.map(shownStep)).toEqual([
      'REMINDER/before/1/3 2024-01-10 08:00 PAST',
      'REMINDER/overdue/1/2 2024-01-12 08:00',
      'REMINDER/overdue/2/4 2024-01-15 08:00',
      'ESCALATION/first/1/2 2024-01-12 14:00',
    ]);
  });
});

describe('properties', () => {
  const repeat = fc.option(
    fc.record({ everyWorkingDays: fc.integer({ min: 1, max: 4 }), times: fc.integer({ min: 1, max: 5 }) }),
    {
      nil: undefined,
    },
  );
  const time = fc.oneof(
    fc.constant({ event: 'OPENED' as const }),
    fc.record({
      workingDays: fc.integer({ min: -12, max: 12 }),
      time: fc.constantFrom('00:00', '08:00', '14:00', '23:59'),
    }),
  );
  const rules = (kind: string) =>
    fc.array(fc.record({ at: time, repeat }), { maxLength: 4 }).map((list) =>
      list.map(({ at: when, repeat: again }, index): ReminderRule => ({
        key: `${kind}-${String(index)}`,
        at: when,
        to: ['ASSIGNEE'],
        ...(again === undefined ? {} : { repeat: again }),
      })),
    );
  const policies = fc.record({ reminders: rules('r'), escalations: rules('e') });
  const days = fc
    .integer({ min: 0, max: 120 })
    .map((n) => new Date(Date.UTC(2023, 11, 1 + n)).toISOString().slice(0, 10));
  const instants = fc.integer({ min: at('2023-12-01 00:00'), max: at('2024-03-30 00:00') });

  it('no two steps of a task share their key, and each repetition comes after the one before', () => {
    fc.assert(
      fc.property(policies, instants, days, (policy, createdAt, dueOn) => {
        const steps = stepsOfNewTask(policy, { createdAt, dueOn }, calendar);
        expect(new Set(steps.map(keyOf)).size).toBe(steps.length);
        for (const step of steps.filter(({ repetition }) => repetition > 1)) {
          const before = steps.find(
            (one) => one.kind === step.kind && one.rule === step.rule && one.repetition === step.repetition - 1,
          );
          expect(before?.plannedAt).toBeLessThan(step.plannedAt);
        }
      }),
    );
  });

  it('what is PAST lies before now, what is planned does not, and OPENED is never PAST', () => {
    fc.assert(
      fc.property(policies, instants, days, instants, (policy, createdAt, dueOn, now) => {
        const steps = stepsOfNewTask(policy, { createdAt, dueOn }, calendar);
        for (const step of steps) expect(step.isPast).toBe(step.plannedAt < createdAt);
        expect(steps.filter((step) => step.isPast && step.countedFrom === 'OPENED')).toEqual([]);
        const moved = stepsForNewDueDay(policy, { createdAt, dueOn }, calendar, [], now);
        for (const step of moved) expect(step.isPast).toBe(step.plannedAt < now);
        expect(moved.every((step) => step.countedFrom === 'DUE')).toBe(true);
      }),
    );
  });

  it('every step falls on a working day', () => {
    fc.assert(
      fc.property(policies, instants, days, (policy, createdAt, dueOn) => {
        const steps = stepsOfNewTask(policy, { createdAt, dueOn }, calendar);
        expect(steps.every((step) => calendar.isWorkingDay(calendar.dayOf(step.plannedAt)))).toBe(true);
      }),
    );
  });
});
