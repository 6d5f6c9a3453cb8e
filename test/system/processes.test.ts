import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createDataSource } from '../../src/database/dataSource';
import { inTransaction } from '../../src/database/transaction';
import { becomesTrue, freePort } from '../../src/servers/processes';
import { seedSample } from '../../src/system/seedSample';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { testServers } from '../support/servers';

let database: TestDatabase;
let address: string;
const processes = new Map<string, ChildProcess>();

function startProcess(name: 'main' | 'worker', port: number): void {
  const child = spawn(process.execPath, [resolve(`dist/src/${name}.js`)], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.appUrl,
      TEMPORAL_ADDRESS: testServers().temporalAddress,
      TEMPORAL_TASK_QUEUE: 'processes-test',
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  processes.set(name, child);
}

beforeAll(async () => {
  database = await createTestDatabase();
  const dataSource = await createDataSource({ url: database.appUrl, poolSize: 2, name: 'processes' }).initialize();
  await inTransaction(dataSource, seedSample);
  await dataSource.destroy();
  const port = await freePort();
  address = `http://127.0.0.1:${String(port)}`;
  startProcess('main', port);
  startProcess('worker', port);
  expect(await becomesTrue(() => answersOk('/health/ready'), 30_000)).toBe(true);
}, 60_000);

afterAll(async () => {
  for (const child of processes.values()) child.kill('SIGKILL');
  await database.drop();
});

async function answersOk(path: string): Promise<boolean> {
  return fetch(`${address}${path}`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function signedIn(login: string): Promise<{ cookie: string; csrf: string }> {
  const answer = await fetch(`${address}/api/v1/demo-session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login }),
  });
  const { csrfToken } = (await answer.json()) as { csrfToken: string };
  return { cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '', csrf: csrfToken };
}

it('the API moves a rehearsal that a worker of another process carries out', async () => {
  const { cookie, csrf } = await signedIn('coordinator@noi-vu');
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie, 'content-type': 'application/json', 'x-csrf-token': csrf },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answer.json();
  };
  const { items } = (await ask('/campaigns')) as { items: { id: string }[] };
  const campaign = items[0]?.id ?? '';
  const moved = (await ask(`/campaigns/${campaign}/clock/moves`, { to: '2023-12-11T08:00:00+07:00' })) as {
    now: string;
  };
  expect(Date.parse(moved.now)).toBe(Date.parse('2023-12-11T08:00:00+07:00'));
  const mailbox = (await ask(`/messages?campaignId=${campaign}`)) as { items: unknown[] };
  expect(mailbox.items.length).toBeGreaterThan(20);
}, 60_000);

it('both end by themselves when they are told to', async () => {
  for (const child of processes.values()) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  }
}, 30_000);
