import { loadCalendar, copyCalendar, holdCalendar } from '../calendars/persistence/calendarStore';
import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import { loadPlan } from '../plans/persistence/planStore';
import type { Actor } from '../shared/actor';
import { isoOf, type Instant } from '../shared/instant';
import { tellWorkflow } from '../temporal/persistence/outboxStore';
import { openingFloor, type ClockKind } from './domain/campaign';
import { databaseNow } from './persistence/campaignStore';
import { insertCampaign, insertFieldAssignments, insertStages, insertUnitsValidOn } from './persistence/launchStore';

export interface LaunchOrder {
  readonly authorityId: string;
  readonly planId: string;
  readonly calendarId: string;
  readonly clock: ClockKind;
  /** Where a rehearsal's clock stands at first; of a real campaign it is ignored. */
  readonly startAt: Instant | null;
  readonly fieldAssignments: readonly { readonly field: string; readonly body: string }[];
}

/**
 * Launches a plan: one stage per stage of the plan, the units valid on the day of launch. What opens at once is opened by
 * the campaign's workflow, which this transaction calls. A rehearsal gets its own copy of the calendar.
 * Returns the campaign's id.
 */
export async function launchCampaign(tx: Tx, order: LaunchOrder, actor: Actor): Promise<string> {
  const plan = await loadPlan(tx, order.planId);
  await holdCalendar(tx, order.calendarId);
  const isRehearsal = order.clock === 'REHEARSAL';
  const now = isRehearsal && order.startAt !== null ? order.startAt : await databaseNow(tx);
  const calendarId = isRehearsal ? await copyCalendar(tx, order.calendarId) : order.calendarId;
  const calendar = await loadCalendar(tx, calendarId, plan.content.timeZone, plan.content.workingTime);
  const campaignId = await insertCampaign(tx, { ...order, calendarId, plan: plan.content, launchedAt: now });
  await insertUnitsValidOn(tx, campaignId, order.authorityId, calendar.dayOf(now));
  await insertFieldAssignments(tx, campaignId, order.authorityId, order.fieldAssignments);
  await insertStages(
    tx,
    campaignId,
    plan.content.stages.map((stage) => ({
      key: stage.key,
      dueOn: stage.due.on,
      opensAt: openingFloor(stage, calendar),
    })),
  );
  await writeJournal(tx, [
    {
      subjectKind: 'CAMPAIGN',
      subjectId: campaignId,
      act: 'LAUNCHED',
      actorId: actor.personId,
      onBehalfOf: actor.onBehalfOf,
      source: actor.source,
      details: {
        plan: plan.content.code,
        version: plan.version,
        sha256: plan.sha256,
        clock: order.clock,
        at: isoOf(now),
      },
      at: now,
    },
  ]);
  await tellWorkflow(tx, 'CAMPAIGN', campaignId);
  return campaignId;
}
