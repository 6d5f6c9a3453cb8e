import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import { noticeOfNewDueDay } from '../messages/noticesOfActs';
import type { TaskDue } from '../plans/domain/plan';
import { AppError } from '../shared/http/appError';
import type { Actor } from '../shared/actor';
import { cancelTask } from '../tasks/taskActs';
import { lockUnsettledTasks } from '../tasks/persistence/taskStore';
import type { Task } from '../tasks/domain/task';
import { tellWorkflow } from '../temporal/persistence/outboxStore';
import { findTemplate, type Campaign } from './domain/campaign';
import { refusalOfChange, withoutTemplate, type RevisionChange } from './domain/planRevision';
import { revisionEffects, type MovedStep, type MovedTask, type Standing } from './domain/revisionEffects';
import { loadCampaign } from './loadCampaign';
import { savePlanInForce } from './persistence/campaignStore';
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

/** `from` as the plan in force said it; `to` null: cancelled. */
export interface RevisedTemplate {
  readonly task: string;
  readonly title: string;
  readonly from: TaskDue;
  readonly to: TaskDue | null;
}

/**
 * Revises the plan in force: new due days of templates for their tasks now and to come, and templates that are
 * cancelled, all or none. Those whose day moves or whose task is cancelled are told. The campaign must be running and
 * locked `alone`.
 * @throws AppError with the refusal of the first change that cannot be, and its place as `change`
 */
export async function reviseCampaign(
  tx: Tx,
  campaign: Campaign,
  actor: Actor,
  { changes, reason }: Revision,
): Promise<RevisionResult> {
  const templates = changes.map((change) => change.task);
  const before = await standingOf(tx, campaign.id, templates);
  let current = campaign;
  for (const [place, change] of changes.entries()) {
    const refusal = refusalOfChange(current.plan, change) ?? (await applyChange(tx, current, actor, change, reason));
    if (refusal !== null) throw new AppError(refusal, { extra: { change: place } });
    // The next change revises the plan as this one has left it, at the same instant.
    current = { ...(await loadCampaign(tx, campaign.id, 'alone')), now: campaign.now };
  }
  const after = await standingOf(tx, campaign.id, templates);
  return {
    version: current.version,
    templates: changes.map((change) => revisedTemplate(campaign, change)),
    ...revisionEffects(before, after),
  };
}

async function standingOf(tx: Tx, campaignId: string, templates: readonly string[]): Promise<Standing> {
  return {
    tasks: await tasksToCompare(tx, campaignId, templates),
    steps: await stepsToCompare(tx, campaignId, templates),
  };
}

async function applyChange(tx: Tx, campaign: Campaign, actor: Actor, change: RevisionChange, reason: string) {
  const open = (await lockUnsettledTasks(tx, campaign.id)).filter((task) => task.template === change.task);
  if ('cancel' in change) {
    await cancelTemplate(tx, campaign, actor, change.task, open, reason);
    return null;
  }
  const refusal = await reviseTemplate(tx, campaign, actor, { ...change, reason });
  if (refusal !== null) return refusal;
  const dueAfter = new Map((await lockUnsettledTasks(tx, campaign.id)).map((task) => [task.id, task.dueOn]));
  const moved = open.filter((task) => dueAfter.get(task.id) !== task.dueOn);
  if (moved.length > 0) await noticeOfNewDueDay({ tx, campaign, actor }, moved, change.dueOn, reason);
  return null;
}

/**
 * Cancels the open tasks of a template. A template none of whose tasks exists leaves the plan in force, so that none
 * will; one that has tasks stays, for they are explained by it.
 */
async function cancelTemplate(
  tx: Tx,
  campaign: Campaign,
  actor: Actor,
  template: string,
  open: readonly Task[],
  reason: string,
): Promise<void> {
  // What is past its closing is missed, not cancelled: its refusal is no fault of the revision.
  for (const task of open) await cancelTask({ tx, campaign, actor }, task, reason);
  const existing = await tasksToCompare(tx, campaign.id, [template]);
  const plan = existing.length === 0 ? withoutTemplate(campaign.plan, template) : campaign.plan;
  await savePlanInForce(tx, campaign.id, plan);
  await writeJournal(tx, [
    {
      subjectKind: 'CAMPAIGN',
      subjectId: campaign.id,
      act: 'TEMPLATE_CANCELLED',
      actorId: actor.personId,
      onBehalfOf: actor.onBehalfOf,
      source: actor.source,
      details: { template, reason },
      at: campaign.now,
    },
  ]);
  await tellWorkflow(tx, 'CAMPAIGN', campaign.id);
}

function revisedTemplate({ plan }: Campaign, change: RevisionChange): RevisedTemplate {
  const template = findTemplate(plan, change.task)?.template;
  if (template === undefined) throw new Error(`The plan has no task ${change.task}`);
  const to = 'cancel' in change ? null : { on: change.dueOn };
  return { task: template.key, title: template.title, from: template.due, to };
}
