import type { Tx } from '../database/transaction';
import { suppressPlanned } from '../deadlines/persistence/ledgerStore';
import { writeJournal } from '../journal/persistence/journalStore';
import type { Actor } from '../shared/actor';
import { createTasks } from '../tasks/createTasks';
import { isClosed } from '../tasks/domain/task';
import { changeTasks, lockUnsettledTasks } from '../tasks/persistence/taskStore';
import { tellWorkflow } from '../temporal/persistence/outboxStore';
import { tellOfChange } from '../temporal/tellOfChange';
import { findTemplate, targetsOf, type Campaign } from './domain/campaign';
import { freedTemplates, withoutTemplate } from './domain/planRevision';
import { noticeOfCancelledTasks } from './noticeOfCancelledTasks';
import { placesOf, savePlanInForce, stagesOf } from './persistence/campaignStore';
import { tasksToCompare } from './persistence/revisionStore';

/**
 * Cancels the open tasks of a template, and those to come: a template of which tasks could still be made leaves the plan
 * in force, and what waited for it waits for what it waited for. The campaign must be locked `alone`.
 */
export async function cancelTemplate(
  tx: Tx,
  campaign: Campaign,
  actor: Actor,
  key: string,
  reason: string,
): Promise<void> {
  // What is past its closing is missed, not cancelled, though the workflow may not have marked it yet.
  const tasks = (await lockUnsettledTasks(tx, campaign.id)).filter(
    (task) => task.template === key && !isClosed(task, campaign.now),
  );
  const ids = tasks.map((task) => task.id);
  await changeTasks(tx, ids, { state: 'CANCELLED' });
  await suppressPlanned(tx, ids, 'STAGE_CLOSED');
  const entry = (subjectKind: string, subjectId: string, act: string, details: Readonly<Record<string, unknown>>) => ({
    subjectKind,
    subjectId,
    act,
    actorId: actor.personId,
    onBehalfOf: actor.onBehalfOf,
    source: actor.source,
    details,
    at: campaign.now,
  });
  await writeJournal(tx, [
    entry('CAMPAIGN', campaign.id, 'TEMPLATE_CANCELLED', { template: key, reason }),
    ...ids.map((id) => entry('TASK', id, 'CANCELLED', { reason })),
  ]);
  await noticeOfCancelledTasks(tx, campaign, actor, tasks, reason);
  for (const stageId of new Set(tasks.map((task) => task.stageId))) await tellOfChange(tx, campaign, stageId);
  await leavePlan(tx, campaign, actor, key);
  await tellWorkflow(tx, 'CAMPAIGN', campaign.id);
}

async function leavePlan(tx: Tx, campaign: Campaign, actor: Actor, key: string): Promise<void> {
  const found = findTemplate(campaign.plan, key);
  if (found === undefined) throw new Error(`The plan has no task ${key}`);
  const places = await placesOf(tx, campaign);
  const existing = (await tasksToCompare(tx, campaign.id, [key])).length;
  const isMade = existing > 0 && existing === targetsOf(campaign.plan, found.template, places).length;
  const plan = isMade ? campaign.plan : withoutTemplate(campaign.plan, key, existing > 0);
  await savePlanInForce(tx, campaign.id, plan);
  const stage = (await stagesOf(tx, campaign.id)).find((one) => one.key === found.stage.key);
  if (isMade || stage?.state !== 'OPEN') return;
  const revised = { ...campaign, plan };
  // Templates that wait for nothing are made when a stage opens, and this one is open already.
  for (const template of freedTemplates(campaign.plan, plan)) {
    await createTasks(tx, revised, stage, template, targetsOf(plan, template, places), actor.source);
  }
  await tellOfChange(tx, revised, stage.id);
}
