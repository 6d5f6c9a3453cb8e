import { WorkflowClient, Connection } from '@temporalio/client';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf } from '../../src/servers/processes';
import { startTemporal, type TemporalServer } from '../../src/servers/temporal';
import { temporaryFolder } from '../support/temporaryFolder';

describe('our own Temporal server', () => {
  const folder = temporaryFolder();
  let server: TemporalServer;

  const start = async (): Promise<TemporalServer> => {
    server = await startTemporal({ dataDir: folder.path, log: () => undefined });
    return server;
  };

  beforeAll(start);
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('keeps its workflows over a kill of the server', async () => {
    await withClient(server.address, (client) => client.start('nobody', { workflowId: 'kept', taskQueue: 'nobody' }));
    const killed = pidOf(server);
    process.kill(killed, 'SIGKILL');
    await start();
    expect(server.adopted).toBe(false);
    expect(server.pid).not.toBe(killed);
    const status = await withClient(server.address, (client) => client.getHandle('kept').describe());
    expect(status.status.name).toBe('RUNNING');
  });

  it('adopts a server that a killed start left running, and stops it as its own', async () => {
    const before = server;
    await start();
    expect(server).toMatchObject({ adopted: true, pid: before.pid, address: before.address });
    await server.stop();
    expect(commandLineOf(pidOf(before))).toBeNull();
    expect(existsSync(join(folder.path, 'temporal.json'))).toBe(false);
    await start();
  });

  it('does not touch another program that has its old number by now', async () => {
    await server.stop();
    writeFileSync(join(folder.path, 'temporal.json'), JSON.stringify({ pid: process.pid, port: 1 }));
    await start();
    expect(server.adopted).toBe(false);
  });

  it('replaces a server that hangs', async () => {
    const hanging = pidOf(server);
    process.kill(hanging, 'SIGSTOP');
    await start();
    expect(server.adopted).toBe(false);
    expect(commandLineOf(hanging)).toBeNull();
  }, 90_000);

  it('waits for a server somebody else runs, and leaves it running', async () => {
    const foreign = await startTemporal({ dataDir: folder.path, address: server.address, log: () => undefined });
    expect(foreign).toMatchObject({ adopted: true, pid: null, address: server.address });
    await foreign.stop();
    expect(commandLineOf(pidOf(server))).not.toBeNull();
  });
});

function pidOf(server: TemporalServer): number {
  if (server.pid === null) throw new Error('This server is not ours.');
  return server.pid;
}

async function withClient<T>(address: string, work: (client: WorkflowClient) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new WorkflowClient({ connection }));
  } finally {
    await connection.close();
  }
}
