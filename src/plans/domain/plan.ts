import type { Day, TimeOfDay } from '../../shared/instant';

/** A plan file, schema 1, after it was found without fault (`checkPlan`). Source: the contract of plans, §1. */
export interface Plan {
  readonly schema: 1;
  readonly code: string;
  readonly title: string;
  readonly issuer: string;
  readonly issuedOn?: Day;
  readonly assessmentYear?: number;
  readonly timeZone: string;
  readonly basis?: readonly string[];
  readonly lead: string;
  readonly workingTime: WorkingTime;
  readonly roles: Readonly<Record<string, PlanRole>>;
  readonly policies: Readonly<Record<string, Policy>>;
  readonly digests?: readonly DigestRule[];
  readonly stages: readonly StageTemplate[];
}

export interface WorkingTime {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

export interface PlanRole {
  readonly at: string;
  readonly label: string;
}

export interface Policy {
  readonly reminders?: readonly ReminderRule[];
  readonly escalations?: readonly EscalationRule[];
}

export type RuleTime = { readonly event: 'OPENED' } | { readonly workingDays: number; readonly time: TimeOfDay };

export interface Repeat {
  readonly everyWorkingDays: number;
  readonly times: number;
}

export interface ReminderRule {
  readonly key: string;
  readonly at: RuleTime;
  readonly repeat?: Repeat;
  readonly to: readonly string[];
}

export interface EscalationRule extends ReminderRule {
  readonly acknowledgeWithinWorkingHours?: number;
  readonly onlyIf?: 'PREVIOUS_NOT_ACKNOWLEDGED';
}

export interface DigestRule {
  readonly key: string;
  readonly stages: readonly string[];
  readonly everyWorkingDayAt: TimeOfDay;
  readonly to: readonly string[];
  readonly onlyIf?: 'SOMEONE_LAGGING';
  readonly fromWorkingDaysBeforeDue?: number;
}

export const STAGE_MODULES = ['SURVEY', 'SELF_SCORING', 'MEETING', 'APPRAISAL', 'SYNTHESIS', 'PUBLICATION'] as const;
export type StageModule = (typeof STAGE_MODULES)[number];

export const DONE_BY = [
  'REPORT',
  'DOCUMENT',
  'BUDGET_AGREED',
  'BROADCASTS_LOGGED',
  'SAMPLING_LIST_SUBMITTED',
  'BALLOT_QUOTA_MET',
  'SURVEY_FROZEN',
  'SCORESHEET_SUBMITTED',
  'INVITATIONS_SENT',
  'MINUTES_SIGNED',
  'FIELD_APPRAISED',
  'EXPLANATION_SUBMITTED',
  'APPRAISAL_CLOSED',
  'COUNCIL_DECIDED',
  'DECISION_SIGNED',
  'RESULTS_PUBLISHED',
] as const;
export type DoneBy = (typeof DONE_BY)[number];

export const COMPLETION_RULES = ['ALL_TASKS_DONE', 'ALL_TASKS_DONE_OR_CLOSED'] as const;
export type CompletionRule = (typeof COMPLETION_RULES)[number];

export type Opening = { readonly on: Day } | { readonly after: readonly string[]; readonly notBefore?: Day };

export interface StageTemplate {
  readonly key: string;
  readonly number?: string;
  readonly title: string;
  readonly lead: string;
  readonly with?: readonly string[];
  readonly planText?: string;
  readonly opens: Opening;
  readonly due: { readonly on: Day };
  readonly closes?: { readonly workingDaysAfterDue: number };
  readonly completes: CompletionRule;
  readonly module?: StageModule;
  readonly committee?: string;
  readonly sample?: unknown;
  readonly assumed?: unknown;
  readonly tasks: readonly TaskTemplate[];
}

export type TaskDue =
  { readonly on: Day } | { readonly stage: true } | { readonly workingDaysAfter: 'OPENED'; readonly days: number };

export type TaskAssignee =
  | { readonly body: string }
  | { readonly role: string }
  | { readonly each: 'unit'; readonly owner?: string; readonly when?: 'ITEMS_RETURNED' }
  | { readonly each: 'field-assignment' };

export interface TaskTemplate {
  readonly key: string;
  readonly title: string;
  readonly assignee: TaskAssignee;
  readonly with?: readonly string[];
  readonly due: TaskDue;
  readonly policy: string;
  readonly doneBy: DoneBy;
  readonly document?: string;
  readonly after?: readonly string[];
  readonly whenNotDoneAtClose?: 'LOCK_AND_REPORT';
  readonly assumed?: unknown;
}

/** One fault of a plan, scenario or criteria file: `path` is a JSON Pointer (RFC 6901) of the wrong value or missing key. */
export interface Fault {
  readonly path: string;
  readonly code: string;
}
