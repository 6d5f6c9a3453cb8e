import { calendarOfAuthority, loadCalendar } from '../calendars/persistence/calendarStore';
import type { WorkingCalendar } from '../calendars/domain/workingCalendar';
import type { Tx } from '../database/transaction';
import { ROLES_OF_KIND } from '../organisations/domain/organisations';
import { loadDirectory } from '../organisations/persistence/directoryStore';
import { bodiesOf, unitsOn } from '../organisations/persistence/organisationStore';
import { personNames } from '../organisations/persistence/personStore';
import type { Plan } from '../plans/domain/plan';
import { planOfAuthority } from '../plans/persistence/planStore';
import { AppError } from '../shared/http/appError';
import { wrongValue } from '../shared/http/dayAndInstant';
import type { Day, Instant } from '../shared/instant';
import type { CampaignPlaces } from './domain/campaign';
import { previewOf, type Preview } from './domain/preview/previewOf';
import { DEFAULT_FIELD_ASSIGNMENTS, type FieldAssignment } from './domain/rehearsal/scenario';
import { databaseNow } from './persistence/campaignStore';

/** What is to be launched; null: what a launch without it would take. */
export interface PreviewOrder {
  readonly authorityId: string;
  readonly planId: string;
  readonly calendarId: string | null;
  readonly startAt: Instant | null;
  readonly fieldAssignments: readonly FieldAssignment[] | null;
}

export interface LaunchPreview {
  readonly preview: Preview;
  readonly plan: Plan;
  readonly calendar: WorkingCalendar;
  readonly now: Instant;
  readonly persons: ReadonlyMap<string, { readonly key: string; readonly name: string }>;
}

/**
 * What launching a plan would bring about.
 * @throws AppError NOT_FOUND for a plan or calendar that the authority does not have; VALUE.INVALID for an unknown body
 */
export async function previewLaunch(tx: Tx, order: PreviewOrder): Promise<LaunchPreview> {
  const { authorityId } = order;
  const stored = await planOfAuthority(tx, authorityId, order.planId);
  if (stored === undefined) throw new AppError('NOT_FOUND');
  const plan = stored.content;
  const calendarId = await calendarToUse(tx, authorityId, order.calendarId);
  const calendar = await loadCalendar(tx, calendarId, plan.timeZone, plan.workingTime);
  const now = order.startAt ?? (await databaseNow(tx));
  const fields = await fieldAssignmentsFor(tx, authorityId, plan, order.fieldAssignments);
  const places = await placesOn(tx, authorityId, calendar.dayOf(now), fields);
  const directory = await loadDirectory(tx, authorityId, organisationsIn(places), plan.roles, calendar.dayOf(now));
  const persons = await personNames(tx, authorityId);
  const nameOf = (personId: string): string => persons.get(personId)?.name ?? personId;
  return { preview: previewOf({ plan, places, directory, calendar, now, nameOf }), plan, calendar, now, persons };
}

/**
 * The calendar named, or the authority's own.
 * @throws AppError NOT_FOUND
 */
export async function calendarToUse(tx: Tx, authorityId: string, calendarId: string | null): Promise<string> {
  const found = await calendarOfAuthority(tx, authorityId, calendarId);
  if (found === undefined) throw new AppError('NOT_FOUND', { detail: 'Chưa có lịch làm việc này.' });
  return found;
}

/**
 * Which body does each field; until criteria are imported, the default of the contract where its bodies exist.
 * @throws AppError VALUE.INVALID for a body that the authority does not have
 */
export async function fieldAssignmentsFor(
  tx: Tx,
  authorityId: string,
  plan: Plan,
  given: readonly FieldAssignment[] | null,
): Promise<readonly FieldAssignment[]> {
  const bodies = new Set((await bodiesOf(tx, authorityId)).map((body) => body.key));
  const unknown = given?.findIndex(({ body }) => !bodies.has(body)) ?? -1;
  if (unknown >= 0) {
    throw wrongValue(`/fieldAssignments/${String(unknown)}/body`, 'BODY.UNKNOWN', 'Không có cơ quan này.');
  }
  if (given !== null) return given;
  const isNeeded = plan.stages.some((stage) =>
    stage.tasks.some(({ assignee }) => 'each' in assignee && assignee.each === 'field-assignment'),
  );
  return isNeeded ? DEFAULT_FIELD_ASSIGNMENTS.filter(({ body }) => bodies.has(body)) : [];
}

async function placesOn(
  tx: Tx,
  authorityId: string,
  day: Day,
  fields: readonly FieldAssignment[],
): Promise<CampaignPlaces> {
  const units = await unitsOn(tx, authorityId, day);
  const bodies = new Map(
    (await bodiesOf(tx, authorityId)).map(({ id, key, kind }) => [
      key,
      { organisationId: id, assigneeRole: ROLES_OF_KIND[kind].assignee },
    ]),
  );
  return {
    units: units.map(({ id, code }) => ({ organisationId: id, code })),
    fields: fields.flatMap(({ field, body }) => {
      const place = bodies.get(body);
      return place === undefined ? [] : [{ field, organisationId: place.organisationId }];
    }),
    bodies,
  };
}

function organisationsIn({ units, bodies }: CampaignPlaces): string[] {
  return [...units, ...bodies.values()].map(({ organisationId }) => organisationId);
}
