import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { launchOwnPlan, organisationsWith, planOf } from '../../bench/ownPlan';
import { databaseNow } from '../../src/campaigns/persistence/campaignStore';
import type { ClockKind } from '../../src/campaigns/domain/campaign';
import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { createDataSource } from '../../src/database/dataSource';
import { inTransaction, reading } from '../../src/database/transaction';
import type { Policy } from '../../src/plans/domain/plan';
import { SYSTEM } from '../../src/shared/actor';
import { HOUR_MS } from '../../src/shared/instant';
import { completeTask } from '../../src/tasks/taskActs';
import { lockTaskFor } from '../../src/tasks/persistence/taskStore';
import { TemporalGateway } from '../../src/temporal/gateway';
import { OutboxRelay } from '../../src/temporal/relay';
import { startWorker } from '../../src/temporal/worker';
import { createTestDatabase } from '../support/database';
import { testServers } from '../support/servers';
import { connectToTestTemporal } from '../support/temporal';

const POLICY: Policy = {
  reminders: [
    { key: 'assigned', at: { event: 'OPENED' }, to: ['ASSIGNEE'] },
    { key: 'due-today', at: { workingDays: 0, time: '08:00' }, to: ['ASSIGNEE', 'UNIT_LEADER'] },
  ],
  escalations: [{ key: 'to-coordinator', at: { workingDays: 1, time: '08:00' }, to: ['coordinator'] }],
};

const PATIENCE_MS = 30_000;

/** Ids of the workflows of a whole campaign of two units, from launch to completion, and their histories. */
export async function historiesOf(clock: ClockKind): Promise<Map<string, unknown>> {
  const database = await createTestDatabase();
  const dataSource = await createDataSource({ url: database.appUrl, poolSize: 10, name: 'workflows' }).initialize();
  const { temporalAddress, workflowBundlePath } = testServers();
  const temporal = {
    address: temporalAddress,
    namespace: 'default',
    taskQueue: `workflows-${randomUUID()}`,
    workflowBundlePath,
  };
  const gateway = TemporalGateway.connect(temporal);
  const relay = new OutboxRelay({ dataSource, databaseUrl: database.appUrl, gateway, report: () => undefined });
  const worker = await startWorker(temporal, { dataSource, mail: { transport: null, publicUrl: '', retryMaxMs: 0 } });
  const connection = await connectToTestTemporal();
  try {
    await relay.start();
    const startAt = await reading(dataSource, databaseNow);
    const campaignId = await inTransaction(dataSource, (tx) =>
      launchOwnPlan(tx, organisationsWith(2), planOf(POLICY, startAt), clock, startAt),
    );
    await gateway.tell('CAMPAIGN', campaignId);
    if (clock === 'REHEARSAL') await gateway.advanceRehearsal(campaignId, { until: startAt + 72 * HOUR_MS });
    const isTrue = async (sql: string): Promise<boolean> =>
      (await reading(dataSource, (tx) => tx.rows(sql, [campaignId]))).length > 0;
    const until = Date.now() + PATIENCE_MS;
    const waitFor = async (sql: string): Promise<void> => {
      while (!(await isTrue(sql))) {
        if (Date.now() > until) throw new Error(`In vain: ${sql}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    };
    await waitFor(`select 1 from deadline_step where campaign_id = $1 and rule = 'assigned' and status = 'FIRED'`);
    await inTransaction(dataSource, async (tx) => {
      const campaign = await loadCampaign(tx, campaignId, 'share');
      for (const unit of ['U00001', 'U00002']) {
        const task = await lockTaskFor(tx, campaignId, 'self-score', unit, null);
        if (task !== undefined) await completeTask({ tx, campaign, actor: SYSTEM }, task);
      }
    });
    await waitFor(`select 1 from campaign where id = $1 and state = 'COMPLETED'`);
    const client = new Client({ connection });
    const stages = await reading(dataSource, (tx) =>
      tx.rows<{ id: string }>('select id from stage where campaign_id = $1', [campaignId]),
    );
    const ids = new Map([
      ['campaign', `campaign/${campaignId}`],
      ['stage', `stage/${stages[0]?.id ?? ''}`],
      ...(clock === 'REAL'
        ? [['dispatch', `message-dispatch/${temporal.taskQueue}`] as const]
        : [['rehearsal', `rehearsal/${campaignId}`] as const]),
    ]);
    const histories = new Map<string, unknown>();
    for (const [name, id] of ids) {
      const handle = client.workflow.getHandle(id);
      // The end of a campaign is written before its workflow has heard of it.
      if (name === 'campaign' || name === 'stage') await handle.result();
      histories.set(`${clock.toLowerCase()}-${name}`, await handle.fetchHistory());
    }
    return histories;
  } finally {
    await relay.stop();
    await worker.stop();
    await gateway.close();
    await connection.close();
    await dataSource.destroy();
    await database.drop();
  }
}
