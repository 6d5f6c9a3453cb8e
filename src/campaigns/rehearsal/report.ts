import type { Tx } from '../../database/transaction';
import { isoInZone } from '../../calendars/domain/workingCalendar';
import type { Campaign } from '../domain/campaign';
import { dayAfter } from '../../calendars/domain/workingCalendar';
import { instantOf, type Instant } from '../../shared/instant';
import type { RefusedAct } from './playScenario';
import { readMessages, readStages, readSteps, readTasks, countFaults } from '../persistence/reportStore';

/** The report of a rehearsal (contract of deadlines, §8). Instants are ISO 8601 with the plan's offset. */
export interface RehearsalReport {
  readonly schema: 1;
  readonly stages: readonly ReportedStage[];
  readonly tasks: readonly ReportedTask[];
  readonly steps: readonly ReportedStep[];
  readonly messages: readonly ReportedMessage[];
  readonly refused: readonly ReportedRefusal[];
  readonly invariants: { readonly lost: number; readonly doubled: number; readonly afterDone: number };
}

export interface ReportedStage {
  readonly key: string;
  readonly openedAt: string | null;
  readonly completedAt: string | null;
}

interface TaskColumns {
  readonly stage: string | null;
  readonly task: string | null;
  readonly unit: string | null;
  readonly field: string | null;
}

export interface ReportedTask extends TaskColumns {
  readonly dueOn: string;
  readonly state: string;
  readonly doneAt: string | null;
  readonly late: boolean;
  readonly extended: boolean;
}

export interface ReportedStep extends TaskColumns {
  readonly kind: string;
  readonly rule: string;
  readonly repetition: number;
  readonly version: number;
  readonly plannedAt: string;
  readonly status: string;
  readonly reason: string | null;
  readonly firedAt: string | null;
  readonly recipients: readonly string[];
}

export interface ReportedMessage {
  readonly to: string;
  readonly at: string;
  readonly subject: string;
  readonly steps: readonly string[];
}

export interface ReportedRefusal {
  readonly at: string;
  readonly do: string;
  readonly task: string | null;
  readonly unit: string | null;
  readonly field: string | null;
  readonly code: string;
}

/** Reads the report from the facts; nothing is kept aside while a rehearsal runs. */
export async function reportOf(tx: Tx, campaign: Campaign, refused: readonly RefusedAct[]): Promise<RehearsalReport> {
  const iso = (at: Instant): string => isoInZone(at, campaign.calendar.zone);
  const isoOrNull = (at: Date | null): string | null => (at === null ? null : iso(instantOf(at)));
  const stages = await readStages(tx, campaign.id);
  const tasks = await readTasks(tx, campaign.id);
  const steps = await readSteps(tx, campaign.id);
  const messages = await readMessages(tx, campaign.id);
  return {
    schema: 1,
    stages: stages.map((row) => ({
      key: row.key,
      openedAt: isoOrNull(row.opened_at),
      completedAt: isoOrNull(row.completed_at),
    })),
    tasks: tasks.map((row) => ({
      ...columnsOf(row),
      dueOn: row.due_on,
      state: row.state,
      doneAt: isoOrNull(row.done_at),
      late: row.done_at !== null && instantOf(row.done_at) >= campaign.calendar.startOf(dayAfter(row.due_on)),
      extended: row.is_extended,
    })),
    steps: steps.map((row) => ({
      ...columnsOf(row),
      kind: row.kind,
      rule: row.rule,
      repetition: row.repetition,
      version: row.version,
      plannedAt: iso(instantOf(row.planned_at)),
      status: row.status,
      reason: row.reason,
      firedAt: isoOrNull(row.fired_at),
      recipients: row.recipients,
    })),
    messages: messages.map((row) => ({
      to: row.to_key,
      at: iso(instantOf(row.queued_at)),
      subject: row.subject,
      steps: row.steps,
    })),
    refused: refused.map((act) => ({ ...act, at: iso(act.at) })),
    invariants: await countFaults(tx, campaign.id, campaign.now),
  };
}

function columnsOf(row: {
  stage: string | null;
  task: string | null;
  unit: string | null;
  field: string | null;
}): TaskColumns {
  return { stage: row.stage, task: row.task, unit: row.unit, field: row.field };
}
