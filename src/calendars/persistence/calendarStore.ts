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

/** The calendar of an id with a plan's zone and working time; of the same days the same object. */
export async function loadCalendar(
  tx: Tx,
  calendarId: string,
  zone: string,
  workingTime: { readonly from: string; readonly to: string },
): Promise<WorkingCalendar> {
  const [row] = await tx.rows<CalendarRow>(
    `select c.id, c.weekend, c.version,
            coalesce((select jsonb_agg(jsonb_build_object('date', d.on_date, 'kind', d.kind) order by d.on_date, d.kind)
                        from calendar_day d where d.calendar_id = c.id), '[]') as days
       from calendar c where c.id = $1`,
    [calendarId],
  );
  if (row === undefined) throw new Error(`There is no calendar ${calendarId}`);
  // By its days, not by its version: a change that was rolled back (a preview) had that version with other days.
  const days = row.days.map((day) => `${day.date}${day.kind}`);
  const key = [row.id, zone, workingTime.from, workingTime.to, ...row.weekend, ...days].join(' ');
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

/** The calendar of this id, or (null) the first of the authority that is no copy for a rehearsal; undefined: none. */
export async function calendarOfAuthority(
  tx: Tx,
  authorityId: string,
  calendarId: string | null,
): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `select id from calendar
      where authority_id = $1 and (id = $2 or ($2::uuid is null and copied_from is null)) order by name, id limit 1`,
    [authorityId, calendarId],
  );
  return row?.id;
}

export interface CalendarLine {
  readonly id: string;
  readonly name: string;
  readonly weekend: readonly Weekday[];
  readonly version: number;
  /** The calendar that a rehearsal's is a copy of. */
  readonly copiedFrom: string | null;
  readonly runningCampaigns: readonly { readonly id: string; readonly code: string; readonly clock: string }[];
}

const CALENDAR_LINE = `c.id, c.name, c.weekend, c.version, c.copied_from as "copiedFrom",
  coalesce((select jsonb_agg(jsonb_build_object('id', g.id, 'code', g.plan ->> 'code', 'clock', g.clock) order by g.launched_at)
              from campaign g where g.calendar_id = c.id and g.state = 'RUNNING'), '[]') as "runningCampaigns"`;

/** The calendars of an authority: its own first, then the copies of rehearsals. */
export function calendarsOf(tx: Tx, authorityId: string): Promise<CalendarLine[]> {
  return tx.rows<CalendarLine>(
    `select ${CALENDAR_LINE} from calendar c where c.authority_id = $1
      order by c.copied_from is not null, c.name, c.id`,
    [authorityId],
  );
}

export interface CalendarTableDay {
  readonly date: string;
  readonly kind: 'DAY_OFF' | 'WORKING_WEEKEND';
  readonly reason: string;
}

/** One calendar of an authority with its table; undefined if there is none of this id. */
export async function calendarWithDays(
  tx: Tx,
  authorityId: string,
  calendarId: string,
): Promise<(CalendarLine & { readonly days: readonly CalendarTableDay[] }) | undefined> {
  const [row] = await tx.rows<CalendarLine & { readonly days: readonly CalendarTableDay[] }>(
    `select ${CALENDAR_LINE},
            coalesce((select jsonb_agg(jsonb_build_object('date', d.on_date, 'kind', d.kind, 'reason', d.reason)
                                       order by d.on_date, d.kind)
                        from calendar_day d where d.calendar_id = c.id), '[]') as days
       from calendar c where c.authority_id = $1 and c.id = $2`,
    [authorityId, calendarId],
  );
  return row;
}

/** The version of a calendar, which is held until the end: two changes at once come one after the other. */
export async function lockCalendar(tx: Tx, authorityId: string, calendarId: string): Promise<number | undefined> {
  const [row] = await tx.rows<{ version: number }>(
    'select version from calendar where authority_id = $1 and id = $2 for no key update',
    [authorityId, calendarId],
  );
  return row?.version;
}

/** Whether an edit would change nothing: the line to add is there, or the one to take out is not. */
export async function isCalendarAsEdited(tx: Tx, calendarId: string, edit: CalendarEdit): Promise<boolean> {
  const rows = await tx.rows('select 1 from calendar_day where calendar_id = $1 and on_date = $2 and kind = $3', [
    calendarId,
    edit.date,
    EDITED_KIND[edit.act],
  ]);
  return rows.length > 0 === edit.act.startsWith('ADD');
}

/** Until the transaction ends nobody changes the calendar: what is planned by it meanwhile is not missed by a change. */
export async function holdCalendar(tx: Tx, calendarId: string): Promise<void> {
  await tx.rows('select 1 from calendar where id = $1 for share', [calendarId]);
}
