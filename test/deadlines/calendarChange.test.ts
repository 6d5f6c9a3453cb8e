import { movedStep, type CalendarChange } from '../../src/deadlines/domain/calendarChange';
import { plannedInstant, type TaskDates } from '../../src/deadlines/domain/schedule';
import type { Policy, ReminderRule } from '../../src/plans/domain/plan';
import { aCalendar, at, aStep, shown } from './support';

const DUE_WEDNESDAY: TaskDates = { createdAt: at('2024-01-02 08:00'), dueOn: '2024-01-10' };

function dayOff(day: string, now: string, before = aCalendar()): CalendarChange {
  return { kind: 'DAYS_OFF', before, after: aCalendar({ daysOff: [day] }), now: at(now) };
}

function worked(day: string, now: string): CalendarChange {
  return { kind: 'DAYS_WORKED', before: aCalendar(), after: aCalendar({ workingWeekends: [day] }), now: at(now) };
}

/** Where a change puts the first repetition of a rule; `stays` if it keeps its row. */
function moved(rule: ReminderRule, change: CalendarChange, dates = DUE_WEDNESDAY, repetition = 1): string {
  const policy: Policy = { reminders: [rule] };
  const plannedAt = plannedInstant(rule, repetition, dates, change.before);
  const countedFrom = 'event' in rule.at ? 'OPENED' : 'DUE';
  const next = movedStep(aStep('REMINDER', rule.key, plannedAt, { repetition, countedFrom }), policy, dates, change);
  return next === null ? 'stays' : shown(next.plannedAt);
}

const rule = (workingDays: number): ReminderRule => ({
  key: 'rule',
  at: { workingDays, time: '08:00' },
  to: ['ASSIGNEE'],
});

describe('a new day off', () => {
  it.each([
    [-3, '2024-01-08', '2024-01-03 09:00', '2024-01-04 08:00', 'moves what lies before the due day to an earlier day'],
    [-1, '2024-01-09', '2024-01-03 09:00', '2024-01-08 08:00', 'moves what stood on it'],
    [0, '2024-01-10', '2024-01-03 09:00', '2024-01-09 08:00', 'moves what stood on the due day itself before it'],
    [2, '2024-01-11', '2024-01-03 09:00', '2024-01-15 08:00', 'moves what lies behind the due day to a later day'],
    [1, '2024-01-09', '2024-01-03 09:00', 'stays', 'leaves alone what does not count it'],
    [-1, '2024-01-13', '2024-01-03 09:00', 'stays', 'that is off already changes nothing'],
    [
      -1,
      '2024-01-09',
      '2024-01-08 10:00',
      '2024-01-08 10:00',
      'announced late loses no reminder: now is a working instant',
    ],
    [-1, '2024-01-09', '2024-01-08 08:00', '2024-01-08 08:00', 'that puts it on this very instant makes it due'],
    [
      -1,
      '2024-01-09',
      '2024-01-08 20:00',
      '2024-01-10 07:30',
      'announced at night is made good at the next working instant',
    ],
    [
      -1,
      '2024-01-09',
      '2024-01-09 07:00',
      '2024-01-10 07:30',
      'announced on its morning is made good on the next working day',
    ],
    [0, '2024-01-10', '2024-01-10 07:45', '2024-01-11 07:30', 'announced on the due day is made good the day after'],
    [-1, '2024-01-09', '2024-01-09 08:00', 'stays', 'leaves alone what is due at this very instant'],
    [-1, '2024-01-09', '2024-01-09 09:00', 'stays', 'leaves alone what is due already'],
  ])('%i working days, day off %s announced %s: %s (%s)', (workingDays, day, now, expected) => {
    expect(moved(rule(workingDays), dayOff(day, now))).toBe(expected);
  });

  it('moves a task opened at night along with the next working instant', () => {
    const opened: ReminderRule = { key: 'opened', at: { event: 'OPENED' }, to: ['ASSIGNEE'] };
    const dates = { ...DUE_WEDNESDAY, createdAt: at('2024-01-08 22:00') };
    expect(moved(opened, dayOff('2024-01-09', '2024-01-08 22:30'), dates)).toBe('2024-01-10 07:30');
  });

  it.each([
    [1, 'stays'],
    [2, '2024-01-15 08:00'],
    [3, '2024-01-16 08:00'],
  ])('moves repetition %i only if it counts the day: %s', (repetition, expected) => {
    const repeated: ReminderRule = { ...rule(1), repeat: { everyWorkingDays: 1, times: 3 } };
    expect(moved(repeated, dayOff('2024-01-12', '2024-01-03 09:00'), DUE_WEDNESDAY, repetition)).toBe(expected);
  });
});

describe('a new working day', () => {
  it.each([
    [-3, '2024-01-06', '2024-01-03 09:00', '2024-01-06 08:00', 'moves what lies before the due day to a later day'],
    [3, '2024-01-13', '2024-01-03 09:00', '2024-01-13 08:00', 'moves what lies behind it to an earlier day'],
    [3, '2024-01-13', '2024-01-13 08:00', '2024-01-13 08:00', 'that puts it on this very instant makes it due'],
    [3, '2024-01-13', '2024-01-13 08:01', 'stays', 'would move it behind now: nobody is told twice'],
    [4, '2024-01-13', '2024-01-15 09:00', 'stays', 'announced late would, too'],
    [5, '2024-01-13', '2024-01-15 09:00', '2024-01-16 08:00', 'announced late moves what still lies ahead'],
  ])('%i working days, %s worked, announced %s: %s (%s)', (workingDays, day, now, expected) => {
    expect(moved(rule(workingDays), worked(day, now))).toBe(expected);
  });
});

describe('a step that an earlier change has put elsewhere', () => {
  const policy: Policy = { reminders: [rule(4)] };
  const before = aCalendar({ workingWeekends: ['2024-01-13'] });
  const step = aStep('REMINDER', 'rule', at('2024-01-16 08:00'));
  const change = (now: string, daysOff: readonly string[]): CalendarChange => ({
    kind: 'DAYS_OFF',
    before,
    after: aCalendar({ workingWeekends: ['2024-01-13'], daysOff }),
    now: at(now),
  });

  it('stays there when a day off does not concern it', () => {
    expect(movedStep(step, policy, DUE_WEDNESDAY, change('2024-01-15 10:00', ['2024-01-22']))).toBeNull();
  });

  it('goes to the next working instant when its day is taken away', () => {
    const next = movedStep(step, policy, DUE_WEDNESDAY, change('2024-01-15 10:00', ['2024-01-16']));
    expect(next === null ? null : shown(next.plannedAt)).toBe('2024-01-17 07:30');
  });
});

describe('a row', () => {
  const change = dayOff('2024-01-09', '2024-01-03 09:00');
  const policy: Policy = { reminders: [rule(-1)] };

  it('gets the version after its own, PLANNED', () => {
    const row = aStep('REMINDER', 'rule', at('2024-01-09 08:00'), { version: 4, ruleOrder: 2 });
    expect(movedStep(row, policy, DUE_WEDNESDAY, change)).toEqual({
      kind: 'REMINDER',
      rule: 'rule',
      ruleOrder: 2,
      repetition: 1,
      version: 5,
      countedFrom: 'DUE',
      plannedAt: at('2024-01-08 08:00'),
      isPast: false,
    });
  });

  it.each([
    ['has fired', { status: 'FIRED', firedAt: 0 }],
    ['was suppressed', { status: 'SUPPRESSED', reason: 'PAST' }],
    ['was replaced', { status: 'SUPERSEDED', reason: 'EXTENDED' }],
    ['waits for an acknowledgement time', { countedFrom: 'ACKNOWLEDGEMENT' }],
    ['is of a rule that the policy does not have', { rule: 'other' }],
  ] as const)('that %s is not moved', (_words, more) => {
    expect(
      movedStep(aStep('REMINDER', 'rule', at('2024-01-09 08:00'), more), policy, DUE_WEDNESDAY, change),
    ).toBeNull();
  });
});
