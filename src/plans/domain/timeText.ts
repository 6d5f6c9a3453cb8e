import type { Instant } from '../../shared/instant';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/;

/** Whether a text is an existing day `YYYY-MM-DD`. The year 0000 is none: neither the calendar nor PostgreSQL has it. */
export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (match === null || match[1] === '0000') return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // A month too large is NaN; a day too large (30 February) would roll over, and so comes back as another text.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether a text is a time of day `HH:MM`, 00:00–23:59. */
export function isTimeOfDay(text: string): boolean {
  return TIME_OF_DAY.test(text);
}

/**
 * The instant of an ISO 8601 text with an offset (`Z`, `+07:00`), or undefined where it has none or does not exist
 * (30 February, 24:00, a leap second). Seconds may be left out; what is finer than a millisecond is cut off.
 */
export function instantOfText(text: string): Instant | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [, day = '', time = '', seconds = '00', fraction = '', offset = ''] = match;
  if (!isDay(day)) return undefined;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  return Date.parse(`${day}T${time}:${seconds}.${milliseconds}Z`) - offsetMinutes(offset) * 60_000;
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}

/** Whether a time zone of that name exists. A bare offset (`+07:00`) is no zone: it has no rules for other years. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
