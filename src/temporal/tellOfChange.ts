import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import { fewUnsettledTasks } from '../tasks/persistence/taskStore';
import { tellWorkflow } from './persistence/outboxStore';

/**
 * Wakes whoever carries a stage out: its own workflow, or, in a rehearsal, the campaign's, which keeps the order of an
 * instant while the clock stands still.
 */
export async function tellOfChange(tx: Tx, campaign: Campaign, stageId: string): Promise<void> {
  if (campaign.clock === 'REHEARSAL') await tellWorkflow(tx, 'CAMPAIGN', campaign.id);
  else await tellWorkflow(tx, 'STAGE', stageId);
}

/**
 * A settled task concerns its stage only when it may be the last, or others wait for it. "May be": acts that commit at
 * the same time do not see each other, so the stage is told while fewer tasks are left than could be settled at once.
 */
export async function tellOfSettledTask(tx: Tx, campaign: Campaign, stageId: string): Promise<void> {
  const othersWait = campaign.plan.stages.some((stage) => stage.tasks.some((task) => task.after !== undefined));
  if (campaign.clock === 'REHEARSAL' || othersWait || (await fewUnsettledTasks(tx, stageId, SETTLED_AT_ONCE_LIMIT))) {
    await tellOfChange(tx, campaign, stageId);
  }
}

/** More than the connections that all API processes together have to one database. */
const SETTLED_AT_ONCE_LIMIT = 200;
