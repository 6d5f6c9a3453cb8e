import { words } from '../words.js';

const DAY_MS = 86_400_000;
let zone = 'Asia/Ho_Chi_Minh';

/** All instants are shown in the zone of the plan. */
export function useZone(name) {
  zone = name ?? zone;
}

/** Day (YYYY-MM-DD) and time (HH:MM) of an instant, local to the plan. */
export function localOf(instant) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const part = (type) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** The instant (ISO) of a local day and time `2023-12-08T07:30`. */
export function instantOfLocal(text) {
  const wanted = Date.parse(`${text.slice(0, 16)}Z`);
  const shift = (instant) => {
    const { day, time } = localOf(instant);
    return Date.parse(`${day}T${time}Z`) - instant;
  };
  const first = wanted - shift(wanted);
  return new Date(wanted - shift(first)).toISOString();
}

/** `10/01/2024` */
export function dateText(day) {
  return day.split('-').reverse().join('/');
}

/** `thứ Tư, 10/01/2024` */
export function dayText(day) {
  return `${words.weekdays[new Date(`${day}T00:00Z`).getUTCDay()]} ${dateText(day)}`;
}

/** `thứ Sáu 08/12/2023 07:30` */
export function instantText(instant) {
  const { day, time } = localOf(instant);
  return `${dayText(day)} ${time}`;
}

/** Until when late work is taken; a closing at 00:00 is named by the day that it ends. */
export function closingText(instant) {
  const { day, time } = localOf(instant);
  return time === '00:00' ? words.time.endOf(dayText(dayAfter(day, -1))) : `${dayText(day)} ${time}`;
}

export function dayAfter(day, count = 1) {
  return new Date(Date.parse(`${day}T00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** `1.248` */
export function numberText(number) {
  return new Intl.NumberFormat('vi-VN').format(number);
}

/** The table that makes a day a working day; without one, Monday to Friday. */
let calendar = { weekend: [0, 6], daysOff: new Set(), workingWeekends: new Set() };

const WEEKDAYS = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];

/** @param {{ weekend: string[], days: { date: string, kind: 'DAY_OFF' | 'WORKING_WEEKEND' }[] }} table */
export function useCalendar({ weekend, days }) {
  const ofKind = (kind) => new Set(days.filter((day) => day.kind === kind).map(({ date }) => date));
  calendar = {
    weekend: weekend.map((name) => WEEKDAYS.indexOf(name)),
    daysOff: ofKind('DAY_OFF'),
    workingWeekends: ofKind('WORKING_WEEKEND'),
  };
}

function isWorkingDay(day) {
  if (calendar.daysOff.has(day)) return false;
  return !calendar.weekend.includes(new Date(`${day}T00:00Z`).getUTCDay()) || calendar.workingWeekends.has(day);
}

/** Working days after one day, up to and with another. */
function workingDaysBetween(from, to) {
  let count = 0;
  for (let day = dayAfter(from); day <= to; day = dayAfter(day)) if (isWorkingDay(day)) count += 1;
  return count;
}

const SOON_WORKING_DAYS = 3;

/**
 * How a due day stands to now.
 * @returns {{ words: string, group: 'OVERDUE' | 'SOON' | 'LATER' }}
 */
export function standingOf(dueOn, now) {
  const today = localOf(now).day;
  if (today === dueOn) return { words: words.time.today, group: 'SOON' };
  if (today > dueOn) return { words: words.time.over(workingDaysBetween(dueOn, today)), group: 'OVERDUE' };
  const left = workingDaysBetween(today, dueOn);
  return { words: words.time.left(left), group: left <= SOON_WORKING_DAYS ? 'SOON' : 'LATER' };
}
