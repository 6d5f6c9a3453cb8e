import { pathOf, type FaultCollector } from './faultCollector';
import type { Opening, StageTemplate } from './plan';
import { COMPLETION_RULES, STAGE_MODULES } from './plan';
import type { PlanNames } from './planNames';
import {
  all,
  anything,
  day,
  elementsOf,
  formOf,
  forms,
  integer,
  isObject,
  listOf,
  memberOf,
  nameAmong,
  object,
  oneOf,
  optional,
  required,
  text,
  words,
  type Check,
} from './shape';
import { DUE_FORMS, hasCondition, taskShape } from './taskShape';
import { isDay } from './timeText';
import { indexByKey, indicesOf, waitingForThemselves } from './waitsForItself';

const OPENING_FORMS = ['on', 'after'] as const;

/** A stage template with its tasks. */
export function stageShape(names: PlanNames): Check {
  const afterForm = object<Extract<Opening, { after: unknown }>>({
    after: required(listOf(nameAmong(names.stages, 'STAGE.UNKNOWN'), 'VALUE.INVALID')),
    notBefore: optional(day),
  });
  const openings: Record<(typeof OPENING_FORMS)[number], Check> = {
    on: object<Extract<Opening, { on: unknown }>>({ on: required(day) }),
    after: afterForm,
  };
  const members = object<StageTemplate>({
    key: required(words),
    number: optional(text),
    title: required(words),
    lead: required(nameAmong(new Set([...names.bodies, 'units']), 'BODY.UNKNOWN')),
    with: optional(listOf(nameAmong(new Set([...names.bodies, 'bodies', 'units']), 'BODY.UNKNOWN'))),
    planText: optional(text),
    opens: required(forms(openings)),
    due: required(object<StageTemplate['due']>({ on: required(day) })),
    closes: optional(object<NonNullable<StageTemplate['closes']>>({ workingDaysAfterDue: required(integer(0)) })),
    completes: required(oneOf(...COMPLETION_RULES)),
    module: optional(oneOf(...STAGE_MODULES)),
    committee: optional(nameAmong(names.bodies, 'BODY.UNKNOWN')),
    sample: optional(anything),
    assumed: optional(anything),
    // The tasks depend on one another, and so are checked with the stage in hand.
    tasks: required(anything),
  });
  return (stage, path, faults) => {
    members(stage, path, faults);
    if (!isObject(stage)) return;
    checkTasks(names)(memberOf(stage, 'tasks'), pathOf(path, 'tasks'), faults);
    checkClosing(stage, path, faults);
    checkDueDays(stage, path, faults);
  };
}

function checkTasks(names: PlanNames): Check {
  return (tasks, path, faults) => {
    if (tasks === undefined) return;
    const awaitable = indexByKey(elementsOf(tasks).map((task) => (hasCondition(task) ? undefined : task)));
    all(listOf(taskShape(names, new Set(awaitable.keys()))), oneWithoutCondition)(tasks, path, faults);
    const awaited = elementsOf(tasks).map((task) =>
      hasCondition(task) ? [] : indicesOf(memberOf(task, 'after'), awaitable),
    );
    for (const index of waitingForThemselves(awaited)) {
      faults.add(pathOf(pathOf(path, index), 'after'), 'AFTER.CYCLE');
    }
  };
}

/** A stage without a task that surely arises would complete at its opening. */
const oneWithoutCondition: Check = (tasks, path, faults) => {
  if (Array.isArray(tasks) && tasks.every(hasCondition)) faults.add(path, 'STAGE.NO_TASK');
};

/** "Or closed" needs a closing; a closing without it would hold the stage up for ever. */
function checkClosing(stage: unknown, path: string, faults: FaultCollector): void {
  const completes = memberOf(stage, 'completes');
  const closes = memberOf(stage, 'closes') !== undefined;
  if ((completes === 'ALL_TASKS_DONE_OR_CLOSED' && !closes) || (completes === 'ALL_TASKS_DONE' && closes)) {
    faults.add(pathOf(path, 'completes'), 'STAGE.CLOSES_MISMATCH');
  }
}

function checkDueDays(stage: unknown, path: string, faults: FaultCollector): void {
  const opensOn = openingDay(memberOf(stage, 'opens'));
  if (opensOn === undefined) return;
  const check = (due: unknown, ownerPath: string) => {
    const dueOn = existingDay(memberOf(due, 'on'));
    if (dueOn !== undefined && dueOn < opensOn) faults.add(`${ownerPath}/due/on`, 'DUE.BEFORE_OPENING');
  };
  check(memberOf(stage, 'due'), path);
  elementsOf(memberOf(stage, 'tasks')).forEach((task, index) => {
    const due = memberOf(task, 'due');
    if (formOf(due, DUE_FORMS) === 'on') check(due, pathOf(`${path}/tasks`, index));
  });
}

/** The day before which a stage surely does not open: that of its form, where it is one. */
function openingDay(opens: unknown): string | undefined {
  const form = formOf(opens, OPENING_FORMS);
  if (form === undefined) return undefined;
  return existingDay(memberOf(opens, form === 'on' ? 'on' : 'notBefore'));
}

function existingDay(value: unknown): string | undefined {
  return typeof value === 'string' && isDay(value) ? value : undefined;
}
