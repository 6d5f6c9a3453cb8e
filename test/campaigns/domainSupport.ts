import type { Plan, StageTemplate, TaskTemplate } from '../../src/plans/domain/plan';

/** A task of the office without rules of its own. */
export function aTask(key: string, more: Partial<TaskTemplate> = {}): TaskTemplate {
  return {
    key,
    title: key,
    assignee: { body: 'office' },
    due: { stage: true },
    policy: 'silent',
    doneBy: 'REPORT',
    ...more,
  };
}

export function aStage(key: string, tasks: readonly TaskTemplate[], more: Partial<StageTemplate> = {}): StageTemplate {
  return {
    key,
    title: key,
    lead: 'office',
    opens: { on: '2024-01-08' },
    due: { on: '2024-01-31' },
    completes: 'ALL_TASKS_DONE',
    tasks,
    ...more,
  };
}

export function aPlan(stages: readonly StageTemplate[]): Plan {
  return {
    schema: 1,
    code: '1/KH',
    title: 'A plan',
    issuer: 'office',
    timeZone: 'Asia/Ho_Chi_Minh',
    lead: 'office',
    workingTime: { from: '07:30', to: '17:00' },
    roles: { approver: { at: 'council', label: 'Approver' } },
    policies: { silent: {} },
    stages,
  };
}
