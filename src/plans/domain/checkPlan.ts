import { FaultCollector, pathOf } from './faultCollector';
import type { Fault, Plan, PlanRole, WorkingTime } from './plan';
import { planNames, type PlanNames } from './planNames';
import { digestShape, policyShape } from './ruleShape';
import {
  all,
  day,
  differentKeys,
  elementsOf,
  formOf,
  integer,
  listOf,
  mapOf,
  memberOf,
  nameAmong,
  nameOnce,
  object,
  oneOf,
  optional,
  parseJson,
  required,
  text,
  timeOfDay,
  timeZone,
  words,
  type Check,
} from './shape';
import { stageShape } from './stageShape';
import { isTimeOfDay } from './timeText';
import { indexByKey, indicesOf, waitingForThemselves } from './waitsForItself';

/** What a plan may refer to: the keys of the bodies of one authority. */
export interface KnownOrganisations {
  readonly bodies: readonly { readonly key: string }[];
}

export type CheckedPlan = { readonly plan: Plan } | { readonly faults: Fault[] };

/**
 * Checks a plan file as a whole (contract of plans, §1).
 *
 * @param value the file's JSON value
 * @returns the plan, or every fault by path (JSON Pointer of the wrong value or missing key), then code
 */
export function checkPlan(value: unknown, organisations: KnownOrganisations): CheckedPlan {
  const faults = new FaultCollector();
  planShape(planNames(value, organisations))(value, '', faults);
  const found = faults.list();
  // Every key of the type has been checked by the shape, which the compiler holds to the type's keys.
  return found.length > 0 ? { faults: found } : { plan: value as Plan };
}

/** The same from the file's text; a text that is not JSON is VALUE.INVALID at the path ``. */
export function parsePlan(fileText: string, organisations: KnownOrganisations): CheckedPlan {
  const parsed = parseJson(fileText);
  return 'faults' in parsed ? parsed : checkPlan(parsed.value, organisations);
}

function planShape(names: PlanNames): Check {
  const body = nameAmong(names.bodies, 'BODY.UNKNOWN');
  return object<Plan>({
    schema: required(oneOf(1)),
    code: required(words),
    title: required(words),
    issuer: required(body),
    issuedOn: optional(day),
    assessmentYear: optional(integer()),
    timeZone: required(timeZone),
    basis: optional(listOf(text)),
    lead: required(body),
    workingTime: required(workingTime),
    roles: required(mapOf(object<PlanRole>({ at: required(body), label: required(words) }))),
    policies: required(mapOf(policyShape(names))),
    digests: optional(all(listOf(digestShape(names)), differentKeys)),
    stages: required(
      all(listOf(stageShape(names), 'VALUE.INVALID'), differentKeys, differentTaskKeys, stagesWaitForOthers),
    ),
  });
}

const workingTime = all(
  object<WorkingTime>({ from: required(timeOfDay), to: required(timeOfDay) }),
  (value, path, faults) => {
    const from = memberOf(value, 'from');
    const to = memberOf(value, 'to');
    if (typeof from !== 'string' || typeof to !== 'string' || !isTimeOfDay(from) || !isTimeOfDay(to)) return;
    if (to <= from) faults.add(pathOf(path, 'to'), 'VALUE.INVALID');
  },
);

/** A task's key names it in the whole plan: acts and reports say it without the stage. */
const differentTaskKeys: Check = (stages, path, faults) => {
  const given = new Set<string>();
  elementsOf(stages).forEach((stage, stageIndex) => {
    elementsOf(memberOf(stage, 'tasks')).forEach((task, index) => {
      nameOnce(memberOf(task, 'key'), `${pathOf(path, stageIndex)}/tasks/${index}/key`, given, faults);
    });
  });
};

const stagesWaitForOthers: Check = (stages, path, faults) => {
  const list = elementsOf(stages);
  const indices = indexByKey(list);
  const awaited = list.map((stage) => {
    const opens = memberOf(stage, 'opens');
    return formOf(opens, ['on', 'after']) === 'after' ? indicesOf(memberOf(opens, 'after'), indices) : [];
  });
  for (const index of waitingForThemselves(awaited)) {
    faults.add(`${pathOf(path, index)}/opens/after`, 'AFTER.CYCLE');
  }
};
