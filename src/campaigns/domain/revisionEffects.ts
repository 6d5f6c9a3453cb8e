import type { Day, Instant } from '../../shared/instant';

interface TaskBeforeOrAfter {
  readonly id: string;
  readonly stage: string;
  readonly task: string;
  readonly title: string;
  readonly unit: string | null;
  readonly field: string | null;
  readonly state: string;
  readonly dueOn: Day;
  readonly closesAt: Instant | null;
}

interface StepBeforeOrAfter {
  readonly id: string;
  readonly taskId: string;
  readonly kind: string;
  readonly rule: string;
  readonly repetition: number;
  readonly plannedAt: Instant;
  readonly status: string;
}

/** Tasks and ledger rows at one moment. */
export interface Standing {
  readonly tasks: readonly TaskBeforeOrAfter[];
  readonly steps: readonly StepBeforeOrAfter[];
}

export interface MovedTask {
  readonly id: string;
  readonly stage: string;
  readonly task: string;
  readonly title: string;
  readonly unit: string | null;
  readonly field: string | null;
  /** Null: it is new. */
  readonly from: { readonly dueOn: Day; readonly closesAt: Instant | null } | null;
  /** Null: it is cancelled. */
  readonly to: { readonly dueOn: Day; readonly closesAt: Instant | null } | null;
}

/** A planned message that moves, is dropped (`to` null), or is new or planned again after it was sent (`from` null). */
export interface MovedStep {
  readonly taskId: string;
  readonly kind: string;
  readonly rule: string;
  readonly repetition: number;
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** Its new instant is over already: it will not be sent. */
  readonly isPast: boolean;
}

/** What a revision does, told by what stood before and what stands after it. */
export function revisionEffects(
  before: Standing,
  after: Standing,
): { readonly tasks: MovedTask[]; readonly steps: MovedStep[] } {
  return { tasks: movedTasks(before, after), steps: movedSteps(before, after) };
}

function movedTasks(before: Standing, after: Standing): MovedTask[] {
  const stood = new Map(before.tasks.map((task) => [task.id, task]));
  return after.tasks.flatMap((task): MovedTask[] => {
    const stoodAs = stood.get(task.id);
    const { id, stage, task: template, title, unit, field } = task;
    const place = { id, stage, task: template, title, unit, field };
    if (stoodAs === undefined) return [{ ...place, from: null, to: limitsOf(task) }];
    const isCancelled = task.state === 'CANCELLED' && stoodAs.state !== 'CANCELLED';
    if (!isCancelled && task.dueOn === stoodAs.dueOn && task.closesAt === stoodAs.closesAt) return [];
    return [{ ...place, from: limitsOf(stoodAs), to: isCancelled ? null : limitsOf(task) }];
  });
}

function limitsOf({ dueOn, closesAt }: TaskBeforeOrAfter) {
  return { dueOn, closesAt };
}

function movedSteps(before: Standing, after: Standing): MovedStep[] {
  const stood = new Set(before.steps.map((step) => step.id));
  const now = new Map(after.steps.map((step) => [step.id, step]));
  const planned = before.steps.filter((step) => step.status === 'PLANNED');
  const dropped = planned.filter((step) => now.get(step.id)?.status !== 'PLANNED');
  const anew = after.steps.filter((step) => !stood.has(step.id));
  const next = new Map(anew.map((step) => [keyOf(step), step]));
  const replaced = dropped.map((step) => movedTo(step, next.get(keyOf(step))));
  const droppedKeys = new Set(dropped.map(keyOf));
  const again = anew.filter((step) => !droppedKeys.has(keyOf(step))).map((step) => movedTo(null, step));
  return [...replaced, ...again].filter(({ from, to }) => from !== to);
}

function movedTo(from: StepBeforeOrAfter | null, to: StepBeforeOrAfter | undefined): MovedStep {
  const step = from ?? to;
  if (step === undefined) throw new Error('A step moves from nowhere to nowhere');
  return {
    taskId: step.taskId,
    kind: step.kind,
    rule: step.rule,
    repetition: step.repetition,
    from: from?.plannedAt ?? null,
    to: to?.plannedAt ?? null,
    isPast: to !== undefined && to.status !== 'PLANNED',
  };
}

function keyOf(step: StepBeforeOrAfter): string {
  return `${step.taskId}/${step.kind}/${step.rule}/${String(step.repetition)}`;
}
