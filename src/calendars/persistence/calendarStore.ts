import type { Tx } from '../../database/transaction';
import type { CalendarEdit } from '../domain/calendarEdit';
import { WorkingCalendar, WEEKDAYS, type CalendarTable, type Weekday } from '../domain/workingCalendar';

interface CalendarRow {
  readonly id: string;
  readonly weekend: readonly string[];
  readonly version: number;
  readonly days: readonly { readonly date: string; readonly kind: string }[];
}

/** Calendars already built, by what they were built from: their conversions of days are worth keeping. */
const built = new Map<string, WorkingCalendar>();
const BUILT_LIMIT = 50;

/** The calendar of an id with a plan's zone and working time; of the same version the same object. */
export async function loadCalendar(
  tx: Tx,
  calendarId: string,
  zone: string,
  workingTime: { readonly from: string; readonly to: string },
): Promise<WorkingCalendar> {
  const [row] = await tx.rows<CalendarRow>(
    `select c.id, c.weekend, c.version,
            coalesce((select jsonb_agg(jsonb_build_object('date', d.on_date, 'kind', d.kind))
                        from calendar_day d where d.calendar_id = c.id), '[]') as days
       from calendar c where c.id = $1`,
    [calendarId],
  );
  if (row === undefined) throw new Error(`There is no calendar ${calendarId}`);
  const key = [row.id, row.version, zone, workingTime.from, workingTime.to].join(' ');
  const known = built.get(key);
  if (known !== undefined) return known;
  const calendar = new WorkingCalendar(tableOf(row), zone, workingTime);
  if (built.size >= BUILT_LIMIT) built.clear();
  built.set(key, calendar);
  return calendar;
}

function tableOf(row: CalendarRow): CalendarTable {
  const daysOf = (kind: string) => new Set(row.days.filter((day) => day.kind === kind).map((day) => day.date));
  return {
    weekend: WEEKDAYS.filter((day: Weekday) => row.weekend.includes(day)),
    daysOff: daysOf('DAY_OFF'),
    workingWeekends: daysOf('WORKING_WEEKEND'),
  };
}

const EDITED_KIND = {
  ADD_DAY_OFF: 'DAY_OFF',
  REMOVE_DAY_OFF: 'DAY_OFF',
  ADD_WORKING_WEEKEND: 'WORKING_WEEKEND',
  REMOVE_WORKING_WEEKEND: 'WORKING_WEEKEND',
} as const satisfies Record<CalendarEdit['act'], string>;

/** Adds a line to the table or takes it out; a line that is there already keeps its reason. Raises the version. */
export async function writeCalendarEdit(tx: Tx, calendarId: string, edit: CalendarEdit): Promise<void> {
  const kind = EDITED_KIND[edit.act];
  if (edit.act.startsWith('ADD')) {
    await tx.rows(
      'insert into calendar_day (calendar_id, on_date, kind, reason) values ($1, $2, $3, $4) on conflict do nothing',
      [calendarId, edit.date, kind, edit.reason],
    );
  } else {
    await tx.rows('delete from calendar_day where calendar_id = $1 and on_date = $2 and kind = $3', [
      calendarId,
      edit.date,
      kind,
    ]);
  }
  await tx.rows('update calendar set version = version + 1 where id = $1', [calendarId]);
}

/** The running campaigns that count by a calendar, in a fixed order. */
export async function campaignsOfCalendar(tx: Tx, calendarId: string): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `select id from campaign where calendar_id = $1 and state = 'RUNNING' order by id`,
    [calendarId],
  );
  return rows.map((row) => row.id);
}

export interface NewCalendar {
  readonly name: string;
  readonly weekend: readonly string[];
  readonly daysOff: readonly { readonly date: string; readonly reason: string }[];
  readonly workingWeekends: readonly { readonly date: string; readonly reason: string }[];
}

export async function insertCalendar(tx: Tx, authorityId: string, calendar: NewCalendar): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    'insert into calendar (authority_id, name, weekend) values ($1, $2, $3) returning id',
    [authorityId, calendar.name, calendar.weekend],
  );
  if (row === undefined) throw new Error('The calendar was not written');
  const days = [
    ...calendar.daysOff.map((day) => ({ ...day, kind: 'DAY_OFF' })),
    ...calendar.workingWeekends.map((day) => ({ ...day, kind: 'WORKING_WEEKEND' })),
  ];
  await tx.rows(
    `insert into calendar_day (calendar_id, on_date, kind, reason)
     select $1, d.* from unnest($2::date[], $3::text[], $4::text[]) as d on conflict do nothing`,
    [row.id, days.map((day) => day.date), days.map((day) => day.kind), days.map((day) => day.reason)],
  );
  return row.id;
}

/** A copy for a rehearsal, whose changes move nothing else. */
export async function copyCalendar(tx: Tx, calendarId: string): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into calendar (authority_id, name, weekend, copied_from)
     select authority_id, name, weekend, id from calendar where id = $1 returning id`,
    [calendarId],
  );
  if (row === undefined) throw new Error(`There is no calendar ${calendarId}`);
  await tx.rows(
    `insert into calendar_day (calendar_id, on_date, kind, reason)
     select $2, on_date, kind, reason from calendar_day where calendar_id = $1`,
    [calendarId, row.id],
  );
  return row.id;
}
