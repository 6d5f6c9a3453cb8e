import fc from 'fast-check';
import { digestAfter, firstDigest, isLagging, movedDigest, succession } from '../../src/deadlines/domain/digest';
import type { NewStep } from '../../src/deadlines/domain/step';
import type { DigestRule } from '../../src/plans/domain/plan';
import { aCalendar, at, aStep, shown } from './support';

const calendar = aCalendar();
const MORNING: DigestRule = {
  key: 'morning',
  stages: ['survey'],
  everyWorkingDayAt: '07:30',
  to: ['coordinator'],
  onlyIf: 'SOMEONE_LAGGING',
  fromWorkingDaysBeforeDue: 5,
};

function inWords({ repetition, version, plannedAt, isPast }: NewStep): string {
  return `${String(repetition)}/${String(version)} ${shown(plannedAt)}${isPast ? ' PAST' : ''}`;
}

const aDigest = (plannedAt: string, repetition = 1, version = 1) =>
  aStep('DIGEST', 'morning', at(plannedAt), { repetition, version });

describe('the first digest', () => {
  it.each([
    ['2024-01-08 07:30', '1/1 2024-01-09 07:30'],
    ['2024-01-08 00:00', '1/1 2024-01-09 07:30'],
    ['2024-01-12 23:59', '1/1 2024-01-15 07:30'],
    ['2024-01-13 10:00', '1/1 2024-01-15 07:30'],
    ['2024-02-07 07:30', '1/1 2024-02-15 07:30'],
  ])('of stages that opened at %s is %s', (openedAt, expected) => {
    expect(inWords(firstDigest(MORNING, 0, at(openedAt), calendar))).toBe(expected);
  });
});

describe('a digest that has come due', () => {
  const followedBy = (plannedAt: string, now: string) => {
    const { due, ahead } = succession(MORNING, aDigest(plannedAt, 4), at(now), calendar);
    return { due: due.map(inWords), ahead: inWords(ahead) };
  };

  it.each([
    ['2024-01-09 07:30', '2024-01-09 07:30', [], '5/1 2024-01-10 07:30'],
    ['2024-01-12 07:30', '2024-01-12 07:30', [], '5/1 2024-01-15 07:30'],
    ['2024-01-09 07:30', '2024-01-10 07:29', [], '5/1 2024-01-10 07:30'],
    ['2024-01-09 07:30', '2024-01-10 07:30', ['5/1 2024-01-10 07:30'], '6/1 2024-01-11 07:30'],
    ['2024-01-11 07:30', '2024-01-15 10:00', ['5/1 2024-01-12 07:30', '6/1 2024-01-15 07:30'], '7/1 2024-01-16 07:30'],
  ])('planned for %s, run at %s', (plannedAt, now, due, ahead) => {
    expect(followedBy(plannedAt, now)).toEqual({ due, ahead });
  });

  it('is followed by every working day of an outage, and by one ahead', () => {
    const instants = fc.integer({ min: at('2024-01-09 07:30'), max: at('2024-04-30 00:00') });
    fc.assert(
      fc.property(instants, (now) => {
        const { due, ahead } = succession(MORNING, aDigest('2024-01-09 07:30'), now, calendar);
        const days = [...due, ahead].map(({ plannedAt }) => calendar.dayOf(plannedAt));
        const expected = days.map((_day, index) => calendar.workingDayFrom('2024-01-09', index + 1));
        expect(days).toEqual(expected);
        expect([...due, ahead].map(({ repetition }) => repetition)).toEqual(days.map((_day, index) => index + 2));
        expect(due.every(({ plannedAt }) => plannedAt <= now)).toBe(true);
        expect(ahead.plannedAt).toBeGreaterThan(now);
      }),
    );
  });
});

describe('a digest still ahead, moved by the calendar', () => {
  const off = aCalendar({ daysOff: ['2024-01-10'] });
  const saturday = aCalendar({ workingWeekends: ['2024-01-13'] });
  const saturdayAndSunday = aCalendar({ workingWeekends: ['2024-01-13', '2024-01-14'] });

  it.each([
    ['stands on the new day off', '2024-01-10 07:30', '2024-01-09', '2024-01-09 09:00', off, ['3/2 2024-01-11 07:30']],
    ['stands on another day', '2024-01-12 07:30', '2024-01-11', '2024-01-11 09:00', off, []],
    [
      'is followed by a working Saturday',
      '2024-01-15 07:30',
      '2024-01-12',
      '2024-01-12 09:00',
      saturday,
      ['3/2 2024-01-13 07:30'],
    ],
    [
      'is followed by one at this very instant',
      '2024-01-15 07:30',
      '2024-01-12',
      '2024-01-13 07:30',
      saturday,
      ['3/2 2024-01-13 07:30'],
    ],
    [
      'is followed by one announced late',
      '2024-01-15 07:30',
      '2024-01-12',
      '2024-01-13 08:00',
      saturday,
      ['3/2 2024-01-13 07:30 PAST', '4/1 2024-01-15 07:30'],
    ],
    [
      'is followed by two announced late',
      '2024-01-15 07:30',
      '2024-01-12',
      '2024-01-14 08:00',
      saturdayAndSunday,
      ['3/2 2024-01-13 07:30 PAST', '4/1 2024-01-14 07:30 PAST', '5/1 2024-01-15 07:30'],
    ],
    [
      'is followed by two, the second at this very instant',
      '2024-01-15 07:30',
      '2024-01-12',
      '2024-01-14 07:30',
      saturdayAndSunday,
      ['3/2 2024-01-13 07:30 PAST', '4/1 2024-01-14 07:30'],
    ],
  ])('%s', (_words, plannedAt, dayBefore, now, after, expected) => {
    expect(movedDigest(MORNING, aDigest(plannedAt, 3), dayBefore, at(now), after).map(inWords)).toEqual(expected);
  });

  it('is counted from its predecessor, or the opening day', () => {
    expect(shown(digestAfter(MORNING, '2024-01-09', off))).toBe('2024-01-11 07:30');
  });
});

describe('a task lags', () => {
  it.each([
    ['2024-01-17', '2024-01-09', 5, false],
    ['2024-01-17', '2024-01-10', 5, true],
    ['2024-01-17', '2024-01-17', 0, true],
    ['2024-01-17', '2024-01-16', 0, false],
    ['2023-12-31', '2023-12-29', 0, true],
    ['2024-01-17', '2024-02-20', 5, true],
    ['2024-02-16', '2024-02-06', 3, true],
    ['2024-02-16', '2024-02-05', 3, false],
  ])('due on %s, seen on %s, from %i working days before: %s', (dueOn, today, fromWorkingDaysBeforeDue, expected) => {
    expect(isLagging({ ...MORNING, fromWorkingDaysBeforeDue }, dueOn, today, calendar)).toBe(expected);
  });
});
