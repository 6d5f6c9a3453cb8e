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
  readonly tasks: readonly (Omit<MovedTask, 'from' | 'to'> & { readonly from: Limits; readonly to: Limits | null })[];
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
      to: task.to === null ? null : limitsOf(task.to),
    })),
    steps: steps.map((step) => {
      const task = taskOf.get(step.taskId);
      const place = { task: task?.task ?? '', unit: task?.unit ?? null, field: task?.field ?? null };
      return { ...step, ...place, from: textOf(step.from), to: textOf(step.to) };
    }),
  };
}

/**
 * The changes that a body asks for: of each template one, either a day or its cancellation.
 * @throws AppError VALUE.INVALID
 */
export function revisionOf(body: {
  readonly changes: readonly { readonly task: string; readonly dueOn?: string; readonly cancel?: true }[];
  readonly reason: string;
}): Revision {
  const named = new Set<string>();
  const changes = body.changes.map(({ task, dueOn, cancel }, place): RevisionChange => {
    const pointer = `/changes/${String(place)}`;
    if (named.has(task)) throw wrongValue(`${pointer}/task`, 'VALUE.REPEATED', 'Có giá trị bị lặp lại.');
    named.add(task);
    if (cancel === true && dueOn !== undefined) {
      throw wrongValue(`${pointer}/dueOn`, 'VALUE.INVALID', 'Chỉ chọn một: đổi hạn hoặc hủy.');
    }
    if (cancel === true) return { task, cancel };
    if (dueOn === undefined) throw wrongValue(`${pointer}/dueOn`, 'VALUE.MISSING', 'Bắt buộc phải có.');
    return { task, dueOn };
  });
  return { changes, reason: body.reason };
}

function limitsOf({ dueOn, closesAt }: { readonly dueOn: Day; readonly closesAt: Instant | null }): Limits {
  return { dueOn, closesAt: textOf(closesAt) };
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : isoOf(at);
}
