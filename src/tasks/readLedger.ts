import type { Tx } from '../database/transaction';
import type { SignedInPerson } from '../identity/domain/person';
import { messagesOfTask, type MailboxEntry } from '../messages/persistence/mailboxStore';
import { ruleLabel } from './domain/ruleLabel';
import { stepSentence } from './domain/stepSentence';
import { ledgerOfTask, type LedgerRow } from './persistence/ledgerViewStore';
import { readTask } from './readTask';

/** A row of the ledger that answers why somebody did, or did not, get a message. */
export interface LedgerView extends LedgerRow {
  readonly ruleLabel: string;
  readonly sentence: string;
  readonly messages: readonly MailboxEntry[];
}

/** @throws AppError TASK.NOT_FOUND */
export async function readLedger(tx: Tx, person: SignedInPerson, taskId: string): Promise<LedgerView[]> {
  const { campaign, task } = await readTask(tx, person, taskId);
  const messages = await messagesOfTask(tx, taskId);
  return (await ledgerOfTask(tx, taskId)).map((row) => ({
    ...row,
    ruleLabel: ruleLabel(campaign.plan, task.template, row),
    sentence: stepSentence(row, campaign.calendar),
    messages: messages.filter(({ part }) => part.stepId === row.id).map(({ message }) => message),
  }));
}
