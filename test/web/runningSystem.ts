import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { loadConfig } from '../../src/config/loadConfig';
import { inTransaction } from '../../src/database/transaction';
import { startApi } from '../../src/system/api';
import { connect } from '../../src/system/connections';
import { seedSample } from '../../src/system/seedSample';
import { startWork } from '../../src/system/work';
import { createTestDatabase } from '../support/database';
import { testTemporalAddress } from '../support/temporal';
import { temporaryFolder } from '../support/temporaryFolder';

export interface RunningSystem {
  readonly url: string;
  stop(): Promise<void>;
}

/** The whole system as `npm start` runs it, API and worker, with the sample launched as a rehearsal. */
export async function startSystem(): Promise<RunningSystem> {
  const database = await createTestDatabase();
  const folder = temporaryFolder();
  const port = await freePort();
  const config = loadConfig({
    DATABASE_URL: database.appUrl,
    TEMPORAL_ADDRESS: testTemporalAddress(),
    TEMPORAL_TASK_QUEUE: `web-${randomUUID()}`,
    DATA_DIR: folder.path,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'error',
  });
  const connections = await connect(config, 'web test');
  await inTransaction(connections.dataSource, seedSample);
  const report = (problem: string): void => {
    process.stderr.write(`${problem}\n`);
  };
  const work = await startWork(config, connections, report);
  const api = await startApi(config, connections, report);
  return {
    url: config.http.publicUrl,
    stop: async () => {
      await api.stop();
      await work.stop();
      await connections.close();
      await database.drop();
      folder.remove();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
