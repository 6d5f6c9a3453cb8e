import type { Tx } from '../database/transaction';
import { instantOf, instantOrNull, isoOf, type Day, type Instant } from '../shared/instant';
import { predecessorsOf, stageTemplate, type Campaign, type Stage } from './domain/campaign';
import { allowedActions, type CampaignAction } from './domain/campaignActions';
import { stagesOf } from './persistence/campaignStore';
import {
  bodyNames,
  campaignDates,
  campaignsOf,
  closingsByStage,
  NO_TASKS,
  taskCountsByStage,
  type CampaignLine,
  type TaskCounts,
} from './persistence/campaignViewStore';
import { findCampaignOf } from './findCampaignOf';
import { nextInstant } from './showClock';

export interface ShownCampaignLine extends Omit<CampaignLine, 'now' | 'launchedAt' | 'completedAt'> {
  readonly now: string;
  readonly launchedAt: string;
  readonly completedAt: string | null;
}

/** A campaign with its stages, as its page shows it. */
export interface ShownCampaign extends ShownCampaignLine {
  readonly timeZone: string;
  readonly version: number;
  readonly isOut: boolean;
  readonly endedReason: string | null;
  readonly calendarId: string;
  readonly nextInstant: string | null;
  readonly allowedActions: readonly CampaignAction[];
  readonly stages: readonly ShownStage[];
}

export interface ShownStage {
  readonly id: string;
  readonly key: string;
  readonly number: string | null;
  readonly title: string;
  readonly state: Stage['state'];
  readonly opensAt: string | null;
  readonly openedAt: string | null;
  readonly completedAt: string | null;
  readonly dueOn: Day;
  readonly dueLastWorkingDay: Day;
  /** When the last of its tasks closes; null: none has a closing, or none exists yet. */
  readonly closesAt: string | null;
  readonly lead: { readonly key: string; readonly name: string };
  readonly waitsFor: readonly string[];
  readonly taskCounts: TaskCounts;
}

export async function showCampaigns(tx: Tx, authorityId: string): Promise<ShownCampaignLine[]> {
  return (await campaignsOf(tx, authorityId)).map((line) => ({
    ...line,
    now: isoOf(instantOf(line.now)),
    launchedAt: isoOf(instantOf(line.launchedAt)),
    completedAt: textOf(instantOrNull(line.completedAt)),
  }));
}

/**
 * One campaign, and what this person may do with it now.
 * @throws AppError NOT_FOUND
 */
export async function showCampaign(
  tx: Tx,
  person: { readonly authorityId: string; readonly permissions: readonly string[] },
  campaignId: string,
): Promise<ShownCampaign> {
  const campaign = await findCampaignOf(tx, person.authorityId, campaignId, 'none');
  const { plan, calendar, now, state, clock, isOut, version, calendarId } = campaign;
  const { launchedAt, completedAt, endedReason } = await campaignDates(tx, campaignId);
  return {
    id: campaign.id,
    code: plan.code,
    title: plan.title,
    state,
    clock,
    now: isoOf(now),
    launchedAt: isoOf(instantOf(launchedAt)),
    completedAt: textOf(instantOrNull(completedAt)),
    timeZone: plan.timeZone,
    version,
    isOut,
    endedReason,
    calendarId,
    nextInstant: textOf(await nextInstant(tx, campaign)),
    allowedActions: allowedActions(campaign, person.permissions),
    stages: await shownStages(tx, campaign, calendar.dayOf(now)),
  };
}

async function shownStages(tx: Tx, campaign: Campaign, today: Day): Promise<ShownStage[]> {
  const counts = await taskCountsByStage(tx, campaign.id, today);
  const closings = await closingsByStage(tx, campaign.id);
  const names = await bodyNames(tx, campaign.authorityId);
  return (await stagesOf(tx, campaign.id)).map((stage) => {
    const template = stageTemplate(campaign.plan, stage.key);
    return {
      id: stage.id,
      key: stage.key,
      number: template.number ?? null,
      title: template.title,
      state: stage.state,
      opensAt: textOf(stage.opensAt),
      openedAt: textOf(stage.openedAt),
      completedAt: textOf(stage.completedAt),
      dueOn: stage.dueOn,
      dueLastWorkingDay: campaign.calendar.workingDayOnOrBefore(stage.dueOn),
      closesAt: textOf(closings.get(stage.id) ?? null),
      lead: { key: template.lead, name: names.get(template.lead) ?? ALL_UNITS },
      waitsFor: predecessorsOf(template),
      taskCounts: counts.get(stage.id) ?? NO_TASKS,
    };
  });
}

/** Of a stage that the plan gives to `units`. */
const ALL_UNITS = 'Các đơn vị';

function textOf(at: Instant | null): string | null {
  return at === null ? null : isoOf(at);
}
