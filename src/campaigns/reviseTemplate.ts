import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import type { Actor } from '../shared/actor';
import type { Day } from '../shared/instant';
import { refusalOfDueDay, type TaskRefusal } from '../tasks/domain/refusals';
import { isClosed } from '../tasks/domain/task';
import { moveDueDay } from '../tasks/moveDueDay';
import { lockUnsettledTasks } from '../tasks/persistence/taskStore';
import { tellOfChange } from '../temporal/tellOfChange';
import type { Campaign, PlanInForce } from './domain/campaign';
import { savePlanInForce } from './persistence/campaignStore';

/**
 * A new due day of a template, for its tasks now and to come. Leaves alone the tasks that are settled or past their
 * closing, have a day of their own (extended, returned) or that very day already. The campaign must be locked `alone`.
 */
export async function reviseTemplate(
  tx: Tx,
  campaign: Campaign,
  actor: Actor,
  revision: { readonly task: string; readonly dueOn: Day; readonly reason: string },
): Promise<TaskRefusal | null> {
  const refusal = refusalOfDueDay(revision.dueOn, campaign.now, campaign.calendar);
  if (refusal !== null) return refusal;
  const plan = withDueDay(campaign.plan, revision.task, revision.dueOn);
  await savePlanInForce(tx, campaign.id, plan);
  const revised = { ...campaign, plan };
  const tasks = (await lockUnsettledTasks(tx, campaign.id)).filter(
    (task) =>
      task.template === revision.task &&
      !isClosed(task, campaign.now) &&
      !task.hasOwnDue &&
      task.dueOn !== revision.dueOn,
  );
  if (tasks.length > 0) await moveDueDay(tx, revised, tasks, revision.dueOn, 'REVISED');
  const { task: template, dueOn, reason } = revision;
  await writeJournal(tx, [
    {
      ...entryOf(actor, campaign),
      subjectKind: 'CAMPAIGN',
      subjectId: campaign.id,
      act: 'REVISED',
      details: { template, dueOn, reason },
    },
    ...tasks.map((task) => ({
      ...entryOf(actor, campaign),
      subjectKind: 'TASK',
      subjectId: task.id,
      act: 'REVISED',
      details: { from: task.dueOn, dueOn, reason },
    })),
  ]);
  for (const stageId of new Set(tasks.map((task) => task.stageId))) await tellOfChange(tx, campaign, stageId);
  return null;
}

function entryOf(actor: Actor, campaign: Campaign) {
  return { actorId: actor.personId, onBehalfOf: actor.onBehalfOf, source: actor.source, at: campaign.now };
}

function withDueDay(plan: PlanInForce, key: string, on: Day): PlanInForce {
  return {
    ...plan,
    stages: plan.stages.map((stage) => ({
      ...stage,
      tasks: stage.tasks.map((task) => (task.key === key ? { ...task, due: { on } } : task)),
    })),
  };
}
