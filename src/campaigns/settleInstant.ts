import type { Tx } from '../database/transaction';
import { firstDigest } from '../deadlines/domain/digest';
import {
  digestSteps,
  insertVersions,
  plannedDigests,
  settleSteps,
  suppressPlanned,
} from '../deadlines/persistence/ledgerStore';
import { writeJournal } from '../journal/persistence/journalStore';
import type { TaskTemplate } from '../plans/domain/plan';
import { createTasks } from '../tasks/createTasks';
import { closeOverdueTasks, hasUnsettledTask, taskCounts, tasksOfTemplates } from '../tasks/persistence/taskStore';
import {
  stageTemplate,
  targetsOf,
  waitsForTasks,
  type Campaign,
  type CampaignPlaces,
  type Stage,
  type TaskTarget,
} from './domain/campaign';
import { allTasksExist, stagesToOpen, targetsReady, templatesAtOpening } from './domain/order';
import {
  markCampaignCompleted,
  markStageCompleted,
  markStageOpened,
  placesOf,
  stagesOf,
} from './persistence/campaignStore';
import { noticeOfLocking } from './noticeOfLocking';

/** What the order of one instant brought about. */
export interface Settled {
  readonly closedTasks: number;
  readonly opened: readonly string[];
  readonly completed: readonly string[];
  readonly hasEnded: boolean;
}

/**
 * The order of one instant, repeated until nothing more happens: closings; tasks whose `after` is met; stages that
 * complete; stages that open (contract of deadlines, §3). The campaign must be locked `alone`. Doing it twice is harmless.
 */
export async function settleInstant(tx: Tx, campaign: Campaign): Promise<Settled> {
  if (campaign.state !== 'RUNNING' || campaign.isOut) {
    return { closedTasks: 0, opened: [], completed: [], hasEnded: campaign.state !== 'RUNNING' };
  }
  const settling = new Settling(tx, campaign, await placesOf(tx, campaign));
  return settling.untilNothingMoreHappens();
}

class Settling {
  private closedTasks = 0;
  private readonly opened: string[] = [];
  private readonly completed: string[] = [];

  constructor(
    private readonly tx: Tx,
    private readonly campaign: Campaign,
    private readonly places: CampaignPlaces,
  ) {}

  async untilNothingMoreHappens(): Promise<Settled> {
    let stages = await stagesOf(this.tx, this.campaign.id);
    for (;;) {
      const closed = await this.closeTasks();
      const created = await this.createTasksThatWaited(stages);
      const completed = await this.completeStages(stages);
      if (completed) stages = await stagesOf(this.tx, this.campaign.id);
      const opened = await this.openStages(stages);
      if (!closed && !created && !completed && !opened) break;
      stages = await stagesOf(this.tx, this.campaign.id);
    }
    const hasEnded = stages.every((stage) => stage.state === 'COMPLETED');
    if (hasEnded) await this.endCampaign();
    return { closedTasks: this.closedTasks, opened: this.opened, completed: this.completed, hasEnded };
  }

  private async closeTasks(): Promise<boolean> {
    const missed = await closeOverdueTasks(this.tx, this.campaign.id, this.campaign.now);
    if (missed.length === 0) return false;
    this.closedTasks += missed.length;
    await suppressPlanned(this.tx, missed, 'STAGE_CLOSED');
    await writeJournal(
      this.tx,
      missed.map((id) => this.entry('TASK', id, 'MISSED')),
    );
    await noticeOfLocking(this.tx, this.campaign, missed);
    return true;
  }

  private async createTasksThatWaited(stages: readonly Stage[]): Promise<boolean> {
    let created = 0;
    for (const stage of stages.filter((one) => one.state === 'OPEN')) {
      const planned = stageTemplate(this.campaign.plan, stage.key);
      const waiting = planned.tasks.filter(waitsForTasks);
      if (waiting.length === 0) continue;
      const awaited = waiting.flatMap((template) => [template.key, ...(template.after ?? [])]);
      const existing = await tasksOfTemplates(this.tx, stage.id, [...new Set(awaited)]);
      for (const template of waiting) {
        const ready = targetsReady(template, planned, existing, this.targets);
        created += await createTasks(this.tx, this.campaign, stage, template, ready);
      }
    }
    return created > 0;
  }

  private async completeStages(stages: readonly Stage[]): Promise<boolean> {
    const before = this.completed.length;
    for (const stage of stages.filter((one) => one.state === 'OPEN')) {
      if (await hasUnsettledTask(this.tx, stage.id)) continue;
      const planned = stageTemplate(this.campaign.plan, stage.key);
      if (!allTasksExist(planned, await taskCounts(this.tx, stage.id), this.targets)) continue;
      await markStageCompleted(this.tx, stage.id, this.campaign.now);
      await writeJournal(this.tx, [this.entry('STAGE', stage.id, 'COMPLETED')]);
      this.completed.push(stage.id);
    }
    if (this.completed.length === before) return false;
    await this.endDigests();
    return true;
  }

  private async openStages(stages: readonly Stage[]): Promise<boolean> {
    const opening = stagesToOpen(stages, this.campaign.plan.stages, this.campaign.now);
    for (const stage of opening) {
      await markStageOpened(this.tx, stage.id, this.campaign.now);
      await writeJournal(this.tx, [this.entry('STAGE', stage.id, 'OPENED')]);
      for (const template of templatesAtOpening(stageTemplate(this.campaign.plan, stage.key))) {
        await createTasks(this.tx, this.campaign, stage, template, this.targets(template));
      }
      await this.planFirstDigests(stage);
      this.opened.push(stage.id);
    }
    return opening.length > 0;
  }

  /** A series of digests begins with the first of its stages. */
  private async planFirstDigests(stage: Stage): Promise<void> {
    const rules = (this.campaign.plan.digests ?? []).map((rule, order) => ({ rule, order }));
    const own = rules.filter(({ rule }) => rule.stages.includes(stage.key));
    if (own.length === 0) return;
    const begun = new Set((await digestSteps(this.tx, this.campaign.id)).map((step) => step.rule));
    const versions = own
      .filter(({ rule }) => !begun.has(rule.key))
      .map(({ rule, order }) => ({
        stageId: null,
        taskId: null,
        step: firstDigest(rule, order, this.campaign.now, this.campaign.calendar),
      }));
    await insertVersions(this.tx, this.campaign.id, versions);
  }

  /** A series of digests ends with the last of its stages. */
  private async endDigests(): Promise<void> {
    const completed = new Set(
      (await stagesOf(this.tx, this.campaign.id)).filter((one) => one.state === 'COMPLETED').map((one) => one.key),
    );
    const ended = (this.campaign.plan.digests ?? []).filter((rule) => rule.stages.every((key) => completed.has(key)));
    const keys = new Set(ended.map((rule) => rule.key));
    const planned = await plannedDigests(this.tx, this.campaign.id);
    await settleSteps(
      this.tx,
      planned
        .filter((step) => keys.has(step.rule))
        .map((step) => ({ id: step.id, status: 'SUPPRESSED', reason: 'STAGE_CLOSED', recipients: [], isFault: false })),
      this.campaign.now,
    );
  }

  private async endCampaign(): Promise<void> {
    await markCampaignCompleted(this.tx, this.campaign.id, this.campaign.now);
    await writeJournal(this.tx, [this.entry('CAMPAIGN', this.campaign.id, 'COMPLETED')]);
  }

  private readonly targets = (template: TaskTemplate): TaskTarget[] =>
    targetsOf(this.campaign.plan, template, this.places);

  private entry(subjectKind: string, subjectId: string, act: string) {
    return {
      subjectKind,
      subjectId,
      act,
      actorId: null,
      onBehalfOf: null,
      source: 'WORKFLOW' as const,
      details: {},
      at: this.campaign.now,
    };
  }
}
