import { findTemplate, stageTemplate, type Campaign } from '../campaigns/domain/campaign';
import { stagesOf } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { closingInstant, stepsForNewDueDay } from '../deadlines/domain/schedule';
import { insertVersions, latestStepsOf, supersedePlanned } from '../deadlines/persistence/ledgerStore';
import type { Day, Instant } from '../shared/instant';
import type { Task } from './domain/task';
import { changeTasks, type TaskChange } from './persistence/taskStore';

/** Why a due day moves. Only a revision may make a closing earlier than it stood: nobody is locked out by an extension. */
export type DueDayMove = 'EXTENDED' | 'RETURNED' | 'REVISED';

/**
 * Gives tasks (of one template, locked) a new due day: every step counted from it gets a new version, what was still
 * planned is superseded, and the closing is calculated again.
 */
export async function moveDueDay(
  tx: Tx,
  campaign: Campaign,
  tasks: readonly Task[],
  dueOn: Day,
  move: DueDayMove,
): Promise<void> {
  const ids = tasks.map((task) => task.id);
  const latest = await latestStepsOf(tx, ids);
  const versions = tasks.flatMap((task) => {
    const dates = { createdAt: task.createdAt, dueOn };
    const known = latest.get(task.id) ?? [];
    return stepsForNewDueDay(policyOf(campaign, task), dates, campaign.calendar, known, campaign.now).map((step) => ({
      stageId: task.stageId,
      taskId: task.id,
      step,
    }));
  });
  // A returned task has no planned row: DONE came first. Its superseded rows, if any, would be those of an extension.
  await supersedePlanned(
    tx,
    ids,
    versions.map(({ step }) => step),
    move === 'REVISED' ? 'REVISED' : 'EXTENDED',
  );
  await insertVersions(tx, campaign.id, versions);
  for (const [closesAt, closing] of await closingsOf(tx, campaign, tasks, dueOn, move)) {
    await changeTasks(tx, closing, { ...stateAfter(move), dueOn, closesAt });
  }
}

function stateAfter(move: DueDayMove): TaskChange {
  switch (move) {
    case 'EXTENDED':
      return { hasOwnDue: true, isExtended: true };
    case 'RETURNED':
      return { hasOwnDue: true, state: 'RETURNED', doneAt: null };
    case 'REVISED':
      return {};
  }
}

/** The tasks by their new closing. */
async function closingsOf(
  tx: Tx,
  campaign: Campaign,
  tasks: readonly Task[],
  dueOn: Day,
  move: DueDayMove,
): Promise<Map<Instant | null, string[]>> {
  const stages = await stagesOf(tx, campaign.id);
  const closings = new Map<Instant | null, string[]>();
  for (const task of tasks) {
    const stage = stages.find((one) => one.id === task.stageId);
    if (stage === undefined) throw new Error(`Task ${task.id} is of another campaign`);
    const { closes } = stageTemplate(campaign.plan, stage.key);
    const calculated = closingInstant(closes, stage.dueOn, dueOn, campaign.calendar);
    const closesAt = move === 'REVISED' ? calculated : laterOf(task.closesAt, calculated);
    const sameClosing = closings.get(closesAt);
    if (sameClosing === undefined) closings.set(closesAt, [task.id]);
    else sameClosing.push(task.id);
  }
  return closings;
}

function laterOf(stood: Instant | null, calculated: Instant | null): Instant | null {
  return stood === null || calculated === null ? calculated : Math.max(stood, calculated);
}

function policyOf(campaign: Campaign, task: Task) {
  const template = findTemplate(campaign.plan, task.template)?.template;
  return (template === undefined ? undefined : campaign.plan.policies[template.policy]) ?? {};
}
