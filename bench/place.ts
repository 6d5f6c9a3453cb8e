import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDataSource, type DatabasePool } from '../src/database/dataSource';
import { reading } from '../src/database/transaction';
import { TemporalGateway } from '../src/temporal/gateway';
import { OutboxRelay } from '../src/temporal/relay';

/** Where a figure is measured: a migrated database, a Temporal server, and workers as processes of their own. */
export class BenchPlace {
  private readonly workers = new Set<ChildProcess>();
  private readonly relay: OutboxRelay;

  private constructor(
    readonly dataSource: DatabasePool,
    readonly gateway: TemporalGateway,
    private readonly environment: Readonly<Record<string, string>>,
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
    const place = new BenchPlace(dataSource, gateway, environment, databaseUrl);
    await place.relay.start();
    return place;
  }

  /** Without a mail server: what is measured ends with the queue. */
  startWorker(): ChildProcess {
    const worker = spawn(process.execPath, [join(__dirname, '..', 'src', 'worker.js')], {
      env: this.environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.workers.add(worker);
    return worker;
  }

  async kill(worker: ChildProcess): Promise<void> {
    const exited = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exited;
    this.workers.delete(worker);
  }

  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return reading(this.dataSource, (tx) => tx.rows<Row>(sql, parameters));
  }

  async close(): Promise<void> {
    for (const worker of this.workers) await this.kill(worker);
    await this.relay.stop();
    await this.gateway.close();
    await this.dataSource.destroy();
  }
}
