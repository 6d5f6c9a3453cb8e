import type { Tx } from '../database/transaction';
import { linesOfSubject } from '../journal/persistence/journalReader';
import type { Instant } from '../shared/instant';
import { namesOfPeople, type PersonNamed } from './persistence/delegateStore';

/** Something that was done with a task, as its page tells it to everybody who may see it. */
export interface TaskEvent {
  readonly at: Instant;
  readonly act: string;
  /** Null: the system, or a scenario. */
  readonly by: PersonNamed | null;
  readonly onBehalfOf: PersonNamed | null;
  /** The new due day, of what moved it or asked for it. */
  readonly dueOn: string | null;
  /** The reason or the note. */
  readonly text: string | null;
  readonly legalBasis: string | null;
  /** To whom it was delegated. */
  readonly to: PersonNamed | null;
}

/** What the ledger shows better. */
const SHOWN_ELSEWHERE = ['STEPS_JUDGED'];

/** The history of a task from its journal, the earliest first. */
export async function readHistory(tx: Tx, taskId: string): Promise<TaskEvent[]> {
  const lines = await linesOfSubject(tx, taskId, SHOWN_ELSEWHERE);
  const delegates = lines.flatMap(({ act, details }) => (act === 'DELEGATED' ? (textOf(details['to']) ?? []) : []));
  const names = await namesOfPeople(tx, delegates);
  return lines.map(({ at, act, actor, onBehalfOf, details }) => ({
    at,
    act,
    by: actor,
    onBehalfOf,
    dueOn: textOf(details['dueOn']),
    text: textOf(details['reason']) ?? textOf(details['note']),
    legalBasis: textOf(details['legalBasis']),
    to: act === 'DELEGATED' ? (names.find(({ id }) => id === details['to']) ?? null) : null,
  }));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
