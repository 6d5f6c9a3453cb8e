import type { StageTemplate, TaskTemplate } from '../../plans/domain/plan';
import type { Instant } from '../../shared/instant';
import { isSettled, type TaskState } from '../../tasks/domain/task';
import { arisesOnly, isPerUnit, predecessorsOf, waitsForTasks, type Stage, type TaskTarget } from './campaign';

/** A task of a stage, as far as others wait for it. */
export interface ExistingTask {
  readonly template: string;
  readonly unitId: string | null;
  readonly field: string | null;
  readonly state: TaskState;
}

/**
 * The targets of a template with `after` whose tasks can be created now: every task that they wait for exists and is
 * settled (between two `each: unit` templates: that of the same unit), and their own does not exist yet.
 */
export function targetsReady(
  template: TaskTemplate,
  stage: StageTemplate,
  existing: readonly ExistingTask[],
  targets: (template: TaskTemplate) => readonly TaskTarget[],
): TaskTarget[] {
  const made = new Set(existing.map((task) => targetKey(task.template, task)));
  const settled = new Set(
    existing.filter((task) => isSettled(task.state)).map((task) => targetKey(task.template, task)),
  );
  const predecessors = stage.tasks.filter((one) => template.after?.includes(one.key));
  const whole = predecessors.filter((one) => !(isPerUnit(one) && isPerUnit(template)));
  const wholeDone = whole.every((one) => targets(one).every((target) => settled.has(targetKey(one.key, target))));
  if (!wholeDone) return [];
  const ownUnit = predecessors.filter((one) => !whole.includes(one));
  return targets(template).filter(
    (target) =>
      !made.has(targetKey(template.key, target)) && ownUnit.every((one) => settled.has(targetKey(one.key, target))),
  );
}

function targetKey(
  template: string,
  target: { readonly unitId: string | null; readonly field: string | null },
): string {
  return `${template}/${target.unitId ?? '-'}/${target.field ?? '-'}`;
}

/** The templates whose tasks a stage makes when it opens. */
export function templatesAtOpening(stage: StageTemplate): TaskTemplate[] {
  return stage.tasks.filter((template) => !waitsForTasks(template) && !arisesOnly(template));
}

/** Whether every task that a stage must have exists: `when` tasks that never arose hold nothing up. */
export function allTasksExist(
  stage: StageTemplate,
  counts: ReadonlyMap<string, number>,
  targets: (template: TaskTemplate) => readonly TaskTarget[],
): boolean {
  return stage.tasks
    .filter((template) => !arisesOnly(template))
    .every((template) => (counts.get(template.key) ?? 0) >= targets(template).length);
}

/** The stages that open at an instant, in plan order: their day has come and the stages before them are completed. */
export function stagesToOpen(stages: readonly Stage[], templates: readonly StageTemplate[], now: Instant): Stage[] {
  return waitingForTheirDay(stages, templates).filter((stage) => stage.opensAt === null || stage.opensAt <= now);
}

/** The stages that wait for nothing any more but their day. */
export function waitingForTheirDay(stages: readonly Stage[], templates: readonly StageTemplate[]): Stage[] {
  const completed = new Set(stages.filter((stage) => stage.state === 'COMPLETED').map((stage) => stage.key));
  return stages.filter((stage) => {
    const template = templates.find((one) => one.key === stage.key);
    return (
      stage.state === 'WAITING' && template !== undefined && predecessorsOf(template).every((key) => completed.has(key))
    );
  });
}
