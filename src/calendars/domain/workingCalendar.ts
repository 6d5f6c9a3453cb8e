import { DateTime } from 'luxon';
import { HOUR_MS, type Day, type Instant, type TimeOfDay } from '../../shared/instant';

export const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** The administrator's table: what makes a day a working day or not. A day off wins over a working weekend. */
export interface CalendarTable {
  readonly weekend: readonly Weekday[];
  readonly daysOff: ReadonlySet<Day>;
  readonly workingWeekends: ReadonlySet<Day>;
}

const DAY_MS = 24 * HOUR_MS;

/** A calendar without any working day would make every search endless; nothing official is this far away. */
const SEARCH_LIMIT_DAYS = 3_660;

/**
 * Days and instants of one plan: its zone, its working time and the calendar table in force (contract of deadlines, §2).
 * A value: a change of the table makes a new one. Conversions are remembered, for thousands of tasks share few days.
 */
export class WorkingCalendar {
  private readonly instants = new Map<string, Instant>();

  constructor(
    readonly table: CalendarTable,
    readonly zone: string,
    readonly workingTime: { readonly from: TimeOfDay; readonly to: TimeOfDay },
  ) {}

  isWorkingDay(day: Day): boolean {
    if (this.table.daysOff.has(day)) return false;
    return !this.table.weekend.includes(weekdayOf(day)) || this.table.workingWeekends.has(day);
  }

  /**
   * The instant of a local time on a day (`HH:MM`, or finer). Where a clock change skips it, as much later as the clock
   * was put forward; where one gives it twice, the first: left to itself, luxon would choose by the season of the run.
   */
  at(day: Day, time: TimeOfDay): Instant {
    const key = `${day}T${time}`;
    const known = this.instants.get(key);
    if (known !== undefined) return known;
    const possible = DateTime.fromISO(key, { zone: this.zone }).getPossibleOffsets();
    const instant = Math.min(...possible.map((one) => one.toMillis()));
    this.instants.set(key, instant);
    return instant;
  }

  /** 00:00 of a day: the first instant that belongs to it. */
  startOf(day: Day): Instant {
    return this.at(day, '00:00');
  }

  dayOf(instant: Instant): Day {
    return DateTime.fromMillis(instant, { zone: this.zone }).toISODate() ?? '';
  }

  timeOf(instant: Instant): TimeOfDay {
    return DateTime.fromMillis(instant, { zone: this.zone }).toFormat('HH:mm');
  }

  /** The local time of an instant to the millisecond, so that `at` gives the instant back. */
  exactTimeOf(instant: Instant): string {
    return DateTime.fromMillis(instant, { zone: this.zone }).toFormat('HH:mm:ss.SSS');
  }

  /** 00:00 of the day after: the first instant at which work due on `dueOn` is late. */
  lateFrom(dueOn: Day): Instant {
    return this.startOf(dayAfter(dueOn));
  }

  /** The `count`-th working day after (count > 0) or before (count < 0) a day; the day itself is not counted. */
  workingDayFrom(day: Day, count: number): Day {
    const step = count < 0 ? -1 : 1;
    let current = day;
    let left = Math.abs(count);
    for (let tried = 0; left > 0; tried += 1) {
      if (tried > SEARCH_LIMIT_DAYS + Math.abs(count) * 7)
        throw new Error(`No working day near ${day}: mend the calendar`);
      current = dayAfter(current, step);
      if (this.isWorkingDay(current)) left -= 1;
    }
    return current;
  }

  /** The day itself if it is a working day, else the next one. */
  workingDayOnOrAfter(day: Day): Day {
    return this.isWorkingDay(day) ? day : this.workingDayFrom(day, 1);
  }

  /** The day itself if it is a working day, else the last one before it. */
  workingDayOnOrBefore(day: Day): Day {
    return this.isWorkingDay(day) ? day : this.workingDayFrom(day, -1);
  }

  /** The day of `workingDays: n` relative to a due day (§2): n = 0 is the due day, or the last working day before it. */
  dayRelativeToDue(dueOn: Day, workingDays: number): Day {
    return workingDays === 0 ? this.workingDayOnOrBefore(dueOn) : this.workingDayFrom(dueOn, workingDays);
  }

  /** Whether an instant lies in `[from, to)` of the working time on a working day. */
  isWorkingInstant(instant: Instant): boolean {
    const day = this.dayOf(instant);
    return this.isWorkingDay(day) && this.opening(day) <= instant && instant < this.closing(day);
  }

  /** The instant itself if it is a working instant, else the next one. */
  workingInstantFrom(instant: Instant): Instant {
    const day = this.dayOf(instant);
    if (this.isWorkingDay(day) && instant < this.closing(day)) return Math.max(instant, this.opening(day));
    return this.opening(this.workingDayFrom(day, 1));
  }

  /**
   * The earliest instant by which `hours` hours of working time have passed since `from`. Exactly filling a day ends at
   * its `to`, not at the next morning (8 h from Friday 14:00 at 07:30–17:00 → Monday 12:30).
   */
  workingHoursAfter(from: Instant, hours: number): Instant {
    let left = hours * HOUR_MS;
    let at = this.workingInstantFrom(from);
    for (;;) {
      const day = this.dayOf(at);
      const today = this.closing(day) - at;
      if (left <= today) return at + left;
      left -= today;
      at = this.opening(this.workingDayFrom(day, 1));
    }
  }

  /** `workingTime.from` of a day, or of the next working day if it is none: when a stage that opens `on` a day opens. */
  openingOnOrAfter(day: Day): Instant {
    return this.opening(this.workingDayOnOrAfter(day));
  }

  private opening(day: Day): Instant {
    return this.at(day, this.workingTime.from);
  }

  private closing(day: Day): Instant {
    return this.at(day, this.workingTime.to);
  }
}

/** The day `count` calendar days after (or before) a day. */
export function dayAfter(day: Day, count = 1): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

export function weekdayOf(day: Day): Weekday {
  const index = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return WEEKDAYS[index] ?? 'MONDAY';
}

/** Whole working days between two days: how many working days lie after `from` up to and including `to`; negative if past. */
export function workingDaysBetween(calendar: WorkingCalendar, from: Day, to: Day): number {
  const [first, last, sign] = from <= to ? [from, to, 1] : [to, from, -1];
  let count = 0;
  for (let day = dayAfter(first); day <= last; day = dayAfter(day)) if (calendar.isWorkingDay(day)) count += 1;
  return count === 0 ? 0 : sign * count;
}

/** An instant as ISO 8601 text with the zone's offset, as reports print it. */
export function isoInZone(instant: Instant, zone: string): string {
  return DateTime.fromMillis(instant, { zone }).toISO({ suppressMilliseconds: true }) ?? '';
}
