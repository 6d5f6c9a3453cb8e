import type { StageTemplate, TaskTemplate } from '../../plans/domain/plan';
import type { Day } from '../../shared/instant';
import { arisesOnly, findTemplate, waitsForTasks, type PlanInForce } from './campaign';

/** A new due day of a template's tasks. */
export interface DueChange {
  readonly task: string;
  readonly dueOn: Day;
}

/** The cancellation of a template's tasks, and of those to come. */
export interface Cancellation {
  readonly task: string;
  readonly cancel: true;
}

/** A task template as a plan file has it, not checked yet, for a stage. */
export interface Addition {
  readonly stage: string;
  readonly add: unknown;
}

/** One change of a revision. */
export type RevisionChange = DueChange | Cancellation | Addition;

/** Why a change of a plan in force is refused, before any task is looked at. */
export type RevisionRefusal = 'TASK.NOT_FOUND' | 'DUE.BEFORE_OPENING' | 'STAGE.NO_TASK';

/**
 * Whether a change leaves the plan one that could be imported (contract of deadlines, §1): no due day before the opening
 * of its stage, no stage without a task that surely arises. Additions are checked with the whole plan.
 */
export function refusalOfChange(plan: PlanInForce, change: DueChange | Cancellation): RevisionRefusal | null {
  const found = findTemplate(plan, change.task);
  if (!found?.stage.tasks.includes(found.template)) return 'TASK.NOT_FOUND';
  const { stage } = found;
  if ('dueOn' in change) {
    const opensOn = 'on' in stage.opens ? stage.opens.on : stage.opens.notBefore;
    return opensOn !== undefined && change.dueOn < opensOn ? 'DUE.BEFORE_OPENING' : null;
  }
  const left = stage.tasks.filter((task) => task.key !== change.task && !arisesOnly(task));
  return left.length === 0 ? 'STAGE.NO_TASK' : null;
}

/** A plan file with more task templates, each at the end of its stage: to be checked as a whole. */
export function withAdditions({ withdrawn: _, ...plan }: PlanInForce, additions: readonly Addition[]): unknown {
  return {
    ...plan,
    stages: plan.stages.map((stage) => ({
      ...stage,
      tasks: [...stage.tasks, ...additions.filter((one) => one.stage === stage.key).map(({ add }) => add)],
    })),
  };
}

/**
 * The plan without a template whose tasks are not all made; what waited for it waits for what it waited for. A template
 * of which some tasks exist is kept aside: they are explained by it.
 */
export function withoutTemplate(plan: PlanInForce, key: string, hasTasks: boolean): PlanInForce {
  const found = findTemplate(plan, key);
  if (found === undefined) return plan;
  const stages = plan.stages.map((stage) => (stage === found.stage ? stageWithout(stage, found.template) : stage));
  if (!hasTasks) return { ...plan, stages };
  return {
    ...plan,
    stages,
    withdrawn: [...(plan.withdrawn ?? []), { stage: found.stage.key, template: found.template }],
  };
}

function stageWithout(stage: StageTemplate, gone: TaskTemplate): StageTemplate {
  const left = stage.tasks.filter((task) => task !== gone);
  return { ...stage, tasks: left.map((task) => waitingPast(task, gone)) };
}

function waitingPast(task: TaskTemplate, gone: TaskTemplate): TaskTemplate {
  if (!task.after?.includes(gone.key)) return task;
  const { after, ...rest } = task;
  const awaited = [...new Set(after.flatMap((key) => (key === gone.key ? (gone.after ?? []) : [key])))];
  return awaited.length === 0 ? rest : { ...rest, after: awaited };
}

/** The templates that wait for others by one plan, and by the next for none: their tasks can be made at once. */
export function freedTemplates(before: PlanInForce, after: PlanInForce): TaskTemplate[] {
  const waited = new Set(
    before.stages
      .flatMap(({ tasks }) => tasks)
      .filter(waitsForTasks)
      .map(({ key }) => key),
  );
  return after.stages.flatMap(({ tasks }) => tasks).filter((task) => waited.has(task.key) && !waitsForTasks(task));
}

/** The templates that wait for one of these. */
export function dependentsOf(plan: PlanInForce, keys: readonly string[]): string[] {
  return plan.stages
    .flatMap(({ tasks }) => tasks)
    .filter(({ after }) => after?.some((key) => keys.includes(key)) === true)
    .map(({ key }) => key);
}
