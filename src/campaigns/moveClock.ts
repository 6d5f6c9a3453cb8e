import type { Tx } from '../database/transaction';
import { instantOf, isoOf, type Instant } from '../shared/instant';
import { AppError } from '../shared/http/appError';
import type { Database } from '../shared/http/database';
import type { TemporalGateway } from '../temporal/gateway';
import { stageTemplate, type Campaign } from './domain/campaign';
import { findCampaignOf } from './findCampaignOf';
import { happenedSince, lastJournalId, mailSince, type HappenedRow } from './persistence/campaignViewStore';
import { times } from './showClock';

export interface Happened {
  readonly at: string;
  /** The act as the journal calls it; `MAIL` for e-mails. */
  readonly kind: string;
  readonly text: string;
}

export interface MovedClock {
  readonly now: string;
  readonly happened: readonly Happened[];
}

/**
 * Moves a rehearsal's clock to an instant, or to whatever is planned next, and tells what happened on the way.
 * @throws AppError NOT_FOUND, REHEARSAL.NOT, CAMPAIGN.ENDED, CLOCK.BACKWARDS; SERVICE.UNAVAILABLE without Temporal
 */
export async function moveClock(
  { database, gateway }: { readonly database: Database; readonly gateway: TemporalGateway | undefined },
  authorityId: string,
  campaignId: string,
  to: Instant | 'NEXT',
): Promise<MovedClock> {
  const before = await database.reading(async (tx) => {
    const campaign = await findCampaignOf(tx, authorityId, campaignId, 'none');
    refuse(campaign, to);
    const [mailThen] = await mailSince(tx, campaignId, campaign.now);
    return { at: campaign.now, journalId: await lastJournalId(tx), mailThen: mailThen?.count ?? 0 };
  });
  const now = await advance(gateway, campaignId, to);
  return database.reading(async (tx) => {
    const campaign = await findCampaignOf(tx, authorityId, campaignId, 'none');
    return { now: isoOf(now), happened: await whatHappened(tx, campaign, before) };
  });
}

function refuse(campaign: Campaign, to: Instant | 'NEXT'): void {
  if (campaign.clock !== 'REHEARSAL') throw new AppError('REHEARSAL.NOT');
  if (campaign.state !== 'RUNNING') throw new AppError('CAMPAIGN.ENDED');
  if (to !== 'NEXT' && to < campaign.now) throw new AppError('CLOCK.BACKWARDS');
}

async function advance(
  gateway: TemporalGateway | undefined,
  campaignId: string,
  to: Instant | 'NEXT',
): Promise<Instant> {
  if (gateway === undefined) throw new AppError('SERVICE.UNAVAILABLE');
  try {
    return await gateway.advanceRehearsal(campaignId, to === 'NEXT' ? to : { until: to });
  } catch (cause) {
    // The clock has moved as far as it came; the same move again goes on from there.
    throw new AppError('SERVICE.UNAVAILABLE', { cause, retryAfterSeconds: 10 });
  }
}

/** How things stood before the move. */
interface Before {
  readonly at: Instant;
  readonly journalId: string;
  /** E-mails of the instant at which the clock stood already. */
  readonly mailThen: number;
}

async function whatHappened(tx: Tx, campaign: Campaign, before: Before): Promise<Happened[]> {
  const acts = (await happenedSince(tx, campaign.id, before.journalId)).map((row) => ({
    at: isoOf(instantOf(row.at)),
    kind: row.act,
    text: textOf(row, campaign),
  }));
  const mail = (await mailSince(tx, campaign.id, before.at))
    .map(({ at, count }) => ({ at, count: instantOf(at) === before.at ? count - before.mailThen : count }))
    .filter(({ count }) => count > 0)
    .map(({ at, count }) => ({ at: isoOf(instantOf(at)), kind: 'MAIL', text: `${String(count)} thư` }));
  return [...acts, ...mail].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const TASK_WORDS: Readonly<Record<string, string>> = {
  CREATED: 'Giao nhiệm vụ',
  DONE: 'Hoàn thành',
  MISSED: 'Đã đóng, chưa hoàn thành',
  CANCELLED: 'Hủy nhiệm vụ',
  RETURNED: 'Trả lại',
  EXTENDED: 'Gia hạn',
  REVISED: 'Đổi hạn',
};

const STEP_WORDS: Readonly<Record<string, string>> = {
  REMINDER: 'Nhắc việc',
  ESCALATION: 'Báo cáo cấp trên',
  DIGEST: 'Bản tin đầu ngày',
};

const REASON_WORDS: Readonly<Record<string, string>> = {
  OVERTAKEN: 'không gửi, đã có bước sau thay',
  CONDITION: 'không gửi, điều kiện không còn',
  NO_RECIPIENT: 'không có ai để gửi',
  WAITING: 'chờ hết thời gian xác nhận',
};

function textOf(row: HappenedRow, { plan }: Campaign): string {
  if (row.stepKind !== null) return stepText(row);
  if (row.subjectKind === 'TASK') return `${TASK_WORDS[row.act] ?? row.act}: ${row.title ?? ''}${times(row.count)}`;
  if (row.subjectKind === 'STAGE' && row.stageKey !== null) {
    const { title } = stageTemplate(plan, row.stageKey);
    return `${row.act === 'OPENED' ? 'Mở bước' : 'Kết thúc bước'}: ${title}`;
  }
  return row.act === 'COMPLETED' ? 'Đợt đánh giá kết thúc' : row.act;
}

function stepText({ stepKind, rule, title, status, reason, count }: HappenedRow): string {
  const what = `${STEP_WORDS[stepKind ?? ''] ?? ''} “${rule ?? ''}”`;
  const about = title === null ? '' : `: ${title}${times(count)}`;
  const became = status === 'FIRED' ? 'đã gửi' : (REASON_WORDS[reason ?? ''] ?? 'không gửi');
  return `${what}${about} – ${became}`;
}
