import type { Campaign, Stage, TaskTarget } from '../campaigns/domain/campaign';
import { dueDayOf, stageTemplate } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import { closingInstant, stepsOfNewTask } from '../deadlines/domain/schedule';
import { insertSteps } from '../deadlines/persistence/ledgerStore';
import { writeJournal } from '../journal/persistence/journalStore';
import type { JournalSource } from '../journal/domain/chain';
import type { TaskTemplate } from '../plans/domain/plan';
import { insertTasks } from './persistence/taskStore';

/** Tasks are created at the campaign's now, each with every step that will ever happen to it. Returns how many are new. */
export async function createTasks(
  tx: Tx,
  campaign: Campaign,
  stage: Pick<Stage, 'id' | 'key' | 'dueOn'>,
  template: TaskTemplate,
  targets: readonly TaskTarget[],
  source: JournalSource = 'WORKFLOW',
): Promise<number> {
  if (targets.length === 0) return 0;
  const { calendar, now } = campaign;
  const planned = stageTemplate(campaign.plan, stage.key);
  const dueOn = dueDayOf(template, planned, now, calendar);
  const taskIds = await insertTasks(
    tx,
    {
      campaignId: campaign.id,
      stageId: stage.id,
      template: template.key,
      templatePosition: planned.tasks.findIndex((one) => one.key === template.key),
      title: template.title,
      dueOn,
      closesAt: closingInstant(planned.closes, stage.dueOn, dueOn, calendar),
      createdAt: now,
    },
    targets,
  );
  const policy = campaign.plan.policies[template.policy] ?? {};
  const steps = stepsOfNewTask(policy, { createdAt: now, dueOn }, calendar);
  await insertSteps(tx, { campaignId: campaign.id, stageId: stage.id }, taskIds, steps);
  await writeJournal(
    tx,
    taskIds.map((subjectId) => ({
      subjectKind: 'TASK',
      subjectId,
      act: 'CREATED',
      actorId: null,
      onBehalfOf: null,
      source,
      details: { template: template.key, dueOn },
      at: now,
    })),
  );
  return taskIds.length;
}
