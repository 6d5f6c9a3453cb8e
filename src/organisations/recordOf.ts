import { databaseNow } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import type { Actor } from '../shared/actor';

/** One line in the journal of a person, an organisation or the authority, by the database's clock. */
export async function recordOf(
  tx: Tx,
  subject: { readonly kind: 'PERSON' | 'ORGANISATION' | 'AUTHORITY'; readonly id: string },
  act: string,
  actor: Actor,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeJournal(tx, [
    {
      subjectKind: subject.kind,
      subjectId: subject.id,
      act,
      actorId: actor.personId,
      onBehalfOf: actor.onBehalfOf,
      source: actor.source,
      details,
      at: await databaseNow(tx),
    },
  ]);
}
