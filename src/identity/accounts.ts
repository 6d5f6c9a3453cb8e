import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import type { Actor } from '../shared/actor';
import { databaseNow } from '../campaigns/persistence/campaignStore';
import { normalLogin, refusalOfPassword, type PasswordRefusal } from './domain/credentials';
import { hashPassword } from './passwordHash';
import { accountOf, changePasswordHash, insertAccount } from './persistence/accountStore';
import { deleteOtherSessions } from './persistence/sessionStore';

/** What happens to accounts, as the journal calls it. */
export type AccountAct = 'OPENED' | 'SIGNED_IN' | 'SIGNED_OUT' | 'PASSWORD_CHANGED';

/**
 * Gives a person an account without a password, so that nobody can enter it before `setPassword`.
 * The login is unique in its authority, upper and lower case alike: the database refuses a second one.
 */
export async function openAccount(tx: Tx, personId: string, login: string, actor: Actor): Promise<void> {
  await insertAccount(tx, personId, normalLogin(login));
  await recordOfAccount(tx, personId, 'OPENED', actor, { login: normalLogin(login) });
}

/** A new password for somebody's account; all their sessions but the one named end. */
export async function setPassword(
  tx: Tx,
  personId: string,
  password: string,
  actor: Actor,
  keptSession: Buffer | null = null,
): Promise<PasswordRefusal | null> {
  const account = await accountOf(tx, personId);
  if (account === undefined) throw new Error(`The person ${personId} has no account`);
  const refusal = refusalOfPassword(password, account.login);
  if (refusal !== null) return refusal;
  await changePasswordHash(tx, personId, await hashPassword(password));
  await deleteOtherSessions(tx, personId, keptSession);
  await recordOfAccount(tx, personId, 'PASSWORD_CHANGED', actor, {});
  return null;
}

/** One line in the journal of an account. */
export async function recordOfAccount(
  tx: Tx,
  personId: string,
  act: AccountAct,
  actor: Actor,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeJournal(tx, [
    {
      subjectKind: 'ACCOUNT',
      subjectId: personId,
      act,
      actorId: actor.personId,
      onBehalfOf: actor.onBehalfOf,
      source: actor.source,
      details,
      at: await databaseNow(tx),
    },
  ]);
}
