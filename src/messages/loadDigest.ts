import { stageTemplate, type Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import { isLagging } from '../deadlines/domain/digest';
import type { DigestRule } from '../plans/domain/plan';
import { unsettledDueDays } from '../tasks/persistence/taskStore';
import type { DigestContent } from './domain/messageContent';
import { countTasksOfStages, unsettledTasksDueOn } from './persistence/contentStore';

export type DigestFacts = Pick<DigestContent, 'stages' | 'lagging' | 'laggingCount'>;

/** Lagging tasks that a digest names; the rest are counted. */
const LAGGING_LIMIT = 100;

/** The state of a digest's stages at the campaign's now; of a rule that the plan no longer has, of all stages. */
export async function loadDigest(tx: Tx, campaign: Campaign, rule: DigestRule | undefined): Promise<DigestFacts> {
  const { plan, calendar, now } = campaign;
  const today = calendar.dayOf(now);
  const keys = rule?.stages ?? plan.stages.map((stage) => stage.key);
  const counted = await countTasksOfStages(tx, campaign.id, keys, today, calendar.zone);
  const running = counted.filter((stage) => stage.state === 'OPEN').map((stage) => stage.id);
  const lagsFrom = rule ?? { key: '', stages: keys, everyWorkingDayAt: '', to: [] };
  const days = (await unsettledDueDays(tx, running)).filter((dueOn) => isLagging(lagsFrom, dueOn, today, calendar));
  const lagging = await unsettledTasksDueOn(tx, running, days, LAGGING_LIMIT);
  return {
    stages: counted.map(({ id: _, ...stage }) => {
      const { number, title } = stageTemplate(plan, stage.key);
      return { ...stage, number: number ?? null, title };
    }),
    lagging: lagging.tasks,
    laggingCount: lagging.count,
  };
}
