import fc from 'fast-check';
import { dayAfter, isoInZone, weekdayOf, workingDaysBetween } from '../../src/calendars/domain/workingCalendar';
import { HOUR_MS } from '../../src/shared/instant';
import { aCalendar, at, shown } from '../deadlines/support';

const calendar = aCalendar();

describe('a working day', () => {
  it.each([
    ['2024-01-08', true, 'a Monday'],
    ['2024-01-13', false, 'a Saturday'],
    ['2024-01-14', false, 'a Sunday'],
    ['2024-01-01', false, 'New Year'],
    ['2024-02-07', true, 'the last day before Tết'],
    ['2024-02-08', false, 'the first day of Tết'],
    ['2024-02-14', false, 'the last day of Tết'],
    ['2024-02-15', true, 'the first day after Tết'],
    ['2024-05-04', true, 'a Saturday worked in place of 29/04'],
  ])('%s: %s, for it is %s', (day, expected) => {
    expect(calendar.isWorkingDay(day)).toBe(expected);
  });

  it('is none when it is both a day off and a working weekend', () => {
    const both = aCalendar({ workingWeekends: ['2024-01-13'], daysOff: ['2024-01-13'] });
    expect(both.isWorkingDay('2024-01-13')).toBe(false);
  });

  it.each([
    ['2024-01-10', -1, '2024-01-09'],
    ['2024-01-10', -3, '2024-01-05'],
    ['2024-01-10', 5, '2024-01-17'],
    ['2023-12-31', -1, '2023-12-29'],
    ['2023-12-31', 1, '2024-01-02'],
    ['2024-02-07', 1, '2024-02-15'],
    ['2024-02-15', -1, '2024-02-07'],
    ['2024-02-11', -2, '2024-02-06'],
    ['2024-02-29', -7, '2024-02-20'],
    ['2024-05-03', 1, '2024-05-04'],
    ['2024-01-10', 0, '2024-01-10'],
  ])('from %s, %i further, is %s', (from, count, expected) => {
    expect(calendar.workingDayFrom(from, count)).toBe(expected);
  });

  it.each([
    ['2023-12-31', 0, '2023-12-29'],
    ['2024-03-31', 0, '2024-03-29'],
    ['2024-02-14', 0, '2024-02-07'],
    ['2024-01-10', 0, '2024-01-10'],
    ['2024-01-10', -0, '2024-01-10'],
    ['2023-12-31', -1, '2023-12-29'],
    ['2023-12-31', 2, '2024-01-03'],
  ])('of a rule counted from the due day %s by %i is %s', (dueOn, count, expected) => {
    expect(calendar.dayRelativeToDue(dueOn, count)).toBe(expected);
  });

  it('is looked for with an error, not without end, where every day is off', () => {
    const never = aCalendar({
      weekend: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
    });
    expect(() => never.workingDayFrom('2030-01-01', 1)).toThrow('No working day near 2030-01-01');
  });

  it.each([
    ['2024-01-08', '2024-01-12', 4],
    ['2024-01-12', '2024-01-08', -4],
    ['2024-01-12', '2024-01-15', 1],
    ['2024-02-07', '2024-02-15', 1],
    ['2024-02-08', '2024-02-14', 0],
    ['2024-02-14', '2024-02-08', 0],
    ['2024-01-10', '2024-01-10', 0],
  ])('%s to %s counts %i of them', (from, to, expected) => {
    expect(workingDaysBetween(calendar, from, to)).toBe(expected);
  });
});

describe('a working instant', () => {
  it.each([
    ['2024-01-08 07:29', false, '2024-01-08 07:30'],
    ['2024-01-08 07:30', true, '2024-01-08 07:30'],
    ['2024-01-08 12:00', true, '2024-01-08 12:00'],
    ['2024-01-08 16:59', true, '2024-01-08 16:59'],
    ['2024-01-08 17:00', false, '2024-01-09 07:30'],
    ['2024-01-08 23:59', false, '2024-01-09 07:30'],
    ['2024-01-09 00:00', false, '2024-01-09 07:30'],
    ['2024-01-12 17:00', false, '2024-01-15 07:30'],
    ['2024-01-13 09:00', false, '2024-01-15 07:30'],
    ['2024-02-07 17:00', false, '2024-02-15 07:30'],
    ['2024-05-04 09:00', true, '2024-05-04 09:00'],
  ])('%s: %s; from there the next is %s', (instant, expected, next) => {
    expect(calendar.isWorkingInstant(at(instant))).toBe(expected);
    expect(shown(calendar.workingInstantFrom(at(instant)))).toBe(next);
  });

  it.each([
    ['2024-01-12 14:00', 8, '2024-01-15 12:30', 'over a weekend'],
    ['2024-01-08 07:30', 9.5, '2024-01-08 17:00', 'exactly a day ends at its end'],
    ['2024-01-08 08:00', 9, '2024-01-08 17:00', 'exactly the rest of a day'],
    ['2024-01-08 07:30', 19, '2024-01-09 17:00', 'exactly two days'],
    ['2024-01-08 17:00', 1, '2024-01-09 08:30', 'from the very end of a day'],
    ['2024-01-08 16:59', 1, '2024-01-09 08:29', 'a minute before the end'],
    ['2024-01-13 10:00', 9.5, '2024-01-15 17:00', 'from a day off'],
    ['2024-02-07 16:00', 2, '2024-02-15 08:30', 'over Tết'],
    ['2024-01-08 22:00', 4, '2024-01-09 11:30', 'from the night'],
  ])('%s and %d working hours end at %s: %s', (from, hours, expected) => {
    expect(shown(calendar.workingHoursAfter(at(from), hours))).toBe(expected);
  });

  it.each([
    ['2024-01-13', '2024-01-15 07:30'],
    ['2024-01-15', '2024-01-15 07:30'],
    ['2024-02-10', '2024-02-15 07:30'],
  ])('a stage that opens on %s opens at %s', (day, expected) => {
    expect(shown(calendar.openingOnOrAfter(day))).toBe(expected);
  });

  it('is late from 00:00 of the day after the due day', () => {
    expect(shown(calendar.lateFrom('2023-12-31'))).toBe('2024-01-01 00:00');
  });
});

describe('a zone that changes its clocks', () => {
  const berlin = aCalendar({ zone: 'Europe/Berlin', workingTime: { from: '00:00', to: '23:59' } });

  it.each([
    ['2024-03-30', '08:00', '2024-03-30T07:00:00Z', 'winter'],
    ['2024-03-31', '08:00', '2024-03-31T06:00:00Z', 'summer'],
    ['2024-03-31', '02:30', '2024-03-31T01:30:00Z', 'skipped, so an hour later'],
    ['2024-10-27', '02:30', '2024-10-27T00:30:00Z', 'given twice, so the first'],
    ['2024-10-27', '03:00', '2024-10-27T02:00:00Z', 'winter again'],
  ])('%s %s is %s: %s', (day, time, expected) => {
    expect(berlin.at(day, time)).toBe(Date.parse(expected));
  });

  it.each([
    ['America/Havana', '2024-11-03', '2024-11-03T04:00:00Z'],
    ['Asia/Beirut', '2023-03-26', '2023-03-25T22:00:00Z'],
  ])('in %s, %s begins at its first instant', (zone, day, expected) => {
    const there = aCalendar({ zone });
    expect(there.startOf(day)).toBe(Date.parse(expected));
    expect(there.dayOf(there.startOf(day))).toBe(day);
    expect(there.dayOf(there.startOf(day) - 1)).toBe(dayAfter(day, -1));
  });

  it('prints instants with the offset of their season', () => {
    expect(isoInZone(Date.parse('2024-03-30T07:00:00Z'), 'Europe/Berlin')).toBe('2024-03-30T08:00:00+01:00');
    expect(isoInZone(Date.parse('2024-03-31T06:00:00Z'), 'Europe/Berlin')).toBe('2024-03-31T08:00:00+02:00');
  });
});

describe('properties', () => {
  const instants = fc.integer({ min: at('2023-01-01 00:00'), max: at('2024-12-31 00:00') });
  const hours = fc.integer({ min: 1, max: 60 });
  const days = fc
    .date({ min: new Date('2023-01-01'), max: new Date('2024-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));

  it('working hours never run backwards', () => {
    fc.assert(
      fc.property(instants, fc.nat(10_000_000), hours, (from, later, count) => {
        expect(calendar.workingHoursAfter(from + later, count)).toBeGreaterThanOrEqual(
          calendar.workingHoursAfter(from, count),
        );
      }),
    );
  });

  it('so many hours and then more end where their sum ends', () => {
    fc.assert(
      fc.property(instants, hours, hours, (from, first, second) => {
        const inTwo = calendar.workingHoursAfter(calendar.workingHoursAfter(from, first), second);
        expect(inTwo).toBe(calendar.workingHoursAfter(from, first + second));
      }),
    );
  });

  it('an acknowledgement time takes at least its hours, and ends in working time or at its end', () => {
    fc.assert(
      fc.property(instants, hours, (from, count) => {
        const end = calendar.workingHoursAfter(from, count);
        expect(end - from).toBeGreaterThanOrEqual(count * HOUR_MS);
        expect(calendar.isWorkingInstant(end - 1)).toBe(true);
      }),
    );
  });

  it('the next working instant is one, is never before, and leaves one alone', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const next = calendar.workingInstantFrom(instant);
        expect(next).toBeGreaterThanOrEqual(instant);
        expect(calendar.isWorkingInstant(next)).toBe(true);
        expect(calendar.workingInstantFrom(next)).toBe(next);
        expect(next === instant).toBe(calendar.isWorkingInstant(instant));
      }),
    );
  });

  it('so many working days ahead and back again is the working day where one began', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), (day, count) => {
        const start = calendar.workingDayOnOrAfter(day);
        const there = calendar.workingDayFrom(start, count);
        expect(calendar.workingDayFrom(there, -count)).toBe(start);
        expect(workingDaysBetween(calendar, start, there)).toBe(count);
      }),
    );
  });

  it('a local time, written to the millisecond, names the instant that it was read from', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(calendar.at(calendar.dayOf(instant), calendar.exactTimeOf(instant))).toBe(instant);
      }),
    );
  });

  it('weekdays follow each other', () => {
    expect(['2024-01-08', '2024-01-13', '2024-01-14'].map(weekdayOf)).toEqual(['MONDAY', 'SATURDAY', 'SUNDAY']);
  });
});
