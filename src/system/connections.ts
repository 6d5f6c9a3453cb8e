import type { AppConfig } from '../config/appConfig';
import { createDataSource, type DatabasePool } from '../database/dataSource';
import { TemporalGateway } from '../temporal/gateway';

/** What both processes, API and worker, are connected to. */
export interface Connections {
  readonly dataSource: DatabasePool;
  readonly databaseUrl: string;
  readonly gateway: TemporalGateway;
  readonly temporal: { readonly address: string; readonly namespace: string; readonly taskQueue: string };
  close(): Promise<void>;
}

/**
 * Connects to the database; to Temporal only when something is asked of it.
 * @throws Error naming the setting that is missing
 */
export async function connect(config: AppConfig, name: string): Promise<Connections> {
  const { url, poolSize } = config.database;
  const { address, namespace, taskQueue } = config.temporal;
  if (url === null) throw new Error('DATABASE_URL is not set; `npm start` brings a database of its own.');
  if (address === null)
    throw new Error('TEMPORAL_ADDRESS is not set; `npm start` brings a Temporal server of its own.');
  const temporal = { address, namespace, taskQueue };
  const dataSource = await createDataSource({ url, poolSize, name }).initialize();
  const gateway = TemporalGateway.connect(temporal);
  return {
    dataSource,
    databaseUrl: url,
    gateway,
    temporal,
    close: async () => {
      await gateway.close();
      await dataSource.destroy();
    },
  };
}
