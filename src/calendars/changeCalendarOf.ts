import { loadCampaign } from '../campaigns/loadCampaign';
import { tasksToCompare, type ComparedTask } from '../campaigns/persistence/revisionStore';
import { stageTemplate, type Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import { noticeOfNewClosing } from '../messages/noticesOfActs';
import { AppError } from '../shared/http/appError';
import { requireVersion } from '../shared/http/version';
import type { Actor } from '../shared/actor';
import { isoOf, type Instant } from '../shared/instant';
import { isSettled } from '../tasks/domain/task';
import { lockTasks } from '../tasks/persistence/taskStore';
import { changeCalendar, type MovedByCalendar } from './changeCalendar';
import type { CalendarEdit } from './domain/calendarEdit';
import { campaignsOfCalendar, isCalendarAsEdited, lockCalendar } from './persistence/calendarStore';

/** What a change of a calendar moves, campaign by campaign. */
export interface CalendarEffects {
  /** Of the calendar, after the change. */
  readonly version: number;
  readonly campaigns: readonly CampaignEffects[];
}

export interface CampaignEffects {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly clock: Campaign['clock'];
  readonly steps: readonly MovedStepShown[];
  readonly openings: readonly {
    readonly stage: string;
    readonly title: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  readonly closings: readonly (TaskShown & { readonly from: string; readonly to: string })[];
}

interface TaskShown {
  readonly taskId: string;
  readonly task: string;
  readonly title: string;
  readonly unit: string | null;
  readonly field: string | null;
}

/** A planned message that moves; a digest is of no task. `to`: of a digest that falls behind now several. */
export interface MovedStepShown {
  readonly kind: string;
  readonly rule: string;
  readonly repetition: number;
  readonly from: string;
  readonly to: readonly { readonly at: string; readonly repetition: number; readonly isPast: boolean }[];
  readonly task: TaskShown | null;
}

/**
 * Changes a calendar of an authority and tells those whose closing moves. Two administrators at once: the second one's
 * version is no longer that of the calendar. To preview it, roll it back.
 * @param version that the administrator has seen; null: a preview, of the version that is there
 * @throws AppError NOT_FOUND, VERSION.CONFLICT, CALENDAR.UNCHANGED
 */
export async function changeCalendarOf(
  tx: Tx,
  authorityId: string,
  calendarId: string,
  edit: CalendarEdit,
  actor: Actor,
  version: number | null,
): Promise<CalendarEffects> {
  const present = await lockCalendar(tx, authorityId, calendarId);
  if (present === undefined) throw new AppError('NOT_FOUND');
  if (version !== null) requireVersion(present, version);
  if (await isCalendarAsEdited(tx, calendarId, edit)) throw new AppError('CALENDAR.UNCHANGED');
  const before = await tasksBefore(tx, calendarId);
  const moved = await changeCalendar(tx, calendarId, edit, actor);
  const campaigns: CampaignEffects[] = [];
  for (const movement of moved) {
    const campaign = await loadCampaign(tx, movement.campaignId, 'none');
    const tasks = before.get(campaign.id) ?? new Map<string, ComparedTask>();
    await tellOfClosings(tx, campaign, movement, tasks, actor, edit.reason);
    campaigns.push(effectsOf(campaign, movement, tasks));
  }
  return { version: version === null ? present : present + 1, campaigns };
}

/** The tasks of each campaign that counts by the calendar, as they stand before the change, by id. */
async function tasksBefore(tx: Tx, calendarId: string): Promise<Map<string, Map<string, ComparedTask>>> {
  const before = new Map<string, Map<string, ComparedTask>>();
  for (const campaignId of await campaignsOfCalendar(tx, calendarId)) {
    await loadCampaign(tx, campaignId, 'alone');
    const tasks = await tasksToCompare(tx, campaignId, null);
    before.set(campaignId, new Map(tasks.map((task) => [task.id, task])));
  }
  return before;
}

async function tellOfClosings(
  tx: Tx,
  campaign: Campaign,
  { closings }: MovedByCalendar,
  before: ReadonlyMap<string, ComparedTask>,
  actor: Actor,
  reason: string,
): Promise<void> {
  for (const [closesAt, ids] of closings) {
    const open = (await lockTasks(tx, ids)).filter((task) => !isSettled(task.state));
    const told = open.map((task) => ({ ...task, closesAt: before.get(task.id)?.closesAt ?? closesAt }));
    await noticeOfNewClosing({ tx, campaign, actor }, told, closesAt, reason);
  }
}

function effectsOf(
  { id, plan, clock }: Campaign,
  { steps, stages, closings }: MovedByCalendar,
  tasks: ReadonlyMap<string, ComparedTask>,
): CampaignEffects {
  return {
    id,
    code: plan.code,
    title: plan.title,
    clock,
    steps: steps
      .map(({ from, taskId, to }) => ({
        kind: from.kind,
        rule: from.rule,
        repetition: from.repetition,
        from: isoOf(from.plannedAt),
        to: to.map(({ plannedAt, repetition, isPast }) => ({ at: isoOf(plannedAt), repetition, isPast })),
        task: taskId === null ? null : shownTask(taskId, tasks),
      }))
      .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
    openings: stages.map(({ stage, opensAt }) => ({
      stage: stage.key,
      title: stageTemplate(plan, stage.key).title,
      from: textOf(stage.opensAt),
      to: textOf(opensAt),
    })),
    closings: [...closings].flatMap(([closesAt, ids]) =>
      ids.map((taskId) => ({
        ...shownTask(taskId, tasks),
        from: isoOf(tasks.get(taskId)?.closesAt ?? closesAt),
        to: isoOf(closesAt),
      })),
    ),
  };
}

function shownTask(taskId: string, tasks: ReadonlyMap<string, ComparedTask>): TaskShown {
  const task = tasks.get(taskId);
  if (task === undefined) throw new Error(`Task ${taskId} came into being while the calendar was locked`);
  return { taskId, task: task.task, title: task.title, unit: task.unit, field: task.field };
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : isoOf(at);
}
