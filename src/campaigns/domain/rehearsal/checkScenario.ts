import type { OrganisationsFile } from '../../../organisations/domain/organisations';
import { ROLES_OF_KIND } from '../../../organisations/domain/organisations';
import { FaultCollector, pathOf } from '../../../plans/domain/faultCollector';
import type { Fault, Plan } from '../../../plans/domain/plan';
import {
  all,
  elementsOf,
  instant,
  listOf,
  memberOf,
  nameAmong,
  object,
  oneOf,
  optional,
  parseJson,
  required,
  words,
  type Check,
} from '../../../plans/domain/shape';
import { instantOfText } from '../../../plans/domain/timeText';
import type { Instant } from '../../../shared/instant';
import { eventShape } from './eventShape';
import { DEFAULT_FIELD_ASSIGNMENTS, type FieldAssignment, type Scenario, type ScenarioEvent } from './scenario';

export type CheckedScenario = { readonly scenario: Scenario } | { readonly faults: Fault[] };

/** A scenario as it is written: instants are text. */
interface ScenarioFile {
  readonly schema: 1;
  readonly startAt: string;
  readonly endAt: string;
  readonly fieldAssignments?: readonly FieldAssignment[];
  readonly vacant?: readonly string[];
  readonly events: readonly WrittenEvent[];
}

type Written<Event> = Event extends ScenarioEvent ? Omit<Event, 'at'> & { readonly at: string } : never;
type WrittenEvent = Written<ScenarioEvent>;

/**
 * Checks a scenario file against the plan and the organisations it is to be rehearsed with (contract, §8).
 *
 * @returns the scenario, its events in the order of running, or every fault by path, then code
 */
export function checkScenario(value: unknown, plan: Plan, organisations: OrganisationsFile): CheckedScenario {
  const faults = new FaultCollector();
  scenarioShape(value, plan, organisations)(value, '', faults);
  const found = faults.list();
  // Every key of the type has been checked by the shape, which the compiler holds to the type's keys.
  return found.length > 0 ? { faults: found } : { scenario: scenarioOf(value as ScenarioFile) };
}

/** The same from the file's text; a text that is not JSON is VALUE.INVALID at the path ``. */
export function parseScenario(fileText: string, plan: Plan, organisations: OrganisationsFile): CheckedScenario {
  const parsed = parseJson(fileText);
  return 'faults' in parsed ? parsed : checkScenario(parsed.value, plan, organisations);
}

function scenarioShape(value: unknown, plan: Plan, organisations: OrganisationsFile): Check {
  const assignment = object<FieldAssignment>({
    field: required(words),
    body: required(nameAmong(new Set(organisations.bodies.map((body) => body.key)), 'BODY.UNKNOWN')),
  });
  const event = eventShape({
    tasks: new Set(plan.stages.flatMap((stage) => stage.tasks.map((task) => task.key))),
    units: new Set(organisations.units.map((unit) => unit.code)),
    fields: fieldsInForce(value),
  });
  const members = object<ScenarioFile>({
    schema: required(oneOf(1)),
    startAt: required(instant),
    endAt: required(instant),
    fieldAssignments: optional(all(listOf(assignment), differentFields)),
    vacant: optional(listOf(nameAmong(heldRoles(plan, organisations), 'VALUE.INVALID'))),
    events: required(listOf(event)),
  });
  return all(members, checkTimes);
}

function fieldsInForce(scenario: unknown): Set<string> {
  const given = memberOf(scenario, 'fieldAssignments');
  const fields = elementsOf(given === undefined ? DEFAULT_FIELD_ASSIGNMENTS : given).map((assignment) =>
    memberOf(assignment, 'field'),
  );
  return new Set(fields.filter((field) => typeof field === 'string'));
}

/** One field is one task: given twice, its task and all of its steps would be there twice. */
const differentFields: Check = (assignments, path, faults) => {
  const given = new Set<unknown>();
  elementsOf(assignments).forEach((assignment, index) => {
    const field = memberOf(assignment, 'field');
    if (typeof field === 'string' && given.has(field)) faults.add(`${pathOf(path, index)}/field`, 'VALUE.INVALID');
    given.add(field);
  });
};

/** Every role that somebody holds in a rehearsal, as `role@organisation-key`: two of each organisation, and the plan's. */
function heldRoles(plan: Plan, organisations: OrganisationsFile): Set<string> {
  const organisationRoles = [
    ...organisations.bodies.map(({ key, kind }) => ({ key, roles: ROLES_OF_KIND[kind] })),
    ...organisations.units.map(({ code }) => ({ key: code, roles: ROLES_OF_KIND.UNIT })),
  ].flatMap(({ key, roles }) => [`${roles.assignee}@${key}`, `${roles.leader}@${key}`]);
  return new Set([...organisationRoles, ...Object.entries(plan.roles).map(([role, { at }]) => `${role}@${at}`)]);
}

/** The bounds, the events within them, and the outages. A wrong bound binds no event. */
const checkTimes: Check = (scenario, _path, faults) => {
  const startAt = instantAt(scenario, 'startAt');
  let endAt = instantAt(scenario, 'endAt');
  if (startAt !== undefined && endAt !== undefined && endAt < startAt) {
    faults.add('/endAt', 'VALUE.INVALID');
    endAt = undefined;
  }
  const timed = elementsOf(memberOf(scenario, 'events')).map((event, index) => {
    const at = instantAt(event, 'at');
    const inside = at !== undefined && at >= (startAt ?? -Infinity) && at <= (endAt ?? Infinity);
    if (at !== undefined && !inside) faults.add(`/events/${index}/at`, 'VALUE.INVALID');
    return { do: memberOf(event, 'do'), at: inside ? at : undefined };
  });
  const running = timed.flatMap((event) => (event.at === undefined ? [] : [{ do: event.do, at: event.at }]));
  if (running.length === timed.length && !outagesArePaired(inOrderOfRunning(running))) {
    faults.add('/events', 'OUTAGE.UNPAIRED');
  }
};

function instantAt(value: unknown, key: string): Instant | undefined {
  const written = memberOf(value, key);
  return typeof written === 'string' ? instantOfText(written) : undefined;
}

/** Whether each outage begins while none is, and ends. */
function outagesArePaired(running: readonly { readonly do: unknown }[]): boolean {
  let isOut = false;
  for (const event of running) {
    if (event.do !== 'OUTAGE_BEGIN' && event.do !== 'OUTAGE_END') continue;
    if (isOut === (event.do === 'OUTAGE_BEGIN')) return false;
    isOut = !isOut;
  }
  return !isOut;
}

/** By `at`; events of one instant stay as in the file. */
function inOrderOfRunning<Event extends { readonly at: Instant }>(events: readonly Event[]): Event[] {
  return [...events].sort((a, b) => a.at - b.at);
}

function scenarioOf(file: ScenarioFile): Scenario {
  return {
    startAt: checkedInstant(file.startAt),
    endAt: checkedInstant(file.endAt),
    fieldAssignments: file.fieldAssignments ?? DEFAULT_FIELD_ASSIGNMENTS,
    vacant: file.vacant ?? [],
    events: inOrderOfRunning(file.events.map((event): ScenarioEvent => ({ ...event, at: checkedInstant(event.at) }))),
  };
}

function checkedInstant(written: string): Instant {
  const at = instantOfText(written);
  if (at === undefined) throw new Error(`${written} was found to be an instant, and is none`);
  return at;
}
