import { findTemplate, type Campaign, type StageState } from '../../campaigns/domain/campaign';
import type { Plan, TaskTemplate } from '../../plans/domain/plan';
import type { Instant } from '../../shared/instant';
import type { Task } from './task';

/** An escalation rule of a task of which something has fired. */
export interface FiredEscalation {
  readonly rule: string;
  /** A fired row is not acknowledged yet. */
  readonly isOpen: boolean;
  /** Whom its rows have told. */
  readonly recipients: readonly string[];
  /** The names that the rule tells. */
  readonly to: readonly string[];
}

/** What decides, beside the person, what may be done with a task now. */
export interface TaskSituation {
  readonly task: Task;
  readonly now: Instant;
  readonly isRunning: boolean;
  readonly stage: StageState;
  /** Names in `with`: bodies' keys, `bodies`, `units`. */
  readonly coordinating: readonly string[];
  readonly planRoles: Plan['roles'];
  readonly escalations: readonly FiredEscalation[];
  /** An extension was asked for and is not decided yet. */
  readonly hasOpenRequest: boolean;
}

/** What is known of a task beside the plan. */
export interface SituationFacts {
  readonly stage: StageState;
  readonly fired: readonly Omit<FiredEscalation, 'to'>[];
  readonly hasOpenRequest: boolean;
}

export function situationOf(campaign: Campaign, task: Task, facts: SituationFacts): TaskSituation {
  const { plan, now, state } = campaign;
  const found = findTemplate(plan, task.template);
  const rules = plan.policies[found?.template.policy ?? '']?.escalations ?? [];
  return {
    task,
    now,
    isRunning: state === 'RUNNING',
    stage: facts.stage,
    coordinating: found === undefined ? [] : coordinatingNames(found.stage, found.template),
    planRoles: plan.roles,
    escalations: facts.fired.map((one) => ({ ...one, to: rules.find((rule) => rule.key === one.rule)?.to ?? [] })),
    hasOpenRequest: facts.hasOpenRequest,
  };
}

/** The coordinating bodies of a task: those of its stage and its own. */
function coordinatingNames(
  stage: { readonly with?: readonly string[] },
  template: Pick<TaskTemplate, 'with'>,
): string[] {
  return [...new Set([...(stage.with ?? []), ...(template.with ?? [])])];
}
