import type { AppConfig } from '../config/appConfig';
import { loadConfig } from '../config/loadConfig';
import { createDataSource, type DatabasePool } from '../database/dataSource';
import { runMigrations } from '../database/migrate';
import { startPostgres } from '../servers/postgres';
import { startTemporal } from '../servers/temporal';
import { TemporalGateway } from '../temporal/gateway';

const tell = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/**
 * The database of the running system, or, if none is running here, our own started for the length of the command.
 * Its schema is brought up to date first.
 */
export async function withDatabase<Result>(
  work: (database: DatabasePool, config: AppConfig) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig();
  const { url, migrationUrl } = config.database;
  const own = url === null ? await startPostgres({ dataDir: config.storage.dataDir, log: tell }) : null;
  try {
    const databaseUrl = url ?? own?.appUrl;
    if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set');
    await runMigrations(migrationUrl ?? own?.url ?? databaseUrl);
    const database = await createDataSource({ url: databaseUrl, poolSize: 2, name: 'don-doc cli' }).initialize();
    try {
      return await work(database, config);
    } finally {
      await database.destroy();
    }
  } finally {
    if (own !== null && !own.adopted) await own.stop();
  }
}

/** The Temporal server of the running system, likewise. */
export async function withTemporal<Result>(
  { temporal, storage }: AppConfig,
  work: (gateway: TemporalGateway) => Promise<Result>,
): Promise<Result> {
  const { address, namespace, taskQueue } = temporal;
  const server = await startTemporal({ dataDir: storage.dataDir, address, namespace, log: tell });
  const gateway = TemporalGateway.connect({ address: server.address, namespace, taskQueue });
  try {
    return await work(gateway);
  } finally {
    await gateway.close();
    if (!server.adopted) await server.stop();
  }
}
