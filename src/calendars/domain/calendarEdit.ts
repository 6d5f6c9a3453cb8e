import type { CalendarChangeKind } from '../../deadlines/domain/calendarChange';
import type { Day } from '../../shared/instant';

export const CALENDAR_EDIT_ACTS = [
  'ADD_DAY_OFF',
  'ADD_WORKING_WEEKEND',
  'REMOVE_DAY_OFF',
  'REMOVE_WORKING_WEEKEND',
] as const;

/** One line of the administrator's table that is added or taken out. */
export type CalendarEditAct = (typeof CALENDAR_EDIT_ACTS)[number];

export interface CalendarEdit {
  readonly act: CalendarEditAct;
  readonly date: Day;
  readonly reason: string;
}

const CHANGE_KIND = {
  ADD_DAY_OFF: 'DAYS_OFF',
  REMOVE_WORKING_WEEKEND: 'DAYS_OFF',
  ADD_WORKING_WEEKEND: 'DAYS_WORKED',
  REMOVE_DAY_OFF: 'DAYS_WORKED',
} as const satisfies Record<CalendarEditAct, CalendarChangeKind>;

export function calendarChangeKind(edit: CalendarEdit): CalendarChangeKind {
  return CHANGE_KIND[edit.act];
}
