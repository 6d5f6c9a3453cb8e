import { isoOf, type Day } from '../shared/instant';
import type { Assumption, ConditionalTasks } from './domain/preview/previewOf';
import type { Dependency } from './domain/preview/forecast';
import type { PreviewMessage } from './domain/preview/previewMessages';
import type { DigestRow, PreviewRow, StepRow } from './domain/preview/previewRows';
import type { PreviewWarning } from './domain/preview/warning';
import type { LaunchPreview } from './previewLaunch';

/** A row names so many recipients; of thousands of communes the number tells more than the names. */
const RECIPIENTS_NAMED = 60;

export interface PresentedRow {
  readonly kind: PreviewRow['kind'];
  readonly at: string;
  /** Of an opening: not before this instant; null: as soon as the stages before it are completed. */
  readonly notBefore: string | null;
  readonly stage: string | null;
  readonly stageTitle: string | null;
  readonly task: string | null;
  readonly taskTitle: string | null;
  readonly taskCount: number;
  readonly dueOn: Day | null;
  readonly rule: string | null;
  readonly repetition: number | null;
  /** Will not be sent: its instant is over when the task is created. */
  readonly isPast: boolean;
  readonly condition: 'PREVIOUS_NOT_ACKNOWLEDGED' | 'SOMEONE_LAGGING' | null;
  readonly subject: string | null;
  readonly recipients: readonly { readonly key: string; readonly name: string; readonly for: string | null }[];
  readonly recipientCount: number;
  /** Empty: certain. Else the row comes at this instant if these end when they are due. */
  readonly dependsOn: readonly Dependency[];
}

export interface PresentedPreview {
  readonly startAt: string;
  readonly timeZone: string;
  readonly rows: readonly PresentedRow[];
  readonly warnings: readonly PreviewWarning[];
  readonly assumptions: readonly Assumption[];
  readonly conditional: readonly ConditionalTasks[];
  readonly messageCount: number;
}

/** A preview as the API shows it. */
export function presentPreview(launch: LaunchPreview): PresentedPreview {
  const { preview, now, plan } = launch;
  const subjects = subjectsByRow(preview.messages);
  return {
    startAt: isoOf(now),
    timeZone: plan.timeZone,
    rows: preview.rows.map((row) => presentRow(row, subjects.get(row) ?? null, launch)),
    warnings: preview.warnings,
    assumptions: preview.assumptions,
    conditional: preview.conditional,
    messageCount: preview.messages.length,
  };
}

/** The subject of a row is that of the first e-mail which tells it. */
function subjectsByRow(messages: readonly PreviewMessage[]): Map<PreviewRow, string> {
  const subjects = new Map<PreviewRow, string>();
  for (const { rows, subject } of messages) {
    for (const row of rows) if (!subjects.has(row)) subjects.set(row, subject);
  }
  return subjects;
}

function presentRow(row: PreviewRow, subject: string | null, launch: LaunchPreview): PresentedRow {
  const recipients = recipientsOf(row, launch);
  return {
    kind: row.kind,
    at: isoOf(row.at),
    dependsOn: row.dependsOn,
    ...placeOf(row),
    ...ruleOfRow(row),
    subject,
    recipients: recipients.slice(0, RECIPIENTS_NAMED),
    recipientCount: recipients.length,
  };
}

function placeOf(row: PreviewRow) {
  if (row.kind === 'DIGEST') {
    return { stage: null, stageTitle: null, task: null, taskTitle: null, taskCount: 0, dueOn: null, notBefore: null };
  }
  const { template, notBefore } = row.stage;
  const task = row.kind === 'OPENING' ? null : row.task;
  return {
    stage: template.key,
    stageTitle: template.title,
    task: task?.template.key ?? null,
    taskTitle: task?.template.title ?? null,
    taskCount: task?.targets.length ?? 0,
    dueOn: task?.dueOn ?? template.due.on,
    notBefore: row.kind !== 'OPENING' || notBefore === null ? null : isoOf(notBefore),
  };
}

function ruleOfRow(row: PreviewRow) {
  if (row.kind === 'OPENING' || row.kind === 'CLOSING') {
    return { rule: null, repetition: null, isPast: false, condition: null };
  }
  const condition = 'onlyIf' in row.rule ? (row.rule.onlyIf ?? null) : null;
  const isPast = row.kind !== 'DIGEST' && row.isPast;
  return { rule: row.rule.key, repetition: row.step.repetition, isPast, condition };
}

function recipientsOf(row: PreviewRow, { persons }: LaunchPreview): PresentedRow['recipients'] {
  if (row.kind === 'OPENING' || row.kind === 'CLOSING') return [];
  const told = new Map(recipientsTold(row).map((one) => [one.personId, one]));
  return [...told.values()].map(({ personId, forId }) => ({
    key: persons.get(personId)?.key ?? personId,
    name: persons.get(personId)?.name ?? personId,
    for: forId === null ? null : (persons.get(forId)?.name ?? null),
  }));
}

function recipientsTold(row: StepRow | DigestRow) {
  return row.kind === 'DIGEST' ? row.recipients : row.told.flatMap(({ recipients }) => recipients);
}
