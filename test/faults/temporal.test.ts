import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { verifyJournal } from '../../src/journal/verifyJournal';
import type { Policy } from '../../src/plans/domain/plan';
import { endProcess } from '../../src/servers/processes';
import { startTemporal, type TemporalServer } from '../../src/servers/temporal';
import { SYSTEM } from '../../src/shared/actor';
import { completeTask } from '../../src/tasks/taskActs';
import { lockTaskFor } from '../../src/tasks/persistence/taskStore';
import { reconcile } from '../../src/temporal/reconciler';
import { startMailServer, type TestMailServer } from '../messages/mailServer';
import { temporaryFolder } from '../support/temporaryFolder';
import { COUNT_SENT, COUNT_TASKS, countFired, SystemUnderFault } from './system';

const UNITS = 5;
const POLICY: Policy = {
  reminders: [
    { key: 'assigned', at: { event: 'OPENED' }, to: ['ASSIGNEE'] },
    { key: 'due-today', at: { workingDays: 0, time: '08:00' }, to: ['ASSIGNEE', 'UNIT_LEADER'] },
    { key: 'overdue', at: { workingDays: 1, time: '08:00' }, to: ['ASSIGNEE'] },
  ],
  escalations: [{ key: 'to-coordinator', at: { workingDays: 1, time: '14:00' }, to: ['coordinator'] }],
};

const folder = temporaryFolder();
let temporal: TemporalServer;
let mailServer: TestMailServer;
let system: SystemUnderFault;

/** Ends the server as a failing machine does; it comes back at the same address. */
async function stopTemporal(): Promise<void> {
  if (temporal.pid === null) return;
  await endProcess(temporal.pid, (line) => line.includes('server start-dev'), [['SIGKILL', 10_000]]);
}

const start = (): Promise<TemporalServer> => startTemporal({ dataDir: folder.path, log: () => undefined });

beforeEach(async () => {
  [temporal, mailServer] = await Promise.all([start(), startMailServer()]);
  system = await SystemUnderFault.launched({
    units: UNITS,
    policy: POLICY,
    smtpUrl: mailServer.url,
    temporalAddress: temporal.address,
  });
});

afterEach(async () => {
  await system.end();
  await temporal.stop();
  await mailServer.close();
  rmSync(join(folder.path, 'temporal'), { recursive: true, force: true });
});

afterAll(() => {
  folder.remove();
});

async function isWhole(): Promise<void> {
  expect(await system.invariants()).toEqual({ lost: 0, doubled: 0, afterDone: 0 });
  expect((await verifyJournal(system.dataSource)).faults).toEqual([]);
  expect(new Set(mailServer.received.map((mail) => mail.messageId)).size).toBe(mailServer.received.length);
}

function completeTaskOf(unit: string): Promise<string | null> {
  return system.inTransaction(async (tx) => {
    const campaign = await loadCampaign(tx, system.campaignId, 'share');
    const task = await lockTaskFor(tx, system.campaignId, 'self-score', unit, null);
    if (task === undefined) throw new Error(`There is no task of ${unit}`);
    return completeTask({ tx, campaign, actor: SYSTEM }, task);
  });
}

it('with Temporal stopped over a whole due day work goes on, and afterwards only the last reminder is sent', async () => {
  const worker = system.startWorker();
  await system.reaches(UNITS, COUNT_SENT);
  await stopTemporal();
  // The due day and the day after pass while nothing runs.
  await system.planRule('due-today', -60_000);
  await system.planRule('overdue', -30_000);
  await system.planRule('to-coordinator', -10_000);
  expect(await completeTaskOf('U00001')).toBeNull();
  const [held] = await system.rows<{ count: number }>(countFired('overdue'), [system.campaignId]);
  expect(held?.count).toBe(0);

  temporal = await start();
  if (worker.exitCode !== null) system.startWorker();
  await system.reaches(UNITS - 1, countFired('overdue'));
  // Four officials and the coordinator, who gets one e-mail about four tasks.
  await system.reaches(UNITS + (UNITS - 1) * 2 + 1, COUNT_SENT);
  const steps = await system.rows<{ rule: string; status: string; reason: string | null; count: number }>(
    `select rule, status, reason, count(*)::int as count from deadline_step where campaign_id = $1
      group by 1, 2, 3 order by 1, 2, 3`,
    [system.campaignId],
  );
  expect(steps).toEqual([
    { rule: 'assigned', status: 'FIRED', reason: null, count: UNITS },
    { rule: 'due-today', status: 'SUPPRESSED', reason: 'DONE', count: 1 },
    { rule: 'due-today', status: 'SUPPRESSED', reason: 'OVERTAKEN', count: UNITS - 1 },
    { rule: 'overdue', status: 'FIRED', reason: null, count: UNITS - 1 },
    { rule: 'overdue', status: 'SUPPRESSED', reason: 'DONE', count: 1 },
    { rule: 'to-coordinator', status: 'FIRED', reason: null, count: UNITS - 1 },
    { rule: 'to-coordinator', status: 'SUPPRESSED', reason: 'DONE', count: 1 },
  ]);
  await isWhole();
}, 180_000);

it('with all of Temporal’s data deleted the reconciler starts everything again, and nothing is sent twice', async () => {
  const worker = system.startWorker();
  await system.reaches(UNITS, COUNT_SENT);
  await system.kill(worker);
  await stopTemporal();
  rmSync(join(folder.path, 'temporal'), { recursive: true, force: true });
  temporal = await start();

  system.startWorker();
  await reconcile(system.dataSource, system.gateway);
  await system.planRule('due-today', 500);
  await system.reaches(UNITS, countFired('due-today'));
  await system.reaches(UNITS * 3, COUNT_SENT);
  expect(mailServer.received).toHaveLength(UNITS * 3);
  for (let unit = 1; unit <= UNITS; unit += 1) expect(await completeTaskOf(`U0000${String(unit)}`)).toBeNull();
  await system.reaches(1, `select count(*)::int as count from campaign where id = $1 and state = 'COMPLETED'`);
  await system.reaches(UNITS, COUNT_TASKS);
  await isWhole();
}, 180_000);
