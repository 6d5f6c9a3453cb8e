import type { Tx } from '../database/transaction';
import { isoOf, type Instant } from '../shared/instant';
import { ruleLabel } from '../tasks/domain/ruleLabel';
import { stageTemplate, type Campaign } from './domain/campaign';
import { findCampaignOf } from './findCampaignOf';
import { plannedThen } from './persistence/campaignViewStore';
import { nextInstantOfCampaign } from './persistence/clockStore';

export interface ShownClock {
  readonly clock: Campaign['clock'];
  readonly now: string;
  readonly isOut: boolean;
  /** What comes next, in short; null: nothing is planned any more. */
  readonly next: { readonly at: string; readonly what: readonly string[] } | null;
}

/**
 * The clock of a campaign and what is planned next.
 * @throws AppError NOT_FOUND
 */
export async function showClock(tx: Tx, authorityId: string, campaignId: string): Promise<ShownClock> {
  const campaign = await findCampaignOf(tx, authorityId, campaignId, 'none');
  const at = await nextInstant(tx, campaign);
  const next = at === null ? null : { at: isoOf(at), what: await whatComes(tx, campaign, at) };
  return { clock: campaign.clock, now: isoOf(campaign.now), isOut: campaign.isOut, next };
}

/** Whatever is planned next in a running campaign, by whatever clock; null: nothing. */
export async function nextInstant(tx: Tx, campaign: Campaign): Promise<Instant | null> {
  if (campaign.state !== 'RUNNING') return null;
  // By the wall clock the workflow of a campaign asks for less than there is: stages wake by themselves.
  return nextInstantOfCampaign(tx, { ...campaign, clock: 'REHEARSAL' });
}

async function whatComes(tx: Tx, { id, plan }: Campaign, at: Instant): Promise<string[]> {
  const { steps, closings, stages, mail } = await plannedThen(tx, id, at);
  return [
    ...closings.map(({ title, tasks }) => `Đóng: ${title}${times(tasks)}`),
    ...stages.map((key) => `Đến ngày mở bước: ${stageTemplate(plan, key).title}`),
    ...steps.map((step) => `${ruleLabel(plan, step.template, step)}${about(step.title, step.tasks)}`),
    ...(mail > 0 ? [`Gửi ${String(mail)} thư đang chờ giờ làm việc`] : []),
  ];
}

/** The tasks that a step is about; nothing for a digest. */
export function about(title: string | null, tasks: number): string {
  return title === null ? '' : `: ${title}${times(tasks)}`;
}

/** `(20 nhiệm vụ)`; of a single one nothing. */
export function times(tasks: number): string {
  return tasks > 1 ? ` (${String(tasks)} nhiệm vụ)` : '';
}
