import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import { bodiesOf } from '../organisations/persistence/organisationStore';
import { checkPlan } from '../plans/domain/checkPlan';
import type { Fault, StageTemplate, TaskTemplate } from '../plans/domain/plan';
import { faultyFile } from '../plans/faultyFile';
import type { Actor } from '../shared/actor';
import { AppError } from '../shared/http/appError';
import { wrongValue } from '../shared/http/dayAndInstant';
import { createTasks } from '../tasks/createTasks';
import { refusalOfDueDay } from '../tasks/domain/refusals';
import { tellOfChange } from '../temporal/tellOfChange';
import { dueDayOf, stageTemplate, targetsOf, type Campaign, type PlanInForce, type Stage } from './domain/campaign';
import { templatesAtOpening } from './domain/order';
import { withAdditions, type Addition } from './domain/planRevision';
import { placesOf, savePlanInForce, stagesOf } from './persistence/campaignStore';

/** An addition, and which change of the revision it is. */
export interface PlacedAddition extends Addition {
  readonly place: number;
}

/** A template that has come into the plan in force. */
interface AddedTemplate {
  readonly stage: Stage;
  readonly planned: StageTemplate;
  readonly template: TaskTemplate;
  readonly place: number;
}

/**
 * Adds task templates to the plan in force. In an open stage the tasks of those that wait for nothing are created at once,
 * the others by the order of an instant or by their condition; in a waiting stage at its opening. The campaign must be
 * locked `alone`. Returns the templates, in the order given.
 * @throws AppError VALUE.INVALID for an unknown stage, STAGE.COMPLETED, PLAN.FAULTY with pointers into the resulting plan,
 *   DUE.PAST
 */
export async function addTemplates(
  tx: Tx,
  campaign: Campaign,
  actor: Actor,
  additions: readonly PlacedAddition[],
  reason: string,
): Promise<TaskTemplate[]> {
  const stages = await stagesOf(tx, campaign.id);
  for (const addition of additions) refuseStage(stages, addition);
  const plan = await checkedPlan(tx, campaign, additions);
  const added = addedTemplates(plan, stages, additions);
  for (const one of added) refuseDueDay(one, campaign);
  await savePlanInForce(tx, campaign.id, plan);
  await writeJournal(
    tx,
    added.map(({ planned, template }) => ({
      subjectKind: 'CAMPAIGN',
      subjectId: campaign.id,
      act: 'TEMPLATE_ADDED',
      actorId: actor.personId,
      onBehalfOf: actor.onBehalfOf,
      source: actor.source,
      details: { stage: planned.key, template: template.key, content: template, reason },
      at: campaign.now,
    })),
  );
  await createAtOnce(tx, { ...campaign, plan }, actor, added);
  return added.map(({ template }) => template);
}

function refuseStage(stages: readonly Stage[], { stage: key, place }: PlacedAddition): void {
  const stage = stages.find((one) => one.key === key);
  if (stage === undefined) {
    throw wrongValue(`/changes/${String(place)}/stage`, 'STAGE.UNKNOWN', 'Kế hoạch không có bước này.');
  }
  if (stage.state !== 'WAITING' && stage.state !== 'OPEN') {
    throw new AppError('STAGE.COMPLETED', { extra: { change: place } });
  }
}

async function checkedPlan(tx: Tx, campaign: Campaign, additions: readonly Addition[]): Promise<PlanInForce> {
  const { plan: current, authorityId } = campaign;
  const checked = checkPlan(withAdditions(current, additions), { bodies: await bodiesOf(tx, authorityId) });
  if ('faults' in checked) throw faultyFile('PLAN.FAULTY', checked.faults);
  const { withdrawn } = current;
  if (withdrawn === undefined) return checked.plan;
  const plan = { ...checked.plan, withdrawn };
  const faults = keysOfWithdrawn(plan);
  if (faults.length > 0) throw faultyFile('PLAN.FAULTY', faults);
  return plan;
}

/** Tasks of a withdrawn template exist, and are named by its key for ever. */
function keysOfWithdrawn({ stages, withdrawn = [] }: PlanInForce): Fault[] {
  const taken = new Set(withdrawn.map(({ template }) => template.key));
  return stages.flatMap(({ tasks }, stage) =>
    tasks.flatMap(({ key }, task) =>
      taken.has(key) ? [{ path: `/stages/${String(stage)}/tasks/${String(task)}/key`, code: 'KEY.DUPLICATE' }] : [],
    ),
  );
}

function addedTemplates(
  plan: PlanInForce,
  stages: readonly Stage[],
  additions: readonly PlacedAddition[],
): AddedTemplate[] {
  return additions.map(({ stage: key, place }, at) => {
    const planned = stageTemplate(plan, key);
    const later = additions.slice(at).filter((one) => one.stage === key).length;
    const template = planned.tasks[planned.tasks.length - later];
    const stage = stages.find((one) => one.key === key);
    if (template === undefined || stage === undefined) throw new Error(`Stage ${key} did not get what was added to it`);
    return { stage, planned, template, place };
  });
}

function refuseDueDay({ planned, template, place }: AddedTemplate, { now, calendar }: Campaign): void {
  const refusal = refusalOfDueDay(dueDayOf(template, planned, now, calendar), now, calendar);
  if (refusal !== null) throw new AppError(refusal, { extra: { change: place } });
}

async function createAtOnce(tx: Tx, campaign: Campaign, actor: Actor, added: readonly AddedTemplate[]): Promise<void> {
  const places = await placesOf(tx, campaign);
  const inOpenStage = added.filter(({ stage }) => stage.state === 'OPEN');
  for (const { stage, planned, template } of inOpenStage) {
    if (!templatesAtOpening(planned).includes(template)) continue;
    await createTasks(tx, campaign, stage, template, targetsOf(campaign.plan, template, places), actor.source);
  }
  for (const id of new Set(inOpenStage.map(({ stage }) => stage.id))) await tellOfChange(tx, campaign, id);
}
