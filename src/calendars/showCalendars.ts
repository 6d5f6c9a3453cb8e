import type { Tx } from '../database/transaction';
import { AppError } from '../shared/http/appError';
import { calendarsOf, calendarWithDays, type CalendarLine, type CalendarTableDay } from './persistence/calendarStore';

export type ShownCalendar = CalendarLine & { readonly days: readonly CalendarTableDay[] };

export function showCalendars(tx: Tx, authorityId: string): Promise<CalendarLine[]> {
  return calendarsOf(tx, authorityId);
}

/**
 * One calendar with its days off and working weekends.
 * @throws AppError NOT_FOUND
 */
export async function showCalendar(tx: Tx, authorityId: string, calendarId: string): Promise<ShownCalendar> {
  const calendar = await calendarWithDays(tx, authorityId, calendarId);
  if (calendar === undefined) throw new AppError('NOT_FOUND');
  return calendar;
}
