import { FaultCollector } from '../../plans/domain/faultCollector';
import type { Fault } from '../../plans/domain/plan';
import {
  all,
  day,
  elementsOf,
  listOf,
  object,
  oneOf,
  parseJson,
  required,
  timeZone,
  words,
  type Check,
} from '../../plans/domain/shape';
import type { Day } from '../../shared/instant';
import { WEEKDAYS, type Weekday } from './workingCalendar';

/** A day that is not as its weekday would have it, and why. */
export interface CalendarDay {
  readonly date: Day;
  readonly reason: string;
}

/** A calendar file, as an administrator keeps it. Keys beginning with `_` are notes and are ignored. */
export interface CalendarFile {
  readonly zone: string;
  readonly weekend: readonly Weekday[];
  readonly daysOff: readonly CalendarDay[];
  readonly workingWeekends: readonly CalendarDay[];
}

export type CheckedCalendar = { readonly calendar: CalendarFile } | { readonly faults: Fault[] };

const NOTES = { notes: true };

/**
 * Checks a calendar file; the codes are those of plan files (§1). A day may stand twice, and in both lists: a day off
 * wins. A weekend of all seven days is VALUE.INVALID, for no working day would ever come.
 *
 * @returns the calendar, or every fault by path, then code
 */
export function checkCalendar(value: unknown): CheckedCalendar {
  const faults = new FaultCollector();
  calendarShape(value, '', faults);
  const found = faults.list();
  // Every key of the type has been checked by the shape, which the compiler holds to the type's keys.
  return found.length > 0 ? { faults: found } : { calendar: value as CalendarFile };
}

/** The same from the file's text; a text that is not JSON is VALUE.INVALID at the path ``. */
export function parseCalendar(fileText: string): CheckedCalendar {
  const parsed = parseJson(fileText);
  return 'faults' in parsed ? parsed : checkCalendar(parsed.value);
}

const someWorkingDay: Check = (weekend, path, faults) => {
  const days = new Set(elementsOf(weekend));
  if (WEEKDAYS.every((weekday) => days.has(weekday))) faults.add(path, 'VALUE.INVALID');
};

const days = listOf(object<CalendarDay>({ date: required(day), reason: required(words) }, NOTES));

const calendarShape = object<CalendarFile>(
  {
    zone: required(timeZone),
    weekend: required(all(listOf(oneOf(...WEEKDAYS)), someWorkingDay)),
    daysOff: required(days),
    workingWeekends: required(days),
  },
  NOTES,
);
