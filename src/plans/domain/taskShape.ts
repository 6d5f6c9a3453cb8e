import type { TaskAssignee, TaskDue, TaskTemplate } from './plan';
import { DONE_BY } from './plan';
import type { PlanNames } from './planNames';
import {
  anything,
  day,
  formOf,
  forms,
  integer,
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

type EachUnit = Extract<TaskAssignee, { each: 'unit' }>;
type EachField = Extract<TaskAssignee, { each: 'field-assignment' }>;

const ASSIGNEE_FORMS = ['body', 'role', 'each'] as const;

/** First keys of the forms of a task's `due`. */
export const DUE_FORMS = ['on', 'stage', 'workingDaysAfter'] as const;

/**
 * Whether a task template waits for a condition: it arises or not, and so no stage can consist of such tasks alone, and
 * no task can wait for one.
 */
export function hasCondition(task: unknown): boolean {
  const assignee = memberOf(task, 'assignee');
  return (
    formOf(assignee, ASSIGNEE_FORMS) === 'each' &&
    memberOf(assignee, 'each') === 'unit' &&
    memberOf(assignee, 'when') !== undefined
  );
}

function assigneeShape(names: PlanNames): Check {
  const body = nameAmong(names.bodies, 'BODY.UNKNOWN');
  const eachUnit = object<EachUnit>({
    each: required(oneOf('unit', 'field-assignment')),
    owner: optional(body),
    when: optional(oneOf('ITEMS_RETURNED')),
  });
  const eachField = object<EachField>({ each: required(oneOf('field-assignment')) });
  const shapes: Record<(typeof ASSIGNEE_FORMS)[number], Check> = {
    body: object<{ readonly body: string }>({ body: required(body) }),
    role: object<{ readonly role: string }>({ role: required(nameAmong(names.roles, 'ROLE.UNKNOWN')) }),
    // Where `each` itself is wrong, the keys of both forms are let pass: which of them belong is not known.
    each: (value, path, faults) =>
      (memberOf(value, 'each') === 'field-assignment' ? eachField : eachUnit)(value, path, faults),
  };
  return forms(shapes);
}

const DUE_SHAPES: Record<(typeof DUE_FORMS)[number], Check> = {
  on: object<Extract<TaskDue, { on: unknown }>>({ on: required(day) }),
  stage: object<Extract<TaskDue, { stage: unknown }>>({ stage: required(oneOf(true)) }),
  workingDaysAfter: object<Extract<TaskDue, { workingDaysAfter: unknown }>>({
    workingDaysAfter: required(oneOf('OPENED')),
    days: required(integer(1)),
  }),
};

/**
 * A task template of a stage. A task with a condition has no `after`: it is created by the condition alone.
 *
 * @param awaitable keys of the stage's tasks that others may wait for (those without a condition)
 */
export function taskShape(names: PlanNames, awaitable: ReadonlySet<string>): Check {
  const { after, ...withoutAfter } = {
    key: required(words),
    title: required(words),
    assignee: required(assigneeShape(names)),
    with: optional(listOf(nameAmong(names.bodies, 'BODY.UNKNOWN'))),
    due: required(forms(DUE_SHAPES)),
    policy: required(nameAmong(names.policies, 'POLICY.UNKNOWN')),
    doneBy: required(oneOf(...DONE_BY)),
    document: optional(text),
    after: optional(listOf(nameAmong(awaitable, 'TASK.UNKNOWN'), 'VALUE.INVALID')),
    whenNotDoneAtClose: optional(oneOf('LOCK_AND_REPORT')),
    assumed: optional(anything),
  };
  const conditional = object<Omit<TaskTemplate, 'after'>>(withoutAfter);
  const plain = object<TaskTemplate>({ ...withoutAfter, after });
  return (task, path, faults) => (hasCondition(task) ? conditional : plain)(task, path, faults);
}
