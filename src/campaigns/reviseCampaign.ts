import type { Tx } from '../database/transaction';
import { noticeOfNewDueDay } from '../messages/noticesOfActs';
import type { TaskDue, TaskTemplate } from '../plans/domain/plan';
import { AppError } from '../shared/http/appError';
import type { Actor } from '../shared/actor';
import { lockUnsettledTasks } from '../tasks/persistence/taskStore';
import { addTemplates } from './addTemplates';
import { cancelTemplate } from './cancelTemplate';
import { findTemplate, type Campaign } from './domain/campaign';
import {
  dependentsOf,
  refusalOfChange,
  type Cancellation,
  type DueChange,
  type RevisionChange,
} from './domain/planRevision';
import { revisionEffects, type MovedStep, type MovedTask, type Standing } from './domain/revisionEffects';
import { loadCampaign } from './loadCampaign';
import { stepsToCompare, tasksToCompare } from './persistence/revisionStore';
import { reviseTemplate } from './reviseTemplate';

export interface Revision {
  readonly changes: readonly RevisionChange[];
  readonly reason: string;
}

/** Everything that a revision moved, for the preview as well as for the answer. */
export interface RevisionResult {
  /** Of the campaign, after the revision. */
  readonly version: number;
  readonly templates: readonly RevisedTemplate[];
  readonly tasks: readonly MovedTask[];
  readonly steps: readonly MovedStep[];
}

/** `from` as the plan in force said it, null: added; `to` null: cancelled. */
export interface RevisedTemplate {
  readonly task: string;
  readonly title: string;
  readonly from: TaskDue | null;
  readonly to: TaskDue | null;
}

/**
 * Revises the plan in force: templates that are added, new due days of templates for their tasks now and to come, and
 * templates that are cancelled, all or none; additions come first. Those whose day moves or whose task is cancelled are
 * told; new tasks tell of themselves. The campaign must be running and locked `alone`.
 * @throws AppError with the refusal of the first change that cannot be, and its place as `change`; PLAN.FAULTY
 */
export async function reviseCampaign(
  tx: Tx,
  campaign: Campaign,
  actor: Actor,
  { changes, reason }: Revision,
): Promise<RevisionResult> {
  const concerned = concernedTemplates(campaign, changes);
  const before = await standingOf(tx, campaign.id, concerned);
  const additions = changes.flatMap((change, place) => ('add' in change ? [{ ...change, place }] : []));
  const added = additions.length === 0 ? [] : await addTemplates(tx, campaign, actor, additions, reason);
  let current = await asRevised(tx, campaign);
  for (const [place, change] of changes.entries()) {
    if ('add' in change) continue;
    const refusal = refusalOfChange(current.plan, change) ?? (await applyChange(tx, current, actor, change, reason));
    if (refusal !== null) throw new AppError(refusal, { extra: { change: place } });
    current = await asRevised(tx, campaign);
  }
  const after = await standingOf(tx, campaign.id, [...concerned, ...added.map(({ key }) => key)]);
  return {
    version: current.version,
    templates: revisedTemplates(campaign, changes, added),
    ...revisionEffects(before, after),
  };
}

/** The next change revises the plan as the last one has left it, at the same instant. */
async function asRevised(tx: Tx, { id, now }: Campaign): Promise<Campaign> {
  return { ...(await loadCampaign(tx, id, 'alone')), now };
}

/** Those that are named, and those whose tasks may be freed by it. */
function concernedTemplates({ plan }: Campaign, changes: readonly RevisionChange[]): string[] {
  const named = changes.flatMap((change) => ('add' in change ? [] : [change.task]));
  return [...new Set([...named, ...dependentsOf(plan, named)])];
}

async function standingOf(tx: Tx, campaignId: string, templates: readonly string[]): Promise<Standing> {
  return {
    tasks: await tasksToCompare(tx, campaignId, templates),
    steps: await stepsToCompare(tx, campaignId, templates),
  };
}

async function applyChange(tx: Tx, campaign: Campaign, actor: Actor, change: DueChange | Cancellation, reason: string) {
  if ('cancel' in change) {
    await cancelTemplate(tx, campaign, actor, change.task, reason);
    return null;
  }
  const open = (await lockUnsettledTasks(tx, campaign.id)).filter((task) => task.template === change.task);
  const refusal = await reviseTemplate(tx, campaign, actor, { ...change, reason });
  if (refusal !== null) return refusal;
  const dueAfter = new Map((await lockUnsettledTasks(tx, campaign.id)).map((task) => [task.id, task.dueOn]));
  const moved = open.filter((task) => dueAfter.get(task.id) !== task.dueOn);
  if (moved.length > 0) await noticeOfNewDueDay({ tx, campaign, actor }, moved, change.dueOn, reason);
  return null;
}

function revisedTemplates(
  { plan }: Campaign,
  changes: readonly RevisionChange[],
  added: readonly TaskTemplate[],
): RevisedTemplate[] {
  const coming = added.values();
  return changes.map((change) => {
    const template = 'add' in change ? coming.next().value : templateOf(change, plan, added);
    if (template === undefined) throw new Error('A change of a revision names no template');
    const { key: task, title, due } = template;
    if ('add' in change) return { task, title, from: null, to: due };
    return { task, title, from: due, to: 'cancel' in change ? null : { on: change.dueOn } };
  });
}

/** What a change names may have been added by the same revision. */
function templateOf({ task }: DueChange | Cancellation, plan: Campaign['plan'], added: readonly TaskTemplate[]) {
  return findTemplate(plan, task)?.template ?? added.find(({ key }) => key === task);
}
