import {
  day,
  instant,
  isObject,
  listOf,
  memberOf,
  nameAmong,
  object,
  optional,
  required,
  text,
  words,
  type Check,
} from '../../../plans/domain/shape';
import { pathOf } from '../../../plans/domain/faultCollector';
import type {
  AcknowledgeEvent,
  CalendarEvent,
  CancelTaskEvent,
  CompleteTaskEvent,
  ExtendEvent,
  OutageEvent,
  ReturnEvent,
  ReturnItemsEvent,
  ReviseEvent,
  ScenarioAct,
} from './scenario';

/** The names that the events of a scenario may use. */
export interface EventNames {
  readonly tasks: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
  readonly fields: ReadonlySet<string>;
}

/**
 * One event: `at`, and the keys that belong to its `do` (contract, §8). Where `do` itself is missing or wrong, which keys
 * belong is not known, and only `at` is checked. `unit` and `field` together are two forms of one choice at once:
 * VALUE.INVALID at the event, which is then not checked further.
 */
export function eventShape(names: EventNames): Check {
  const shapes = eventShapes(names);
  return (event, path, faults) => {
    const act = memberOf(event, 'do');
    if (!isAct(act)) unknownAct(event, path, faults);
    else if (CHOOSES_TASKS[act] && hasBoth(event)) {
      faults.add(path, 'VALUE.INVALID');
      onlyAt(event, path, faults);
    } else shapes[act](event, path, faults);
  };
}

function eventShapes(names: EventNames): Readonly<Record<ScenarioAct, Check>> {
  const at = required(instant);
  const reason = required(words);
  const dueOn = required(day);
  const task = required(nameAmong(names.tasks, 'TASK.UNKNOWN'));
  const unit = oneOrSeveral(nameAmong(names.units, 'UNIT.UNKNOWN'));
  const field = oneOrSeveral(nameAmong(names.fields, 'FIELD.UNKNOWN'));
  // `do` was read to choose the shape.
  const taskAct = { at, do: required(text), task, unit: optional(unit), field: optional(field) };
  const calendarChange = object<CalendarEvent>({ at, do: taskAct.do, date: required(day), reason });
  const outage = object<OutageEvent>({ at, do: taskAct.do });
  return {
    COMPLETE_TASK: object<CompleteTaskEvent>(taskAct),
    CANCEL_TASK: object<CancelTaskEvent>({ ...taskAct, reason }),
    EXTEND: object<ExtendEvent>({ ...taskAct, dueOn, reason }),
    RETURN: object<ReturnEvent>({ ...taskAct, dueOn, reason }),
    REVISE: object<ReviseEvent>({ at, do: taskAct.do, task, dueOn, reason }),
    RETURN_ITEMS: object<ReturnItemsEvent>({ at, do: taskAct.do, unit: required(unit) }),
    ACKNOWLEDGE: object<AcknowledgeEvent>({ ...taskAct, escalation: required(text) }),
    ADD_DAY_OFF: calendarChange,
    ADD_WORKING_WEEKEND: calendarChange,
    OUTAGE_BEGIN: outage,
    OUTAGE_END: outage,
  };
}

/** The acts of the table; true where `unit` or `field` may choose among the tasks of a template. */
const CHOOSES_TASKS = {
  COMPLETE_TASK: true,
  CANCEL_TASK: true,
  EXTEND: true,
  RETURN: true,
  REVISE: false,
  RETURN_ITEMS: false,
  ACKNOWLEDGE: true,
  ADD_DAY_OFF: false,
  ADD_WORKING_WEEKEND: false,
  OUTAGE_BEGIN: false,
  OUTAGE_END: false,
} as const satisfies Record<ScenarioAct, boolean>;

function isAct(act: unknown): act is ScenarioAct {
  return typeof act === 'string' && Object.hasOwn(CHOOSES_TASKS, act);
}

function hasBoth(event: unknown): boolean {
  return memberOf(event, 'unit') !== undefined && memberOf(event, 'field') !== undefined;
}

/** One name, or a list of names; a wrong one in a list has the path of the element. */
function oneOrSeveral(name: Check): Check {
  const several = listOf(name);
  return (value, path, faults) => (Array.isArray(value) ? several : name)(value, path, faults);
}

const onlyAt: Check = (event, path, faults) => {
  const at = memberOf(event, 'at');
  if (at === undefined) faults.add(pathOf(path, 'at'), 'KEY.MISSING');
  else instant(at, pathOf(path, 'at'), faults);
};

/** An event whose `do` is missing or none of the table. */
const unknownAct: Check = (event, path, faults) => {
  if (!isObject(event)) {
    faults.add(path, 'VALUE.INVALID');
    return;
  }
  faults.add(pathOf(path, 'do'), memberOf(event, 'do') === undefined ? 'KEY.MISSING' : 'VALUE.INVALID');
  onlyAt(event, path, faults);
};
