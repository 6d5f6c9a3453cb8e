import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import { recheck } from './domain/recheck';
import { renderMessage } from './domain/wording/renderMessage';
import { loadMessages } from './loadMessages';
import { cancelMessages, lockDueRehearsalMail, markKept } from './persistence/queueStore';

/** Mail of a rehearsal is read in the mailbox page only: its links stay within the site. */
const WITHIN_THE_SITE = '';

/**
 * Rehearsal mail never leaves the machine: what may leave by the campaign's now is checked again and rendered as if it
 * left, and kept for the mailbox page. Returns how many messages were kept.
 */
export async function keepRehearsalMail(tx: Tx, campaign: Campaign): Promise<number> {
  if (campaign.clock !== 'REHEARSAL') throw new Error(`Campaign ${campaign.id} is real: its mail is sent, not kept`);
  const due = await lockDueRehearsalMail(tx, campaign.id, campaign.now);
  if (due.length === 0) return 0;
  const contents = await loadMessages(tx, due, new Map([[campaign.id, campaign]]));
  const left = [...contents.values()].flatMap((content) => recheck(content) ?? []);
  const kept = left.map((content) => ({ id: content.id, ...renderMessage(content, campaign.now, WITHIN_THE_SITE) }));
  await markKept(tx, kept, campaign.now);
  const keptIds = new Set(kept.map((one) => one.id));
  await cancelMessages(
    tx,
    due.filter((id) => !keptIds.has(id)),
  );
  return kept.length;
}
