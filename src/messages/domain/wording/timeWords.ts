import {
  dayAfter,
  weekdayOf,
  workingDaysBetween,
  type Weekday,
  type WorkingCalendar,
} from '../../../calendars/domain/workingCalendar';
import type { Day, Instant } from '../../../shared/instant';
import type { Tone } from './letter';

const WEEKDAY_WORDS = {
  MONDAY: 'thứ Hai',
  TUESDAY: 'thứ Ba',
  WEDNESDAY: 'thứ Tư',
  THURSDAY: 'thứ Năm',
  FRIDAY: 'thứ Sáu',
  SATURDAY: 'thứ Bảy',
  SUNDAY: 'Chủ nhật',
} as const satisfies Record<Weekday, string>;

/** `10/01/2024`. */
export function dateText(day: Day): string {
  return day.split('-').reverse().join('/');
}

/** `thứ Tư, 10/01/2024`. */
export function dayText(day: Day): string {
  return `${WEEKDAY_WORDS[weekdayOf(day)]}, ${dateText(day)}`;
}

/** `16:00 ngày 10/01/2024`, local. */
export function instantText(instant: Instant, calendar: WorkingCalendar): string {
  return `${calendar.timeOf(instant)} ngày ${dateText(calendar.dayOf(instant))}`;
}

/** A due day, and beside one that is no working day the last working day before it: the limit stays the legal one. */
export function dueDayText(dueOn: Day, calendar: WorkingCalendar): string {
  if (calendar.isWorkingDay(dueOn)) return dayText(dueOn);
  const before = calendar.workingDayOnOrBefore(dueOn);
  return `${dayText(dueOn)} (ngày nghỉ; ngày làm việc cuối cùng trước đó: ${dayText(before)})`;
}

/** How a due day stands to the moment at which the mail leaves. */
export interface Standing {
  /** What kind of reminder that makes. */
  readonly label: string;
  readonly words: string;
  readonly tone: Tone;
}

/** From so many working days on, a due day is near. */
const SOON_WORKING_DAYS = 3;

export function standingOf(dueOn: Day, now: Instant, calendar: WorkingCalendar): Standing {
  const today = calendar.dayOf(now);
  if (today === dueOn) return { label: 'Đến hạn hôm nay', words: 'hạn hôm nay', tone: 'SOON' };
  return today < dueOn ? standingBefore(dueOn, today, calendar) : standingAfter(dueOn, today, calendar);
}

function standingBefore(dueOn: Day, today: Day, calendar: WorkingCalendar): Standing {
  const left = workingDaysBetween(calendar, today, dueOn);
  const label = 'Nhắc trước hạn';
  if (left > 0) {
    return { label, words: `còn ${String(left)} ngày làm việc`, tone: left <= SOON_WORKING_DAYS ? 'SOON' : 'CALM' };
  }
  const words = calendar.isWorkingDay(today)
    ? 'hôm nay là ngày làm việc cuối cùng trước hạn'
    : 'không còn ngày làm việc nào trước hạn';
  return { label, words, tone: 'SOON' };
}

function standingAfter(dueOn: Day, today: Day, calendar: WorkingCalendar): Standing {
  const days = workingDaysBetween(calendar, dueOn, today);
  const over = days > 0 ? `quá hạn ${String(days)} ngày làm việc` : 'đã quá hạn';
  return { label: days > 0 ? `Quá hạn ${String(days)} ngày làm việc` : 'Đã quá hạn', words: over, tone: 'LATE' };
}

/** `thứ Tư, 10/01/2024 – còn 2 ngày làm việc`. */
export function dueText(dueOn: Day, now: Instant, calendar: WorkingCalendar): string {
  return `${dueDayText(dueOn, calendar)} – ${standingOf(dueOn, now, calendar).words}`;
}

/** Until when late work is still taken. A closing at 00:00 is named by the day that it ends. */
export function closingText(closesAt: Instant, now: Instant, calendar: WorkingCalendar): string {
  const day = calendar.dayOf(closesAt);
  const isMidnight = calendar.startOf(day) === closesAt;
  const until = isMidnight ? `hết ngày ${dayText(dayAfter(day, -1))}` : instantText(closesAt, calendar);
  return `${until} – ${closesAt <= now ? 'đã đóng, không nhận nữa' : 'sau đó không nhận nữa'}`;
}
