import { wrongValue } from '../shared/http/dayAndInstant';
import { isoOf, type Day, type Instant } from '../shared/instant';
import type { RevisionChange } from './domain/planRevision';
import type { MovedStep, MovedTask } from './domain/revisionEffects';
import type { Revision, RevisedTemplate, RevisionResult } from './reviseCampaign';

interface Limits {
  readonly dueOn: Day;
  readonly closesAt: string | null;
}

export interface PresentedRevision {
  readonly version: number;
  readonly templates: readonly RevisedTemplate[];
  readonly tasks: readonly (Omit<MovedTask, 'from' | 'to'> & {
    readonly from: Limits | null;
    readonly to: Limits | null;
  })[];
  readonly steps: readonly (Omit<MovedStep, 'from' | 'to'> & {
    readonly from: string | null;
    readonly to: string | null;
    readonly task: string;
    readonly unit: string | null;
    readonly field: string | null;
  })[];
}

/** What a revision moved, as the API shows it. A step names its task, moved or not. */
export function presentRevision({ version, templates, tasks, steps }: RevisionResult): PresentedRevision {
  const taskOf = new Map(tasks.map((task) => [task.id, task]));
  return {
    version,
    templates,
    tasks: tasks.map((task) => ({
      ...task,
      from: limitsOf(task.from),
      to: limitsOf(task.to),
    })),
    steps: steps.map((step) => {
      const task = taskOf.get(step.taskId);
      const place = { task: task?.task ?? '', unit: task?.unit ?? null, field: task?.field ?? null };
      return { ...step, ...place, from: textOf(step.from), to: textOf(step.to) };
    }),
  };
}

/** One change as a body has it. */
interface GivenChange {
  readonly task?: string;
  readonly dueOn?: string;
  readonly cancel?: true;
  readonly stage?: string;
  readonly add?: Readonly<Record<string, unknown>>;
}

/**
 * The changes that a body asks for: a template for a stage, or of each template one, either a day or its cancellation.
 * @throws AppError VALUE.INVALID
 */
export function revisionOf(body: { readonly changes: readonly GivenChange[]; readonly reason: string }): Revision {
  const named = new Set<string>();
  const changes = body.changes.map((given, place): RevisionChange => {
    const pointer = `/changes/${String(place)}`;
    const change = given.add === undefined ? changeOf(given, pointer) : additionOf(given, given.add, pointer);
    if ('add' in change) return change;
    if (named.has(change.task)) throw wrongValue(`${pointer}/task`, 'VALUE.REPEATED', 'Có giá trị bị lặp lại.');
    named.add(change.task);
    return change;
  });
  return { changes, reason: body.reason };
}

function additionOf({ stage, task, dueOn, cancel }: GivenChange, add: unknown, pointer: string): RevisionChange {
  if (stage === undefined) throw missing(`${pointer}/stage`);
  const others = { task, dueOn, cancel };
  const other = Object.entries(others).find(([, value]) => value !== undefined);
  if (other !== undefined) throw onlyOne(`${pointer}/${other[0]}`);
  return { stage, add };
}

function changeOf({ stage, task, dueOn, cancel }: GivenChange, pointer: string): RevisionChange {
  if (stage !== undefined) throw missing(`${pointer}/add`);
  if (task === undefined) throw missing(`${pointer}/task`);
  if (cancel === true && dueOn !== undefined) throw onlyOne(`${pointer}/dueOn`);
  if (cancel === true) return { task, cancel };
  if (dueOn === undefined) throw missing(`${pointer}/dueOn`);
  return { task, dueOn };
}

function missing(pointer: string) {
  return wrongValue(pointer, 'VALUE.MISSING', 'Bắt buộc phải có.');
}

function onlyOne(pointer: string) {
  return wrongValue(pointer, 'VALUE.INVALID', 'Chỉ chọn một: đổi hạn, hủy hoặc thêm.');
}

function limitsOf(limits: { readonly dueOn: Day; readonly closesAt: Instant | null } | null): Limits | null {
  return limits === null ? null : { dueOn: limits.dueOn, closesAt: textOf(limits.closesAt) };
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : isoOf(at);
}
