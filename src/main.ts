import { loadConfig } from './config/loadConfig';
import { startApi } from './system/api';
import { connect } from './system/connections';

/** The API as a process of its own: any number of them may run, and each may be killed at any time. */
async function main(): Promise<void> {
  const config = loadConfig();
  const connections = await connect(config, 'don-doc api');
  const api = await startApi(config, connections, (problem) => {
    process.stderr.write(`${problem}\n`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void api.stop().finally(() => connections.close()));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
