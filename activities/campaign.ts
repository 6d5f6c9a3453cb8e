import type { DatabasePool } from '../src/database/dataSource';
import { settleInstant } from '../src/campaigns/settleInstant';
import { loadCampaign } from '../src/campaigns/loadCampaign';
import { stagesOf } from '../src/campaigns/persistence/campaignStore';
import { nextInstantOfCampaign } from '../src/campaigns/persistence/clockStore';
import { inTransaction } from '../src/database/transaction';
import { stagesWithDueSteps } from '../src/deadlines/persistence/runStore';
import { runDigests } from '../src/deadlines/runDigests';
import { keepRehearsalMail } from '../src/messages/keepRehearsalMail';
import type { Instant } from '../src/shared/instant';
import { millisecondsUntil } from './waking';

export interface CampaignTurn {
  /** The instant that it was about. */
  readonly at: Instant;
  readonly isRehearsal: boolean;
  /** Every stage that is open, in plan order: each needs its workflow. */
  readonly openStages: readonly string[];
  /** Stages that this turn completed. */
  readonly completedStages: readonly string[];
  /** In a rehearsal: the stages in which something is due, in plan order. */
  readonly stagesToRun: readonly string[];
}

export interface CampaignActivities {
  /** Closings, tasks that waited, completions and openings of now. */
  beginTurn(campaignId: string): Promise<CampaignTurn>;
  /** The digests; says when to look again (null: when something changes), for whatever came after the turn's instant. */
  endTurn(campaignId: string, at: Instant): Promise<{ readonly hasEnded: boolean; readonly wakeInMs: number | null }>;
}

export function campaignActivities(dataSource: DatabasePool): CampaignActivities {
  return {
    beginTurn: (campaignId) =>
      inTransaction(dataSource, async (tx) => {
        const campaign = await loadCampaign(tx, campaignId, 'alone');
        const { completed } = await settleInstant(tx, campaign);
        const isRehearsal = campaign.clock === 'REHEARSAL';
        const isRunning = isRehearsal && campaign.state === 'RUNNING' && !campaign.isOut;
        return {
          at: campaign.now,
          isRehearsal,
          openStages: (await stagesOf(tx, campaignId))
            .filter((stage) => stage.state === 'OPEN')
            .map((stage) => stage.id),
          completedStages: completed,
          stagesToRun: isRunning ? await stagesWithDueSteps(tx, campaignId, campaign.now) : [],
        };
      }),
    endTurn: (campaignId, at) =>
      inTransaction(dataSource, async (tx) => {
        const campaign = await loadCampaign(tx, campaignId, 'alone');
        await runDigests(tx, campaign);
        if (campaign.clock === 'REHEARSAL') await keepRehearsalMail(tx, campaign);
        const next = await nextInstantOfCampaign(tx, { ...campaign, now: at });
        return { hasEnded: campaign.state !== 'RUNNING', wakeInMs: millisecondsUntil(next, campaign) };
      }),
  };
}
