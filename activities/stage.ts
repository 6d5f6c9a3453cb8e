import type { DatabasePool } from '../src/database/dataSource';
import { settleInstant } from '../src/campaigns/settleInstant';
import { loadCampaign } from '../src/campaigns/loadCampaign';
import { campaignOfStage, stagesOf } from '../src/campaigns/persistence/campaignStore';
import { inTransaction, reading } from '../src/database/transaction';
import { nextInstantOfStage } from '../src/deadlines/persistence/runStore';
import { runDueSteps } from '../src/deadlines/runDueSteps';
import { tellWorkflow } from '../src/temporal/persistence/outboxStore';
import { throwIfCancelled, withHeartbeat } from './heartbeat';
import { millisecondsUntil } from './waking';

export interface StageStanding {
  readonly campaignId: string;
  readonly isOver: boolean;
  /** When to look again, by the wall clock; null: when told. */
  readonly wakeInMs: number | null;
}

export interface StageActivities {
  /** Everything that is due in a stage now: closings and completions, then its steps, in batches. */
  runStage(stageId: string): Promise<StageStanding>;
}

export function stageActivities(dataSource: DatabasePool): StageActivities {
  return {
    runStage: (stageId) => withHeartbeat(() => runStage(dataSource, stageId)),
  };
}

async function runStage(dataSource: DatabasePool, stageId: string): Promise<StageStanding> {
  const campaignId = await reading(dataSource, (tx) => campaignOfStage(tx, stageId));
  await inTransaction(dataSource, async (tx) => {
    const { opened } = await settleInstant(tx, await loadCampaign(tx, campaignId, 'alone'));
    // The campaign starts the workflows of open stages.
    if (opened.length > 0) await tellWorkflow(tx, 'CAMPAIGN', campaignId);
  });
  for (let isMore = true; isMore;) {
    throwIfCancelled();
    isMore = await inTransaction(dataSource, async (tx) =>
      runDueSteps(tx, await loadCampaign(tx, campaignId, 'share'), stageId),
    );
  }
  return inTransaction(dataSource, async (tx) => {
    const campaign = await loadCampaign(tx, campaignId, 'none');
    const stage = (await stagesOf(tx, campaignId)).find((one) => one.id === stageId);
    const next = await nextInstantOfStage(tx, stageId);
    return { campaignId, isOver: stage?.state !== 'OPEN', wakeInMs: millisecondsUntil(next, campaign) };
  });
}
