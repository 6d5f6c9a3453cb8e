import type { AppConfig } from '../config/appConfig';
import { lockDataDirectory } from './dataDirectory';
import { keepRunning, type KeptServer } from './keepRunning';
import { startPostgres } from './postgres';
import type { Log } from './processes';
import { startTemporal } from './temporal';

export interface OwnServers {
  /** The settings, with the addresses of what was started in the place of what was not set. */
  readonly config: AppConfig;
  /** Resolves when one of them ended and could not be started again, with the reason. */
  readonly lost: Promise<string>;
  /** Stops what was started here, and opens the data folder to the next start. */
  stop(): Promise<void>;
}

/**
 * Everything a system on one machine needs besides itself: PostgreSQL unless DATABASE_URL is set, Temporal unless
 * TEMPORAL_ADDRESS is, both under DATA_DIR, which a second start is kept out of. One that ends is started again. `signal`
 * ends a start that would wait for a download.
 * @throws Error saying what to do; nothing is left running then
 */
export async function startOwnServers(config: AppConfig, log: Log, signal?: AbortSignal): Promise<OwnServers> {
  const { dataDir } = config.storage;
  const { address, namespace } = config.temporal;
  const lock = await lockDataDirectory(dataDir, log);
  const postgresAgain = () => startPostgres({ dataDir, log });
  const temporalAgain = () => startTemporal({ dataDir, address, namespace, log, signal });
  const starts = [config.database.url === null ? postgresAgain() : Promise.resolve(null), temporalAgain()] as const;
  try {
    const [postgres, temporal] = await Promise.all(starts);
    const kept: KeptServer[] = [keepRunning('Temporal', temporal, temporalAgain, (one) => one.address, log)];
    if (postgres !== null) kept.push(keepRunning('PostgreSQL', postgres, postgresAgain, (one) => one.appUrl, log));
    const database =
      postgres === null ? {} : { database: { ...config.database, url: postgres.appUrl, migrationUrl: postgres.url } };
    const own = { ...config, ...database, temporal: { ...config.temporal, address: temporal.address } };
    return {
      config: Object.freeze(own),
      lost: Promise.race(kept.map((one) => one.lost)),
      stop: async () => {
        await Promise.all(kept.map((one) => one.stop()));
        lock.release();
      },
    };
  } catch (error) {
    // Both are waited for: what the other has started must go, too.
    const settled = await Promise.allSettled(starts);
    await Promise.all(settled.map(async (one) => (one.status === 'fulfilled' ? one.value?.stop() : undefined)));
    lock.release();
    throw error;
  }
}
