import type { DatabasePool } from '../../database/dataSource';
import { changeCalendar } from '../../calendars/changeCalendar';
import { inTransaction, type Tx } from '../../database/transaction';
import type { Actor } from '../../shared/actor';
import type { Instant } from '../../shared/instant';
import type { TemporalGateway } from '../../temporal/gateway';
import type { TaskRefusal } from '../../tasks/domain/refusals';
import {
  acknowledge,
  cancelTask,
  completeTask,
  extendTask,
  returnItems,
  returnTask,
  type TaskAct,
} from '../../tasks/taskActs';
import { lockTaskFor } from '../../tasks/persistence/taskStore';
import type { Task } from '../../tasks/domain/task';
import type { OutageEvent, Scenario, ScenarioAct, ScenarioEvent, TaskChoice } from '../domain/rehearsal/scenario';
import { loadCampaign } from '../loadCampaign';
import { setClock, setOutage } from '../persistence/clockStore';
import { reviseTemplate } from '../reviseTemplate';

/** An act of the scenario that was refused, in the order tried. */
export interface RefusedAct {
  readonly at: Instant;
  readonly do: ScenarioAct;
  readonly task: string | null;
  readonly unit: string | null;
  readonly field: string | null;
  readonly code: TaskRefusal;
}

export interface Player {
  readonly dataSource: DatabasePool;
  readonly gateway: TemporalGateway;
  readonly campaignId: string;
  /** Called after each event and at the end, with the instant reached. */
  readonly progress: (at: Instant) => void;
}

/** Acts of a scenario are nobody's in particular: the file says what is done, not by whom. */
const PLAYER: Actor = { personId: null, onBehalfOf: null, source: 'CLI' };

/**
 * Plays a scenario on a rehearsal that stands at its `startAt`: the clock is moved by the rehearsal's workflow to each
 * event, and the acts are done as the API does them; the next move begins with the campaign's turn after them.
 */
export async function playScenario(player: Player, scenario: Scenario): Promise<RefusedAct[]> {
  const refused: RefusedAct[] = [];
  let isOut = false;
  const moveTo = async (at: Instant): Promise<void> => {
    if (isOut) await inTransaction(player.dataSource, (tx) => setClock(tx, player.campaignId, at));
    else await player.gateway.advanceRehearsal(player.campaignId, { until: at });
    player.progress(at);
  };
  await moveTo(scenario.startAt);
  for (const event of scenario.events) {
    await moveTo(event.at);
    if (isOutage(event)) {
      isOut = event.do === 'OUTAGE_BEGIN';
      await inTransaction(player.dataSource, (tx) => setOutage(tx, player.campaignId, isOut));
    } else {
      refused.push(...(await inTransaction(player.dataSource, (tx) => playEvent(tx, player.campaignId, event))));
    }
  }
  await moveTo(scenario.endAt);
  return refused;
}

type ActingEvent = Exclude<ScenarioEvent, OutageEvent>;

function isOutage(event: ScenarioEvent): event is OutageEvent {
  return event.do === 'OUTAGE_BEGIN' || event.do === 'OUTAGE_END';
}

/** One event in one transaction: the acts of a list are done in order, and nothing of the plan runs in between. */
async function playEvent(tx: Tx, campaignId: string, event: ActingEvent): Promise<RefusedAct[]> {
  switch (event.do) {
    case 'ADD_DAY_OFF':
    case 'ADD_WORKING_WEEKEND': {
      const { calendarId } = await loadCampaign(tx, campaignId, 'alone');
      await changeCalendar(tx, calendarId, { act: event.do, date: event.date, reason: event.reason }, PLAYER);
      return [];
    }
    case 'REVISE': {
      const campaign = await loadCampaign(tx, campaignId, 'alone');
      const code = await reviseTemplate(tx, campaign, PLAYER, event);
      return refusals(event, [{ unit: null, field: null, code }]);
    }
    case 'RETURN_ITEMS': {
      const act = { tx, campaign: await loadCampaign(tx, campaignId, 'alone'), actor: PLAYER };
      const tried = [];
      for (const unit of listOf(event.unit)) tried.push({ unit, field: null, code: await returnItems(act, unit) });
      return refusals(event, tried);
    }
    case 'COMPLETE_TASK':
    case 'CANCEL_TASK':
    case 'EXTEND':
    case 'RETURN':
    case 'ACKNOWLEDGE':
      return playTaskEvent({ tx, campaign: await loadCampaign(tx, campaignId, 'share'), actor: PLAYER }, event);
  }
}

type TaskEvent = Extract<ScenarioEvent, TaskChoice> &
  TaskChoice & { do: 'COMPLETE_TASK' | 'CANCEL_TASK' | 'EXTEND' | 'RETURN' | 'ACKNOWLEDGE' };

async function playTaskEvent(act: TaskAct, event: TaskEvent): Promise<RefusedAct[]> {
  const tried = [];
  for (const { unit, field } of choices(event)) {
    const task = await lockTaskFor(act.tx, act.campaign.id, event.task, unit, field);
    const code = task === undefined ? 'TASK.NOT_FOUND' : await actOn(act, event, task);
    tried.push({ unit, field, code });
  }
  return refusals(event, tried);
}

function actOn(act: TaskAct, event: TaskEvent, task: Task): Promise<TaskRefusal | null> {
  switch (event.do) {
    case 'COMPLETE_TASK':
      return completeTask(act, task);
    case 'CANCEL_TASK':
      return cancelTask(act, task, event.reason);
    case 'EXTEND':
      return extendTask(act, task, event.dueOn, { reason: event.reason });
    case 'RETURN':
      return returnTask(act, task, event.dueOn, event.reason);
    case 'ACKNOWLEDGE':
      return acknowledge(act, task, event.escalation);
  }
}

/** Each task that an event names; without unit and field the one task of a body or role. */
function choices(event: TaskChoice): { unit: string | null; field: string | null }[] {
  if (event.unit !== undefined) return listOf(event.unit).map((unit) => ({ unit, field: null }));
  if (event.field !== undefined) return listOf(event.field).map((field) => ({ unit: null, field }));
  return [{ unit: null, field: null }];
}

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function refusals(
  event: ActingEvent,
  tried: readonly { unit: string | null; field: string | null; code: TaskRefusal | null }[],
): RefusedAct[] {
  const task = 'task' in event ? event.task : null;
  return tried.flatMap(({ unit, field, code }) =>
    code === null ? [] : [{ at: event.at, do: event.do, task, unit, field, code }],
  );
}
