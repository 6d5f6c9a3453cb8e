import type { Day, Instant } from '../../../shared/instant';

/** Which body appraises a field; stands for the criteria set. The order of a list is the order of the tasks. */
export interface FieldAssignment {
  readonly field: string;
  readonly body: string;
}

/** In force where a scenario names no assignments of its own (contract, §8). */
export const DEFAULT_FIELD_ASSIGNMENTS: readonly FieldAssignment[] = [
  { field: 'I', body: 'noi-vu' },
  { field: 'II', body: 'tu-phap' },
  { field: 'III', body: 'van-phong' },
  { field: 'IV', body: 'noi-vu' },
  { field: 'V', body: 'noi-vu' },
  { field: 'VI', body: 'tai-chinh-ke-hoach' },
  { field: 'VII', body: 'van-hoa-thong-tin' },
  { field: 'VIII', body: 'noi-vu' },
];

/**
 * Which tasks of a template an act is about: of units or of fields, one or several (done in order, then the order of one
 * instant runs once); without either, the one task of a body or role. Never both.
 */
export interface TaskChoice {
  readonly task: string;
  readonly unit?: string | readonly string[];
  readonly field?: string | readonly string[];
}

interface Act<Do extends string> {
  readonly at: Instant;
  readonly do: Do;
}

export interface CompleteTaskEvent extends Act<'COMPLETE_TASK'>, TaskChoice {}

export interface CancelTaskEvent extends Act<'CANCEL_TASK'>, TaskChoice {
  readonly reason: string;
}

export interface ExtendEvent extends Act<'EXTEND'>, TaskChoice {
  readonly dueOn: Day;
  readonly reason: string;
}

export interface ReturnEvent extends Act<'RETURN'>, TaskChoice {
  readonly dueOn: Day;
  readonly reason: string;
}

/** A new due day of a template, for its tasks now and to come. */
export interface ReviseEvent extends Act<'REVISE'> {
  readonly task: string;
  readonly dueOn: Day;
  readonly reason: string;
}

/** Items go back to units: creates their `when` tasks in the running stages. */
export interface ReturnItemsEvent extends Act<'RETURN_ITEMS'> {
  readonly unit: string | readonly string[];
}

/** `escalation` is a rule's key; one that no policy has is a refusal at run time, not a fault of the file. */
export interface AcknowledgeEvent extends Act<'ACKNOWLEDGE'>, TaskChoice {
  readonly escalation: string;
}

export interface CalendarEvent extends Act<'ADD_DAY_OFF' | 'ADD_WORKING_WEEKEND'> {
  readonly date: Day;
  readonly reason: string;
}

export type OutageEvent = Act<'OUTAGE_BEGIN' | 'OUTAGE_END'>;

export type ScenarioEvent =
  | CompleteTaskEvent
  | CancelTaskEvent
  | ExtendEvent
  | ReturnEvent
  | ReviseEvent
  | ReturnItemsEvent
  | AcknowledgeEvent
  | CalendarEvent
  | OutageEvent;

export type ScenarioAct = ScenarioEvent['do'];

/** A scenario file, schema 1, after it was found without fault (`checkScenario`). */
export interface Scenario {
  readonly startAt: Instant;
  readonly endAt: Instant;
  /** Those of the file, or `DEFAULT_FIELD_ASSIGNMENTS`. */
  readonly fieldAssignments: readonly FieldAssignment[];
  /** Roles held by nobody, each `role@organisation-key` (a unit's key is its code). */
  readonly vacant: readonly string[];
  /** In the order of running: by `at`, equal ones as in the file. */
  readonly events: readonly ScenarioEvent[];
}
