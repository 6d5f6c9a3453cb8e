import type { AppConfig } from '../config/appConfig';
import { lockDataDirectory } from './dataDirectory';
import { startPostgres } from './postgres';
import type { Log } from './processes';
import { startTemporal } from './temporal';

export interface OwnServers {
  /** The settings, with the addresses of what was started in the place of what was not set. */
  readonly config: AppConfig;
  /** Stops what was started here, and opens the data folder to the next start. */
  stop(): Promise<void>;
}

/**
 * Everything a system on one machine needs besides itself: PostgreSQL unless DATABASE_URL is set, Temporal unless
 * TEMPORAL_ADDRESS is, both under DATA_DIR, which a second start is kept out of.
 * @throws Error saying what to do; nothing is left running then
 */
export async function startOwnServers(config: AppConfig, log: Log): Promise<OwnServers> {
  const { dataDir } = config.storage;
  const { address, namespace } = config.temporal;
  const lock = await lockDataDirectory(dataDir, log);
  const starts = [
    config.database.url === null ? startPostgres({ dataDir, log }) : Promise.resolve(null),
    startTemporal({ dataDir, address, namespace, log }),
  ] as const;
  const stop = async (): Promise<void> => {
    const settled = await Promise.allSettled(starts);
    await Promise.all(settled.map(async (one) => (one.status === 'fulfilled' ? one.value?.stop() : undefined)));
    lock.release();
  };
  try {
    const [postgres, temporal] = await Promise.all(starts);
    const database =
      postgres === null ? {} : { database: { ...config.database, url: postgres.appUrl, migrationUrl: postgres.url } };
    const own = { ...config, ...database, temporal: { ...config.temporal, address: temporal.address } };
    return { config: Object.freeze(own), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
