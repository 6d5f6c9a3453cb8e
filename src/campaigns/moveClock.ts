import type { Tx } from '../database/transaction';
import type { StepKind } from '../deadlines/domain/step';
import { instantOf, isoOf, type Instant } from '../shared/instant';
import { AppError } from '../shared/http/appError';
import type { Database } from '../shared/http/database';
import { ruleLabel } from '../tasks/domain/ruleLabel';
import type { TemporalGateway } from '../temporal/gateway';
import { stageTemplate, type Campaign } from './domain/campaign';
import { findCampaignOf } from './findCampaignOf';
import { happenedSince, lastJournalId, mailSince, type HappenedRow } from './persistence/campaignViewStore';
import { about, times } from './showClock';

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
    .map(({ at, count }) => ({ at: isoOf(instantOf(at)), kind: 'MAIL', text: `Gửi ${String(count)} thư` }));
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
  CLAIMED: 'Nhận việc',
  HANDED_BACK: 'Trả lại việc đã nhận',
  DELEGATED: 'Chuyển người thực hiện',
  COMMENTED: 'Ghi ý kiến',
  FILE_ATTACHED: 'Đính kèm tệp',
  EXTENSION_ASKED: 'Xin gia hạn',
  EXTENSION_REFUSED: 'Không đồng ý gia hạn',
  ACKNOWLEDGED: 'Xác nhận báo cáo',
};

const CAMPAIGN_WORDS: Readonly<Record<string, string>> = {
  COMPLETED: 'Đợt đánh giá kết thúc',
  CANCELLED: 'Hủy đợt đánh giá',
  REVISED: 'Điều chỉnh kế hoạch',
  TEMPLATE_ADDED: 'Thêm nhiệm vụ vào kế hoạch',
  TEMPLATE_CANCELLED: 'Bỏ nhiệm vụ khỏi kế hoạch',
};

const REASON_WORDS: Readonly<Record<string, string>> = {
  OVERTAKEN: 'không gửi, đã có bước sau thay',
  CONDITION: 'không gửi, điều kiện không còn',
  NO_RECIPIENT: 'không có ai để gửi',
  WAITING: 'chờ hết thời gian xác nhận',
};

function textOf(row: HappenedRow, { plan }: Campaign): string {
  const { subjectKind, act, stageKey, title, count } = row;
  if (row.stepKind !== null) return stepText(plan, row.stepKind, row);
  if (subjectKind === 'TASK') return `${TASK_WORDS[act] ?? act}: ${title ?? ''}${times(count)}`;
  if (subjectKind === 'STAGE' && stageKey !== null) {
    return `${act === 'OPENED' ? 'Mở bước' : 'Kết thúc bước'}: ${stageTemplate(plan, stageKey).title}`;
  }
  return CAMPAIGN_WORDS[act] ?? act;
}

function stepText(plan: Campaign['plan'], kind: StepKind, row: HappenedRow): string {
  const { template, title, status, reason, count } = row;
  const label = ruleLabel(plan, template, { kind, rule: row.rule ?? '', repetition: row.repetition ?? 1 });
  const became = status === 'FIRED' ? 'đã gửi' : (REASON_WORDS[reason ?? ''] ?? 'không gửi');
  return `${label}${about(title, count)} – ${became}`;
}
