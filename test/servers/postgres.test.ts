import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres, type PostgresServer } from '../../src/servers/postgres';
import { becomesTrue, commandLineOf, processesWorkingIn } from '../../src/servers/processes';
import { temporaryFolder } from '../support/temporaryFolder';

describe('our own PostgreSQL', () => {
  const folder = temporaryFolder();
  const cluster = join(folder.path, 'postgres');
  let server: PostgresServer;

  const start = async (): Promise<PostgresServer> => {
    server = await startPostgres({ dataDir: folder.path, log: () => undefined });
    return server;
  };

  beforeAll(start);
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  it('keeps its passwords where only its owner can read them', () => {
    expect(statSync(join(folder.path, 'postgres.json')).mode & 0o777).toBe(0o600);
  });

  it('listens on the loopback address only', async () => {
    expect(await ask(server.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  });

  it('is stopped by stop() even while somebody is connected, and starts again on the same port with its data', async () => {
    await ask(server.url, `CREATE TABLE kept AS SELECT 'kept' AS word`);
    const client = new Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    const before = server;
    await server.stop();
    expect(commandLineOf(before.pid)).toBeNull();
    await start();
    expect(server.adopted).toBe(false);
    expect(server.url).toBe(before.url);
    expect(await ask(server.url, 'SELECT word FROM kept')).toBe('kept');
  });

  it('adopts a server that a killed start left running, and stops it as its own', async () => {
    const before = server;
    await start();
    expect(server).toMatchObject({ adopted: true, pid: before.pid, url: before.url });
    await server.stop();
    expect(commandLineOf(before.pid)).toBeNull();
    await start();
  });

  it('starts again at once after its postmaster was killed', async () => {
    process.kill(server.pid, 'SIGKILL');
    await start();
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'SELECT word FROM kept')).toBe('kept');
  });

  it('starts again after all its processes were killed', async () => {
    for (const pid of processesWorkingIn(cluster)) process.kill(pid, 'SIGKILL');
    await becomesTrue(() => commandLineOf(server.pid) === null, 5_000);
    await start();
    expect(await ask(server.url, 'SELECT word FROM kept')).toBe('kept');
  });

  it('is not misled when its old number belongs to another program by now', async () => {
    await server.stop();
    writeFileSync(join(cluster, 'postmaster.pid'), `${process.pid}\n${cluster}\n0\n5432\n\n127.0.0.1\n`);
    await start();
    expect(server.adopted).toBe(false);
  });

  it('replaces a server that hangs', async () => {
    const hanging = server.pid;
    process.kill(hanging, 'SIGSTOP');
    await start();
    expect(server.adopted).toBe(false);
    expect(commandLineOf(hanging)).toBeNull();
  }, 90_000);

  it('says what to do when its passwords are lost', async () => {
    await server.stop();
    const secrets = readFileSync(join(folder.path, 'postgres.json'));
    rmSync(join(folder.path, 'postgres.json'));
    await expect(start()).rejects.toThrow(/postgres\.json, which holds the passwords of .*, is missing/);
    writeFileSync(join(folder.path, 'postgres.json'), secrets, { mode: 0o600 });
    await start();
  });

  it('runs in a folder that only root can enter', async () => {
    const closed = temporaryFolder();
    chmodSync(closed.path, 0o700);
    const another = await startPostgres({ dataDir: join(closed.path, 'inner'), log: () => undefined, durable: false });
    try {
      expect(await ask(another.url, 'SELECT 1')).toBe(1);
    } finally {
      await another.stop();
      closed.remove();
    }
  });
});

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}
