import type { Tx } from '../database/transaction';
import { plannedDigests, settleSteps, suppressPlanned } from '../deadlines/persistence/ledgerStore';
import { writeJournal } from '../journal/persistence/journalStore';
import type { Actor } from '../shared/actor';
import { changeTasks, lockUnsettledTasks } from '../tasks/persistence/taskStore';
import { tellWorkflow } from '../temporal/persistence/outboxStore';
import type { Campaign } from './domain/campaign';
import { noticeOfCancelledTasks } from './noticeOfCancelledTasks';
import { markCampaignCancelled, markStagesCancelled } from './persistence/campaignStore';

/**
 * Ends a running campaign with a reason: its stages and open tasks are cancelled, nothing planned is sent any more, and
 * those who had open tasks are told. The campaign must be running and locked `alone`.
 */
export async function cancelCampaign(tx: Tx, campaign: Campaign, actor: Actor, reason: string): Promise<void> {
  const tasks = await lockUnsettledTasks(tx, campaign.id);
  const ids = tasks.map((task) => task.id);
  await changeTasks(tx, ids, { state: 'CANCELLED' });
  await suppressPlanned(tx, ids, 'STAGE_CLOSED');
  await endDigests(tx, campaign);
  const { ended, wereOpen } = await markStagesCancelled(tx, campaign.id);
  await markCampaignCancelled(tx, campaign.id, campaign.now, reason);
  const entry = (subjectKind: string, subjectId: string) => ({
    subjectKind,
    subjectId,
    act: 'CANCELLED',
    actorId: actor.personId,
    onBehalfOf: actor.onBehalfOf,
    source: actor.source,
    details: { reason },
    at: campaign.now,
  });
  await writeJournal(tx, [
    entry('CAMPAIGN', campaign.id),
    ...ended.map((stageId) => entry('STAGE', stageId)),
    ...ids.map((taskId) => entry('TASK', taskId)),
  ]);
  await noticeOfCancelledTasks(tx, campaign, actor, tasks, reason);
  // Each workflow looks once more, finds that all is over, and ends.
  for (const stageId of wereOpen) await tellWorkflow(tx, 'STAGE', stageId);
  await tellWorkflow(tx, 'CAMPAIGN', campaign.id);
}

async function endDigests(tx: Tx, campaign: Campaign): Promise<void> {
  const planned = await plannedDigests(tx, campaign.id);
  const closed = planned.map(
    ({ id }) => ({ id, status: 'SUPPRESSED', reason: 'STAGE_CLOSED', recipients: [], isFault: false }) as const,
  );
  await settleSteps(tx, closed, campaign.now);
}
