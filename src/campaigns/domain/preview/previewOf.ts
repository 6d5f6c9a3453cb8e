import { arisesOnly } from '../campaign';
import { forecastOf, type ForecastStage, type PreviewInput } from './forecast';
import { messagesOf, type PreviewMessage } from './previewMessages';
import { rowsOf, type PreviewRow } from './previewRows';
import type { PreviewWarning } from './warning';
import { warningsOf } from './warnings';

/** Where the plan's text gives no date and its author assumed one. */
export interface Assumption {
  readonly pointer: string;
  readonly text: string;
}

/** Tasks that arise only if something happens: they have no date yet. */
export interface ConditionalTasks {
  readonly stage: string;
  readonly task: string;
  readonly title: string;
}

export interface Preview {
  readonly stages: readonly ForecastStage[];
  readonly rows: readonly PreviewRow[];
  readonly messages: readonly PreviewMessage[];
  readonly warnings: readonly PreviewWarning[];
  readonly assumptions: readonly Assumption[];
  readonly conditional: readonly ConditionalTasks[];
}

/**
 * What launching a plan would bring about, by the rules by which it is carried out (contract of deadlines, §7): every
 * row that the ledger will have, with its recipients of today, and what the plan's author should look at again.
 */
export function previewOf(input: PreviewInput): Preview {
  const stages = forecastOf(input);
  const rows = rowsOf(stages, input);
  const messages = messagesOf(rows, input.plan.code);
  return {
    stages,
    rows,
    messages,
    warnings: warningsOf({ ...input, stages, rows, messages }),
    assumptions: assumptionsOf(input),
    conditional: input.plan.stages.flatMap((stage) =>
      stage.tasks.filter(arisesOnly).map((task) => ({ stage: stage.key, task: task.key, title: task.title })),
    ),
  };
}

function assumptionsOf({ plan }: PreviewInput): Assumption[] {
  const at = (pointer: string, assumed: unknown): Assumption[] =>
    assumed === undefined ? [] : [{ pointer, text: typeof assumed === 'string' ? assumed : JSON.stringify(assumed) }];
  return plan.stages.flatMap((stage, index) => [
    ...at(`/stages/${String(index)}/assumed`, stage.assumed),
    ...stage.tasks.flatMap((task, place) =>
      at(`/stages/${String(index)}/tasks/${String(place)}/assumed`, task.assumed),
    ),
  ]);
}
