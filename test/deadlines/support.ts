import { readFileSync } from 'node:fs';
import type { CalendarFile } from '../../src/calendars/domain/checkCalendar';
import { WorkingCalendar, type Weekday } from '../../src/calendars/domain/workingCalendar';
import type { Directory } from '../../src/deadlines/domain/recipients';
import type { CountedFrom, Step, StepKind } from '../../src/deadlines/domain/step';
import type { Day, Instant } from '../../src/shared/instant';
import type { TaskAssignment } from '../../src/tasks/domain/task';

const sample = JSON.parse(readFileSync('samples/calendars/viet-nam-2023-2026.json', 'utf8')) as CalendarFile;
const WORKING_TIME = { from: '07:30', to: '17:00' };

interface CalendarChoice {
  readonly zone?: string;
  readonly weekend?: readonly Weekday[];
  readonly daysOff?: readonly Day[];
  readonly workingWeekends?: readonly Day[];
  readonly workingTime?: { readonly from: string; readonly to: string };
}

/** The calendar of the sample plan (Tết 08–14/02/2024), with these days off and working weekends added. */
export function aCalendar(choice: CalendarChoice = {}): WorkingCalendar {
  return new WorkingCalendar(
    {
      weekend: choice.weekend ?? sample.weekend,
      daysOff: new Set([...sample.daysOff.map(({ date }) => date), ...(choice.daysOff ?? [])]),
      workingWeekends: new Set([...sample.workingWeekends.map(({ date }) => date), ...(choice.workingWeekends ?? [])]),
    },
    choice.zone ?? 'Asia/Ho_Chi_Minh',
    choice.workingTime ?? WORKING_TIME,
  );
}

/** `2024-01-08 07:30` in Vietnam, or an ISO text with its own offset. */
export function at(text: string): Instant {
  const instant = Date.parse(text.includes('T') ? text : `${text.replace(' ', 'T')}+07:00`);
  if (Number.isNaN(instant)) throw new Error(`${text} is no instant`);
  return instant;
}

/** An instant as `2024-01-08 07:30` in Vietnam, for failures that people can read. */
export function shown(instant: Instant): string {
  return new Date(instant + 7 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** A row of the ledger; by default the first version of the first repetition, still planned. */
export function aStep(kind: StepKind, rule: string, plannedAt: Instant, more: Partial<Step> = {}): Step {
  const repetition = more.repetition ?? 1;
  const version = more.version ?? 1;
  const countedFrom: CountedFrom = kind === 'DIGEST' ? 'SERIES' : 'DUE';
  return {
    id: `${kind}/${rule}/${String(repetition)}/${String(version)}`,
    kind,
    rule,
    ruleOrder: 0,
    repetition,
    version,
    countedFrom,
    plannedAt,
    status: 'PLANNED',
    reason: null,
    firedAt: null,
    ...more,
  };
}

/** Who holds what: `role@organisation` → persons; plan roles are held at `office`. */
interface People {
  readonly holders: Readonly<Record<string, readonly string[]>>;
  readonly absent?: Readonly<Record<string, string | null>>;
}

const PLAN_ROLES = ['coordinator', 'approver'];

export function aDirectory({ holders, absent = {} }: People): Directory {
  return {
    holders: (organisationId, role) => holders[`${role}@${organisationId}`] ?? [],
    leaderRole: (organisationId) => (organisationId === 'council' ? 'chair' : 'leader'),
    organisationOfPlanRole: (role) => (PLAN_ROLES.includes(role) ? 'office' : undefined),
    substituteOf: (personId) => absent[personId],
  };
}

/** Everybody in place: two officials and a leader in the commune, coordinator and approver in the office. */
export const EVERYBODY = {
  'official@commune': ['official-1', 'official-2'],
  'leader@commune': ['leader'],
  'coordinator@office': ['coordinator'],
  'approver@office': ['approver'],
  'leader@office': ['head'],
} as const;

export const COMMUNE_TASK: TaskAssignment = { organisationId: 'commune', role: 'official', claimedBy: null };
