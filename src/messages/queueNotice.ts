import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import type { Recipient } from '../deadlines/domain/recipients';
import type { Actor } from '../shared/actor';
import { DISPATCH_ID, tellWorkflow } from '../temporal/persistence/outboxStore';
import { NOTICE_WORDS, type Notice } from './domain/notice';
import { noticeSubject } from './domain/subject';
import { insertNotices, noticeMessages, summariesOf, writeSubjects, type NoticeLine } from './persistence/noticeStore';

export interface NoticeOrder {
  readonly to: readonly Recipient[];
  readonly taskId: string | null;
  readonly notice: Notice;
}

/**
 * Tells people what somebody did, in the transaction of the act: at once if it is a working instant, else at the next
 * one; several for one person within that time in one e-mail. Whoever acted is never told.
 */
export async function queueNotices(
  tx: Tx,
  campaign: Campaign,
  by: Actor,
  orders: readonly NoticeOrder[],
): Promise<void> {
  const lines = orders.flatMap(({ to, taskId, notice }) =>
    to
      .filter(({ personId }) => personId !== by.personId)
      .map(({ personId, forId }): NoticeLine => ({
        toId: personId,
        taskId,
        notice: { ...notice, byId: by.personId, forId },
      })),
  );
  if (lines.length === 0) return;
  const release = {
    campaignId: campaign.id,
    at: campaign.now,
    releaseAt: campaign.calendar.workingInstantFrom(campaign.now),
  };
  const messageOf = await noticeMessages(tx, release, [...new Set(lines.map((line) => line.toId))]);
  await insertNotices(tx, lines, messageOf, campaign.now);
  const summaries = await summariesOf(tx, [...messageOf.values()]);
  await writeSubjects(
    tx,
    summaries.map(({ messageId, what, title, count }) => ({
      messageId,
      subject: noticeSubject(campaign.plan.code, NOTICE_WORDS[what], title, count - 1),
    })),
  );
  if (campaign.clock === 'REAL') await tellWorkflow(tx, 'DISPATCH', DISPATCH_ID);
}
