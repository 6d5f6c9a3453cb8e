import { countFaults } from '../src/campaigns/persistence/reportStore';
import { databaseNow } from '../src/campaigns/persistence/campaignStore';
import { inTransaction, reading } from '../src/database/transaction';
import type { Policy } from '../src/plans/domain/plan';
import { secondsOf, waitUntil, type Figure } from './figures';
import { launchOwnPlan, organisationsWith, planOf } from './ownPlan';
import type { BenchPlace } from './place';

/** One reminder to one person per task, all at one instant. */
const POLICY: Policy = { reminders: [{ key: 'due-today', at: { workingDays: 0, time: '08:00' }, to: ['ASSIGNEE'] }] };

/** Long enough for the worker to have gone to sleep until then. */
const LEAD_MS = 3_000;
const PATIENCE_MS = 180_000;

/** From the instant at which the reminders of so many tasks fall due to the last queued message. */
export async function remindersAtOneInstant(place: BenchPlace, tasks: number): Promise<Figure> {
  const campaignId = await launched(place, tasks);
  const worker = place.workers.start();
  await tasksExist(place, campaignId, tasks);
  const dueAt = await planInstant(place, campaignId);
  await allQueued(place, campaignId, tasks);
  const seconds = ((await reading(place.dataSource, databaseNow)) - dueAt) / 1000;
  const p99 = await latenessP99(place, campaignId);
  await nothingWentWrong(place, campaignId);
  await place.workers.kill(worker);
  return {
    what: `${tasks.toLocaleString('en')} reminders at one instant, to the last queued message`,
    seconds,
    floorSeconds: await floor(place, campaignId, tasks),
    goal: tasks > 10_000 ? '≤ 5 s' : '',
    note: `lateness p99 ${p99.toFixed(2)} s`,
  };
}

/** The worker is killed after a third; from the restart of another to the last queued message. */
export async function remindersAfterKill(place: BenchPlace, tasks: number): Promise<Figure> {
  const campaignId = await launched(place, tasks);
  const first = place.workers.start();
  await tasksExist(place, campaignId, tasks);
  await planInstant(place, campaignId);
  await waitUntil(async () => (await fired(place, campaignId)) >= tasks / 3, PATIENCE_MS, 'a third has fired');
  await place.workers.kill(first);
  const before = await fired(place, campaignId);
  const seconds = await secondsOf(async () => {
    place.workers.start();
    await allQueued(place, campaignId, tasks);
  });
  await nothingWentWrong(place, campaignId);
  return {
    what: `worker killed (SIGKILL) after ${before.toLocaleString('en')} of ${tasks.toLocaleString('en')}: from the restart to the last`,
    seconds,
    floorSeconds: await floor(place, campaignId, tasks - before),
    goal: '≤ 10 s, none twice',
    note: 'none lost, none twice',
  };
}

function launched(place: BenchPlace, tasks: number): Promise<string> {
  return inTransaction(place.dataSource, async (tx) =>
    launchOwnPlan(
      tx,
      organisationsWith(tasks, `bench-${String(tasks)}-${String(Date.now())}`),
      planOf(POLICY, await databaseNow(tx)),
      'REAL',
    ),
  );
}

async function tasksExist(place: BenchPlace, campaignId: string, tasks: number): Promise<void> {
  const count = 'select count(*)::int as count from task where campaign_id = $1';
  await waitUntil(
    async () => (await place.rows<{ count: number }>(count, [campaignId]))[0]?.count === tasks,
    PATIENCE_MS,
    'the stage opens',
  );
  await place.rows('analyze');
}

/** Brings all reminders to one instant a few seconds ahead, and has the stage look. */
async function planInstant(place: BenchPlace, campaignId: string): Promise<number> {
  const dueAt = (await reading(place.dataSource, databaseNow)) + LEAD_MS;
  await place.rows(`update deadline_step set planned_at = $2 where campaign_id = $1 and status = 'PLANNED'`, [
    campaignId,
    new Date(dueAt).toISOString(),
  ]);
  const [stage] = await place.rows<{ id: string }>('select id from stage where campaign_id = $1', [campaignId]);
  if (stage !== undefined) await place.gateway.tell('STAGE', stage.id);
  return dueAt;
}

async function allQueued(place: BenchPlace, campaignId: string, tasks: number): Promise<void> {
  const count = `select count(*)::int as count from message where campaign_id = $1 and status = 'QUEUED'`;
  await waitUntil(
    async () => (await place.rows<{ count: number }>(count, [campaignId]))[0]?.count === tasks,
    PATIENCE_MS,
    'all messages are queued',
  );
}

async function fired(place: BenchPlace, campaignId: string): Promise<number> {
  const count = `select count(*)::int as count from deadline_step where campaign_id = $1 and status = 'FIRED'`;
  return (await place.rows<{ count: number }>(count, [campaignId]))[0]?.count ?? 0;
}

async function latenessP99(place: BenchPlace, campaignId: string): Promise<number> {
  const [row] = await place.rows<{ p99: number }>(
    `select percentile_cont(0.99) within group (order by extract(epoch from fired_at - planned_at))::float as p99
       from deadline_step where campaign_id = $1 and status = 'FIRED'`,
    [campaignId],
  );
  return row?.p99 ?? Number.NaN;
}

async function nothingWentWrong(place: BenchPlace, campaignId: string): Promise<void> {
  const { lost, doubled, afterDone } = await reading(place.dataSource, async (tx) =>
    countFaults(tx, campaignId, await databaseNow(tx)),
  );
  if (lost + doubled + afterDone > 0)
    throw new Error(`Lost ${String(lost)}, doubled ${String(doubled)}, after done ${String(afterDone)}`);
}

/** The same rows by plain SQL in one transaction: steps marked, messages, their steps and journal entries written. */
async function floor(place: BenchPlace, campaignId: string, rows: number): Promise<number> {
  return secondsOf(() =>
    inTransaction(place.dataSource, async (tx) => {
      await tx.rows(
        `create temp table floor_step on commit drop as
         select s.* from deadline_step s where s.campaign_id = $1 and s.status = 'FIRED' limit $2`,
        [campaignId, rows],
      );
      await tx.rows(
        `create temp table floor_message (like message including defaults including indexes) on commit drop`,
      );
      await tx.rows(`create temp table floor_line (like message_step including indexes) on commit drop`);
      await tx.rows(
        `create temp table floor_entry (like journal_entry including defaults including identity including indexes) on commit drop`,
      );
      await tx.rows(`update floor_step set status = 'FIRED', fired_at = clock_timestamp()`);
      await tx.rows(
        `insert into floor_message
         select m.* from message m join message_step l on l.message_id = m.id join floor_step s on s.id = l.step_id`,
      );
      await tx.rows(`insert into floor_line select l.* from message_step l join floor_step s on s.id = l.step_id`);
      await tx.rows(
        `insert into floor_entry overriding system value
         select j.* from journal_entry j join floor_step s on s.task_id = j.subject_id where j.act = 'STEPS_JUDGED'`,
      );
    }),
  );
}
