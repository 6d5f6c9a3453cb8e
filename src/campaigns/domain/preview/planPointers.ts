import { pathOf } from '../../../plans/domain/faultCollector';
import type { ForecastStage, ForecastTask } from './forecast';
import type { DigestRow, StepRow } from './previewRows';

/** JSON Pointers of the lines of a plan file. */
export function pointerOfStage(stage: Pick<ForecastStage, 'index'>): string {
  return `/stages/${String(stage.index)}`;
}

export function pointerOfTask(stage: Pick<ForecastStage, 'index'>, task: Pick<ForecastTask, 'index'>): string {
  return `${pointerOfStage(stage)}/tasks/${String(task.index)}`;
}

export function pointerOfRule(policy: string, list: 'reminders' | 'escalations', order: number): string {
  return `${pathOf('/policies', policy)}/${list}/${String(order)}`;
}

/** The rule of a row. */
export function pointerOfRow(row: StepRow | DigestRow): string {
  if (row.kind === 'DIGEST') return `/digests/${String(row.step.ruleOrder)}`;
  const list = row.kind === 'REMINDER' ? 'reminders' : 'escalations';
  return pointerOfRule(row.task.template.policy, list, row.step.ruleOrder);
}
