import type { AppConfig } from '../config/appConfig';
import { createHttpApp } from '../httpApp';
import { TemporalGateway } from '../temporal/gateway';
import { OutboxRelay } from '../temporal/relay';
import type { Connections } from './connections';
import { healthProbes } from './probes';

export interface RunningPart {
  stop(): Promise<void>;
}

/** The HTTP API, with the relay that carries its outbox to Temporal. */
export async function startApi(
  config: AppConfig,
  connections: Connections,
  report: (problem: string) => void,
): Promise<RunningPart> {
  const relay = new OutboxRelay({ ...connections, report });
  const app = await createHttpApp(config, connections.dataSource, {
    probes: healthProbes(connections, config),
    providers: [{ provide: TemporalGateway, useValue: connections.gateway }],
  });
  await app.listen(config.http.port, config.http.host).catch((cause: unknown) => {
    throw portTaken(cause) ? new Error(`Port ${config.http.port} is taken: set PORT to another.`, { cause }) : cause;
  });
  await relay.start();
  return {
    stop: async () => {
      await app.close();
      await relay.stop();
    },
  };
}

const portTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
