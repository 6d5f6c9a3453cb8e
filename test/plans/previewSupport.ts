import { WorkingCalendar } from '../../src/calendars/domain/workingCalendar';
import type { CalendarFile } from '../../src/calendars/domain/checkCalendar';
import type { CampaignPlaces } from '../../src/campaigns/domain/campaign';
import type { PreviewInput } from '../../src/campaigns/domain/preview/forecast';
import { previewOf, type Preview } from '../../src/campaigns/domain/preview/previewOf';
import { DEFAULT_FIELD_ASSIGNMENTS } from '../../src/campaigns/domain/rehearsal/scenario';
import type { Directory } from '../../src/deadlines/domain/recipients';
import { ROLES_OF_KIND, unitsValidOn } from '../../src/organisations/domain/organisations';
import { holdingsFor } from '../../src/organisations/seedHolders';
import { checkPlan } from '../../src/plans/domain/checkPlan';
import type { Plan } from '../../src/plans/domain/plan';
import { edited, jsonFile } from './edits';
import { organisations, sample, type Edits } from './samplePlan';

const calendarFile = jsonFile('samples/calendars/viet-nam-2023-2026.json') as CalendarFile;

export interface PreviewOptions {
  readonly edits?: Edits;
  /** Local time of the launch, `YYYY-MM-DDTHH:MM`. */
  readonly on?: string;
  readonly vacant?: readonly string[];
  /** Absent persons, with the substitute of each. */
  readonly absent?: Readonly<Record<string, string | null>>;
  readonly fields?: readonly { readonly field: string; readonly body: string }[];
}

/** The sample plan with edits, in memory: organisations are their own ids, persons are named by office. */
function inputOf(options: PreviewOptions = {}): PreviewInput {
  const checked = checkPlan(edited(sample, options.edits ?? {}), organisations);
  if ('faults' in checked) throw new Error(`the edited plan has faults: ${JSON.stringify(checked.faults)}`);
  const { plan } = checked;
  const now = Date.parse(`${options.on ?? '2023-12-08T07:30'}:00+07:00`);
  const calendar = calendarOf(plan);
  return {
    plan,
    places: placesOn(calendar.dayOf(now), options.fields ?? DEFAULT_FIELD_ASSIGNMENTS),
    directory: directoryOf(plan, options),
    calendar,
    now,
    nameOf: (personId) => personId,
  };
}

export function previewWith(options: PreviewOptions = {}): Preview {
  return previewOf(inputOf(options));
}

/** Warnings as `CODE pointer`. */
export function warningsWith(options: PreviewOptions = {}): string[] {
  return previewWith(options).warnings.map(({ code, pointer }) => `${code} ${pointer}`);
}

function calendarOf(plan: Plan): WorkingCalendar {
  const table = {
    weekend: calendarFile.weekend,
    daysOff: new Set(calendarFile.daysOff.map((day) => day.date)),
    workingWeekends: new Set(calendarFile.workingWeekends.map((day) => day.date)),
  };
  return new WorkingCalendar(table, plan.timeZone, plan.workingTime);
}

function placesOn(day: string, fields: NonNullable<PreviewOptions['fields']>): CampaignPlaces {
  return {
    units: unitsValidOn(organisations.units, day).map(({ code }) => ({ organisationId: code, code })),
    fields: fields.map(({ field, body }) => ({ field, organisationId: body })),
    bodies: new Map(
      organisations.bodies.map(({ key, kind }) => [
        key,
        { organisationId: key, assigneeRole: ROLES_OF_KIND[kind].assignee },
      ]),
    ),
  };
}

function directoryOf(plan: Plan, { vacant = [], absent = {} }: PreviewOptions): Directory {
  const held = new Set(holdingsFor(organisations, plan, vacant).map(({ key }) => key));
  const kindOf = new Map(organisations.bodies.map(({ key, kind }) => [key, kind]));
  return {
    holders: (organisationId, role) => (held.has(`${role}@${organisationId}`) ? [`${role}@${organisationId}`] : []),
    leaderRole: (organisationId) => ROLES_OF_KIND[kindOf.get(organisationId) ?? 'UNIT'].leader,
    organisationOfPlanRole: (role) => plan.roles[role]?.at,
    substituteOf: (personId) => absent[personId],
  };
}
