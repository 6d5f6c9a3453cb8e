import type { Campaign, Stage } from '../campaigns/domain/campaign';
import { findTemplate, openingFloor, stageTemplate } from '../campaigns/domain/campaign';
import { loadCampaign } from '../campaigns/loadCampaign';
import { databaseNow, setStageOpensAt, stagesOf } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { movedStep, type CalendarChange } from '../deadlines/domain/calendarChange';
import { movedDigest } from '../deadlines/domain/digest';
import { closingInstant } from '../deadlines/domain/schedule';
import type { NewStep, Step } from '../deadlines/domain/step';
import { digestSteps, insertVersions, plannedStepsAhead, supersede } from '../deadlines/persistence/ledgerStore';
import { writeJournal } from '../journal/persistence/journalStore';
import type { Actor } from '../shared/actor';
import type { Day } from '../shared/instant';
import { changeTasks, lockTasksWithClosing } from '../tasks/persistence/taskStore';
import { tellWorkflow } from '../temporal/persistence/outboxStore';
import { tellOfChange } from '../temporal/tellOfChange';
import { calendarChangeKind, type CalendarEdit } from './domain/calendarEdit';
import { campaignsOfCalendar, writeCalendarEdit } from './persistence/calendarStore';

/** What a change of the calendar moves in one campaign: previewed and applied by the same rule. */
export interface MovedByCalendar {
  readonly campaignId: string;
  readonly steps: readonly MovedStep[];
  readonly stages: readonly { readonly stage: Stage; readonly opensAt: number | null }[];
  readonly closings: ReadonlyMap<number, readonly string[]>;
}

interface MovedStep {
  readonly from: Step;
  readonly stageId: string | null;
  readonly taskId: string | null;
  /** The new versions: one, or for a digest that falls behind now several. */
  readonly to: readonly NewStep[];
}

/**
 * Changes the calendar and moves what it moves in every running campaign that uses it, in one transaction: planned steps
 * not yet due, openings and closings still ahead.
 */
export async function changeCalendar(
  tx: Tx,
  calendarId: string,
  edit: CalendarEdit,
  actor: Actor,
): Promise<MovedByCalendar[]> {
  const ids = await campaignsOfCalendar(tx, calendarId);
  const before: Campaign[] = [];
  for (const id of ids) before.push(await loadCampaign(tx, id, 'alone'));
  await writeCalendarEdit(tx, calendarId, edit);
  const moved: MovedByCalendar[] = [];
  for (const campaign of before) {
    const after = await loadCampaign(tx, campaign.id, 'alone');
    const change = {
      kind: calendarChangeKind(edit),
      before: campaign.calendar,
      after: after.calendar,
      now: campaign.now,
    };
    const movement = await movementOf(tx, campaign, change);
    await applyMovement(tx, campaign, movement);
    moved.push(movement);
  }
  await writeJournal(tx, [
    {
      subjectKind: 'CALENDAR',
      subjectId: calendarId,
      act: edit.act,
      actorId: actor.personId,
      onBehalfOf: actor.onBehalfOf,
      source: actor.source,
      details: { date: edit.date, reason: edit.reason },
      at: await databaseNow(tx),
    },
  ]);
  return moved;
}

async function movementOf(tx: Tx, campaign: Campaign, change: CalendarChange): Promise<MovedByCalendar> {
  const steps = [...(await movedTaskSteps(tx, campaign, change)), ...(await movedDigests(tx, campaign, change))];
  const stages = (await stagesOf(tx, campaign.id)).flatMap((stage) => movedOpening(campaign, stage, change));
  return { campaignId: campaign.id, steps, stages, closings: await movedClosings(tx, campaign, change) };
}

async function movedTaskSteps(tx: Tx, campaign: Campaign, change: CalendarChange): Promise<MovedStep[]> {
  const planned = await plannedStepsAhead(tx, campaign.id, change.now);
  return planned.flatMap(({ step, stageId, taskId, template, dates }) => {
    const policyKey = findTemplate(campaign.plan, template)?.template.policy ?? '';
    const moved = movedStep(step, campaign.plan.policies[policyKey] ?? {}, dates, change);
    return moved === null ? [] : [{ from: step, stageId, taskId, to: [moved] }];
  });
}

async function movedDigests(tx: Tx, campaign: Campaign, { after, now }: CalendarChange): Promise<MovedStep[]> {
  const steps = await digestSteps(tx, campaign.id);
  const stages = await stagesOf(tx, campaign.id);
  return steps
    .filter((step) => step.status === 'PLANNED' && step.plannedAt > now)
    .flatMap((from) => {
      const rule = campaign.plan.digests?.find((one) => one.key === from.rule);
      if (rule === undefined) return [];
      const earlier = steps.filter((one) => one.rule === from.rule && one.repetition === from.repetition - 1).at(-1);
      const dayBefore = earlier === undefined ? openingDay(stages, rule.stages, after) : after.dayOf(earlier.plannedAt);
      const to = movedDigest(rule, from, dayBefore, now, after);
      return to.length === 0 ? [] : [{ from, stageId: null, taskId: null, to }];
    });
}

/** The day on which the first of these stages opened. */
function openingDay(stages: readonly Stage[], keys: readonly string[], calendar: CalendarChange['after']): Day {
  const opened = stages.filter((stage) => keys.includes(stage.key)).flatMap((stage) => stage.openedAt ?? []);
  return calendar.dayOf(Math.min(...opened));
}

function movedOpening(campaign: Campaign, stage: Stage, { now, after }: CalendarChange): MovedByCalendar['stages'] {
  if (stage.state !== 'WAITING' || stage.opensAt === null || stage.opensAt <= now) return [];
  const opensAt = openingFloor(stageTemplate(campaign.plan, stage.key), after);
  return opensAt === stage.opensAt ? [] : [{ stage, opensAt }];
}

/** Closings still ahead follow, only to a later day: nobody is locked out by a working Saturday announced late. */
async function movedClosings(
  tx: Tx,
  campaign: Campaign,
  { now, after }: CalendarChange,
): Promise<Map<number, string[]>> {
  const stages = await stagesOf(tx, campaign.id);
  const closings = new Map<number, string[]>();
  for (const task of await lockTasksWithClosing(tx, campaign.id)) {
    const stage = stages.find((one) => one.id === task.stageId);
    if (stage === undefined || task.closesAt === null || task.closesAt <= now) continue;
    const { closes } = stageTemplate(campaign.plan, stage.key);
    const closesAt = closingInstant(closes, stage.dueOn, task.dueOn, after);
    if (closesAt === null || closesAt <= task.closesAt) continue;
    const sameClosing = closings.get(closesAt);
    if (sameClosing === undefined) closings.set(closesAt, [task.id]);
    else sameClosing.push(task.id);
  }
  return closings;
}

async function applyMovement(tx: Tx, campaign: Campaign, movement: MovedByCalendar): Promise<void> {
  await supersede(
    tx,
    movement.steps.map(({ from }) => from.id),
    'CALENDAR',
  );
  await insertVersions(
    tx,
    campaign.id,
    movement.steps.flatMap(({ stageId, taskId, to }) => to.map((step) => ({ stageId, taskId, step }))),
  );
  for (const { stage, opensAt } of movement.stages) await setStageOpensAt(tx, stage.id, opensAt);
  for (const [closesAt, ids] of movement.closings) await changeTasks(tx, ids, { closesAt });
  await tellWorkflow(tx, 'CAMPAIGN', campaign.id);
  const stages = new Set(movement.steps.flatMap(({ stageId }) => stageId ?? []));
  for (const stageId of stages) await tellOfChange(tx, campaign, stageId);
}
