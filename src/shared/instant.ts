/**
 * An instant in milliseconds since 1970-01-01T00:00:00Z. A plain number, so that equality and order are those of the
 * contract ("an instant is reached at equality"); PostgreSQL's microseconds are cut off when it is read.
 */
export type Instant = number;

/** A calendar day `YYYY-MM-DD`, without a time zone. Days compare as text. */
export type Day = string;

/** A local time of day `HH:MM`. */
export type TimeOfDay = string;

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/** ISO 8601 text in UTC, as PostgreSQL and JSON take it. */
export function isoOf(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The instant of what the driver returns for a `timestamptz` column. */
export function instantOf(value: Date | string): Instant {
  return typeof value === 'string' ? Date.parse(value) : value.getTime();
}

export function instantOrNull(value: Date | string | null): Instant | null {
  return value === null ? null : instantOf(value);
}
