import type { Instant } from '../../shared/instant';

/** The words of the ledger (contract of deadlines, §3). */
export type StepKind = 'REMINDER' | 'ESCALATION' | 'DIGEST';
export type StepStatus = 'PLANNED' | 'FIRED' | 'SUPPRESSED' | 'SUPERSEDED';

export type SuppressedReason = 'DONE' | 'OVERTAKEN' | 'CONDITION' | 'STAGE_CLOSED' | 'PAST' | 'NO_RECIPIENT';
export type SupersededReason = 'EXTENDED' | 'REVISED' | 'CALENDAR' | 'WAITING';
export type StepReason = SuppressedReason | SupersededReason;

/**
 * What a step's instant is counted from. OPENED steps stay when a due day moves; ACKNOWLEDGEMENT steps wait for the end
 * of an acknowledgement time and are not moved by the calendar; SERIES steps are digests.
 */
export type CountedFrom = 'OPENED' | 'DUE' | 'ACKNOWLEDGEMENT' | 'SERIES';

/** What tells one step of a subject from another; unique together with the subject. */
export interface StepKey {
  readonly kind: StepKind;
  readonly rule: string;
  readonly repetition: number;
  readonly version: number;
}

/** A step to be written: its place in the policy, its instant, and whether that instant already lies behind. */
export interface NewStep extends StepKey {
  readonly ruleOrder: number;
  readonly countedFrom: CountedFrom;
  readonly plannedAt: Instant;
  /** PLANNED, or SUPPRESSED with the reason PAST. */
  readonly isPast: boolean;
}

/** A row of the ledger as the rules read it. */
export interface Step extends StepKey {
  readonly id: string;
  readonly ruleOrder: number;
  readonly countedFrom: CountedFrom;
  readonly plannedAt: Instant;
  readonly status: StepStatus;
  readonly reason: StepReason | null;
  readonly firedAt: Instant | null;
}

/** The order in which steps of one task are judged: by instant, then as the policy lists them, then by repetition. */
export function inJudgingOrder(a: OrderedStep, b: OrderedStep): number {
  return a.plannedAt - b.plannedAt || a.ruleOrder - b.ruleOrder || a.repetition - b.repetition;
}

type OrderedStep = Pick<Step, 'plannedAt' | 'ruleOrder' | 'repetition'>;

/** The rows that count: of each rule and repetition the latest version. */
export function latestVersions<S extends StepKey>(steps: readonly S[]): S[] {
  const latest = new Map<string, S>();
  for (const step of steps) {
    const key = `${step.kind}/${step.rule}/${String(step.repetition)}`;
    const known = latest.get(key);
    if (known === undefined || known.version < step.version) latest.set(key, step);
  }
  return [...latest.values()];
}
