import { randomUUID } from 'node:crypto';
import { createDataSource, type DatabasePool } from '../src/database/dataSource';
import { reading } from '../src/database/transaction';
import { TemporalGateway } from '../src/temporal/gateway';
import { OutboxRelay } from '../src/temporal/relay';
import { WorkerProcesses } from './workerProcesses';

/** Where a figure is measured: a migrated database, a Temporal server, and workers as processes of their own. */
export class BenchPlace {
  private readonly relay: OutboxRelay;

  private constructor(
    readonly dataSource: DatabasePool,
    readonly gateway: TemporalGateway,
    /** Without a mail server: what is measured ends with the queue. */
    readonly workers: WorkerProcesses,
    databaseUrl: string,
  ) {
    this.relay = new OutboxRelay({
      dataSource,
      databaseUrl,
      gateway,
      report: (line) => process.stderr.write(`${line}\n`),
    });
  }

  static async open(databaseUrl: string, temporalAddress: string): Promise<BenchPlace> {
    const taskQueue = `bench-${randomUUID()}`;
    const dataSource = await createDataSource({ url: databaseUrl, poolSize: 10, name: 'bench' }).initialize();
    const gateway = TemporalGateway.connect({ address: temporalAddress, namespace: 'default', taskQueue });
    const environment = {
      DATABASE_URL: databaseUrl,
      TEMPORAL_ADDRESS: temporalAddress,
      TEMPORAL_TASK_QUEUE: taskQueue,
      RECONCILE_EVERY_SECONDS: '5',
    };
    const place = new BenchPlace(dataSource, gateway, new WorkerProcesses(environment), databaseUrl);
    await place.relay.start();
    return place;
  }

  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return reading(this.dataSource, (tx) => tx.rows<Row>(sql, parameters));
  }

  async close(): Promise<void> {
    await this.workers.killAll();
    await this.relay.stop();
    await this.gateway.close();
    await this.dataSource.destroy();
  }
}
