import type { Plan, StageTemplate, TaskTemplate } from '../../plans/domain/plan';
import type { Day } from '../../shared/instant';
import { arisesOnly, findTemplate } from './campaign';

/** One change of a revision: a new due day of a template's tasks, or their cancellation. */
export type RevisionChange =
  { readonly task: string; readonly dueOn: Day } | { readonly task: string; readonly cancel: true };

/** Why a change of a plan in force is refused, before any task is looked at. */
export type RevisionRefusal = 'TASK.NOT_FOUND' | 'DUE.BEFORE_OPENING' | 'STAGE.NO_TASK';

/**
 * Whether a change leaves the plan one that could be imported (contract of deadlines, §1): no due day before the opening
 * of its stage, no stage without a task that surely arises.
 */
export function refusalOfChange(plan: Plan, change: RevisionChange): RevisionRefusal | null {
  const found = findTemplate(plan, change.task);
  if (found === undefined) return 'TASK.NOT_FOUND';
  const { stage } = found;
  if ('dueOn' in change) {
    const opensOn = 'on' in stage.opens ? stage.opens.on : stage.opens.notBefore;
    return opensOn !== undefined && change.dueOn < opensOn ? 'DUE.BEFORE_OPENING' : null;
  }
  const left = stage.tasks.filter((task) => task.key !== change.task && !arisesOnly(task));
  return left.length === 0 ? 'STAGE.NO_TASK' : null;
}

/** The plan without a template whose tasks were never made; what waited for it waits no more. */
export function withoutTemplate(plan: Plan, key: string): Plan {
  return { ...plan, stages: plan.stages.map((stage) => stageWithout(stage, key)) };
}

function stageWithout(stage: StageTemplate, key: string): StageTemplate {
  if (!stage.tasks.some((task) => task.key === key)) return stage;
  return { ...stage, tasks: stage.tasks.filter((task) => task.key !== key).map((task) => notWaitingFor(task, key)) };
}

function notWaitingFor(task: TaskTemplate, key: string): TaskTemplate {
  if (task.after === undefined) return task;
  const { after, ...rest } = task;
  const left = after.filter((one) => one !== key);
  return left.length === 0 ? rest : { ...rest, after: left };
}
