import { loadConfig } from './config/loadConfig';
import { connect } from './system/connections';
import { startWork } from './system/work';

/** The worker as a process of its own: any number of them may run, and each may be killed at any time. */
async function main(): Promise<void> {
  const config = loadConfig();
  const connections = await connect(config, 'don-doc worker');
  const work = await startWork(config, connections, (problem) => {
    process.stderr.write(`${problem}\n`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void work.stop());
  try {
    await work.stopped;
  } finally {
    await work.stop();
    await connections.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
