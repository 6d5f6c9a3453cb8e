import { digestSubject, ledgerSubject } from '../../../messages/domain/subject';
import type { Instant } from '../../../shared/instant';
import type { DigestRow, PreviewRow, StepRow } from './previewRows';

/** One e-mail that would be sent if nobody did anything. */
export interface PreviewMessage {
  readonly personId: string;
  readonly at: Instant;
  readonly subject: string;
  /** Position of its stage in the plan; null: a digest. */
  readonly stage: number | null;
  readonly rows: readonly (StepRow | DigestRow)[];
}

/** What one stage tells one person at one instant. */
interface Gathered {
  readonly rows: (StepRow | DigestRow)[];
  /** Places of its tasks, each once. */
  readonly tasks: Set<number>;
  first: number;
  title: string;
}

/** Of one stage and instant, by person: of 10,599 communes one map, not as many keys. */
interface Run {
  readonly stage: number;
  readonly at: Instant;
  readonly people: Map<string, Gathered>;
}

/** A template has fewer tasks than this; it tells the places of two templates apart. */
const PLACES_OF_TEMPLATE = 1_000_000;

/**
 * The e-mails of these rows: what one stage tells one person at one instant is one e-mail, a digest is one of its own.
 * By instant, stages in plan order, digests last.
 */
export function messagesOf(rows: readonly PreviewRow[], planCode: string): PreviewMessage[] {
  const runs = new Map<string, Run>();
  const digests: PreviewMessage[] = [];
  for (const row of rows) {
    if (row.kind === 'DIGEST') digests.push(...digestMessages(row, planCode));
    else if ((row.kind === 'REMINDER' || row.kind === 'ESCALATION') && !row.isPast) gather(row, runOf(row, runs));
  }
  const ofStages = [...runs.values()].flatMap((run) => messagesOfRun(run, planCode));
  return [...ofStages, ...digests].sort((a, b) => a.at - b.at || (a.stage ?? Infinity) - (b.stage ?? Infinity));
}

function digestMessages(row: DigestRow, planCode: string): PreviewMessage[] {
  const subject = digestSubject(planCode);
  return row.recipients.map(({ personId }) => ({ personId, at: row.at, subject, stage: null, rows: [row] }));
}

function runOf({ stage, at }: StepRow, runs: Map<string, Run>): Run {
  const key = `${String(stage.index)} ${String(at)}`;
  const run = runs.get(key) ?? { stage: stage.index, at, people: new Map<string, Gathered>() };
  runs.set(key, run);
  return run;
}

function gather(row: StepRow, { people }: Run): void {
  const { title } = row.task.template;
  for (const { recipients, position } of row.told) {
    const place = row.task.index * PLACES_OF_TEMPLATE + position;
    for (const { personId } of recipients) {
      const known = people.get(personId);
      if (known === undefined) people.set(personId, { rows: [row], tasks: new Set([place]), first: place, title });
      else join(known, row, place, title);
    }
  }
}

function join(message: Gathered, row: StepRow, place: number, title: string): void {
  message.tasks.add(place);
  if (message.rows.at(-1) !== row) message.rows.push(row);
  if (place >= message.first) return;
  message.first = place;
  message.title = title;
}

function messagesOfRun({ stage, at, people }: Run, planCode: string): PreviewMessage[] {
  const subjects = new Map<string, string>();
  return [...people].map(([personId, { rows, tasks, title }]) => {
    const key = `${String(tasks.size)} ${title}`;
    const subject = subjects.get(key) ?? ledgerSubject(planCode, title, tasks.size - 1);
    subjects.set(key, subject);
    return { personId, at, subject, stage, rows };
  });
}
