import type { DatabasePool } from '../src/database/dataSource';
import { loadCampaign } from '../src/campaigns/loadCampaign';
import { nextInstantOfCampaign, setClock } from '../src/campaigns/persistence/clockStore';
import { inTransaction } from '../src/database/transaction';
import type { Instant } from '../src/shared/instant';

export interface ClockMove {
  readonly at: Instant;
  /** The clock has reached its goal: after this instant's turn the rehearsal stands still. */
  readonly isThere: boolean;
  readonly hasEnded: boolean;
}

export interface RehearsalActivities {
  readClock(campaignId: string): Promise<{ readonly at: Instant; readonly hasEnded: boolean }>;
  /** Moves the clock from where it stands to the next planned instant, or to the goal if that comes first. */
  moveClock(campaignId: string, from: Instant, goal: { readonly until: Instant } | 'NEXT'): Promise<ClockMove>;
}

export function rehearsalActivities(dataSource: DatabasePool): RehearsalActivities {
  return {
    readClock: (campaignId) =>
      inTransaction(dataSource, async (tx) => {
        const { now, state } = await loadCampaign(tx, campaignId, 'none');
        return { at: now, hasEnded: state !== 'RUNNING' };
      }),
    moveClock: (campaignId, from, goal) =>
      inTransaction(dataSource, async (tx) => {
        const campaign = await loadCampaign(tx, campaignId, 'alone');
        const hasEnded = campaign.state !== 'RUNNING';
        const isThere = (at: Instant): boolean => goal === 'NEXT' || at >= goal.until;
        if (campaign.now !== from) return { at: campaign.now, isThere: isThere(campaign.now), hasEnded };
        const next = hasEnded ? null : await nextInstantOfCampaign(tx, campaign);
        const until = goal === 'NEXT' ? (next ?? from) : Math.max(goal.until, from);
        const at = next === null ? until : Math.min(next, until);
        await setClock(tx, campaignId, at);
        return { at, isThere: isThere(at), hasEnded };
      }),
  };
}
