import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { WorkerProcesses } from '../../bench/workerProcesses';
import { launchOwnPlan, organisationsWith, planOf } from '../../bench/ownPlan';
import { countFaults } from '../../src/campaigns/persistence/reportStore';
import { databaseNow } from '../../src/campaigns/persistence/campaignStore';
import { createDataSource } from '../../src/database/dataSource';
import { inTransaction, reading, type Tx } from '../../src/database/transaction';
import type { Policy } from '../../src/plans/domain/plan';
import { TemporalGateway } from '../../src/temporal/gateway';
import { OutboxRelay } from '../../src/temporal/relay';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { testServers } from '../support/servers';

/** How long anything may take to happen on a busy machine; what never happens fails there. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 50;

/**
 * A real campaign on real servers: the relay as the API has it, and workers as processes of their own that can be killed.
 * The workers are those of the build, as `npm start` runs them.
 */
export class SystemUnderFault {
  private readonly workers: WorkerProcesses;
  private relay: OutboxRelay | null = null;
  readonly gateway: TemporalGateway;
  private readonly taskQueue = `fault-${randomUUID()}`;

  private constructor(
    private readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly campaignId: string,
    temporalAddress: string,
    smtpUrl: string,
  ) {
    this.workers = new WorkerProcesses({
      DATABASE_URL: database.appUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_TASK_QUEUE: this.taskQueue,
      SMTP_URL: smtpUrl,
      SMTP_TIMEOUT_SECONDS: '1',
      MAIL_FROM: 'Đôn Đốc <don-doc@thu-nghiem.example>',
      RECONCILE_EVERY_SECONDS: '5',
    });
    this.gateway = TemporalGateway.connect({
      address: temporalAddress,
      namespace: 'default',
      taskQueue: this.taskQueue,
    });
  }

  static async launched(options: {
    readonly units: number;
    readonly policy: Policy;
    readonly smtpUrl: string;
    /** Absent: that of the test run. */
    readonly temporalAddress?: string;
  }): Promise<SystemUnderFault> {
    const database = await createTestDatabase();
    const dataSource = await createDataSource({ url: database.appUrl, poolSize: 10, name: 'fault' }).initialize();
    const campaignId = await inTransaction(dataSource, async (tx) =>
      launchOwnPlan(tx, organisationsWith(options.units), planOf(options.policy, await databaseNow(tx)), 'REAL'),
    );
    const address = options.temporalAddress ?? testServers().temporalAddress;
    const system = new SystemUnderFault(database, dataSource, campaignId, address, options.smtpUrl);
    await system.startRelay();
    return system;
  }

  async startRelay(): Promise<void> {
    const { dataSource, gateway } = this;
    this.relay = new OutboxRelay({ dataSource, databaseUrl: this.database.appUrl, gateway, report: () => undefined });
    await this.relay.start();
  }

  startWorker(): ChildProcess {
    return this.workers.start();
  }

  kill(worker: ChildProcess): Promise<void> {
    return this.workers.kill(worker);
  }

  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return reading(this.dataSource, (tx) => tx.rows<Row>(sql, parameters));
  }

  inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return inTransaction(this.dataSource, work);
  }

  /** Brings the planned steps of a rule to so many milliseconds from now, for all tasks at one instant. */
  async planRule(rule: string, inMs: number): Promise<void> {
    await this.rows(
      `update deadline_step set planned_at = date_trunc('milliseconds', clock_timestamp()) + $3 * interval '1 millisecond'
        where campaign_id = $1 and rule = $2 and status = 'PLANNED'`,
      [this.campaignId, rule, inMs],
    );
    const [stage] = await this.rows<{ id: string }>('select id from stage where campaign_id = $1', [this.campaignId]);
    if (stage !== undefined) await this.gateway.tell('STAGE', stage.id).catch(() => undefined);
  }

  /** Waits until a query counts at least so many. */
  async reaches(count: number, sql: string): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    let last = -1;
    while (Date.now() < until) {
      const [row] = await this.rows<{ count: number }>(sql, [this.campaignId]);
      last = row?.count ?? -1;
      if (last >= count) return;
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
    }
    throw new Error(`Still ${String(last)}, not ${String(count)}: ${sql}`);
  }

  invariants(): Promise<{ lost: number; doubled: number; afterDone: number }> {
    return reading(this.dataSource, async (tx) => countFaults(tx, this.campaignId, await databaseNow(tx)));
  }

  async end(): Promise<void> {
    await this.workers.killAll();
    await this.relay?.stop();
    await this.gateway.close();
    await this.dataSource.destroy();
    await this.database.drop();
  }
}

export const COUNT_TASKS = 'select count(*)::int as count from task where campaign_id = $1';
export const COUNT_SENT = `select count(*)::int as count from message where campaign_id = $1 and status = 'SENT'`;
export const countFired = (rule: string): string =>
  `select count(*)::int as count from deadline_step where campaign_id = $1 and rule = '${rule}' and status = 'FIRED'`;
