import type { Tx } from '../database/transaction';
import { AppError } from '../shared/http/appError';
import { mailbox, mailboxMessage, type MailboxMessage } from './persistence/mailboxStore';
import { retryMessage } from './retryMessage';

/** The mailbox of an authority. */
export const readMailbox = mailbox;

/** @throws AppError NOT_FOUND, also for a message to somebody of another authority */
export async function readMessage(tx: Tx, authorityId: string, messageId: string): Promise<MailboxMessage> {
  const message = await mailboxMessage(tx, messageId, authorityId);
  if (message === undefined) throw new AppError('NOT_FOUND');
  return message;
}

/** @throws AppError NOT_FOUND; MESSAGE.NOT_FAILED */
export async function retryMessageOf(tx: Tx, authorityId: string, messageId: string): Promise<MailboxMessage> {
  await readMessage(tx, authorityId, messageId);
  const refusal = await retryMessage(tx, messageId);
  if (refusal !== null) throw new AppError(refusal);
  return readMessage(tx, authorityId, messageId);
}
