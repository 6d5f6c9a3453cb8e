import type { DatabasePool } from '../src/database/dataSource';
import { settleInstant } from '../src/campaigns/settleInstant';
import { loadCampaign } from '../src/campaigns/loadCampaign';
import { stagesOf } from '../src/campaigns/persistence/campaignStore';
import { nextInstantOfCampaign } from '../src/campaigns/persistence/clockStore';
import { inTransaction } from '../src/database/transaction';
import { stagesWithDueSteps } from '../src/deadlines/persistence/runStore';
import { runDigests } from '../src/deadlines/runDigests';
import { keepRehearsalMail } from '../src/messages/keepRehearsalMail';
import { millisecondsUntil } from './waking';

export interface CampaignTurn {
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
  /** The digests of now; says when to look again (null: when something changes). */
  endTurn(campaignId: string): Promise<{ readonly hasEnded: boolean; readonly wakeInMs: number | null }>;
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
          isRehearsal,
          openStages: (await stagesOf(tx, campaignId))
            .filter((stage) => stage.state === 'OPEN')
            .map((stage) => stage.id),
          completedStages: completed,
          stagesToRun: isRunning ? await stagesWithDueSteps(tx, campaignId, campaign.now) : [],
        };
      }),
    endTurn: (campaignId) =>
      inTransaction(dataSource, async (tx) => {
        const campaign = await loadCampaign(tx, campaignId, 'alone');
        await runDigests(tx, campaign);
        if (campaign.clock === 'REHEARSAL') await keepRehearsalMail(tx, campaign);
        const next = await nextInstantOfCampaign(tx, campaign);
        return { hasEnded: campaign.state !== 'RUNNING', wakeInMs: millisecondsUntil(next, campaign) };
      }),
  };
}
