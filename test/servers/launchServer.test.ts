import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { launchServer, onFreePort } from '../../src/servers/launchServer';
import { freePort } from '../../src/servers/processes';
import { temporaryFolder } from '../support/temporaryFolder';

const folder = temporaryFolder();
const logPath = join(folder.path, 'server.log');
let holder: Server | null = null;

afterEach(() => {
  holder?.close();
  holder = null;
});
afterAll(() => {
  folder.remove();
});

/** A server that does nothing but hold its port, and says so when it cannot. */
function launch(port: number): Promise<number> {
  const program = `require('node:net').createServer().on('error', (error) => {
    console.error(error.message.replace('EADDRINUSE: ', ''));
    process.exit(1);
  }).listen(${String(port)}, '127.0.0.1', () => console.log('listening'))`;
  return launchServer({
    name: 'A server',
    command: { file: process.execPath, args: ['-e', program], options: {} },
    logPath,
    answers: async () => readFileSync(logPath, 'utf8').includes('listening'),
    end: () => Promise.resolve(),
  });
}

async function take(port: number): Promise<void> {
  const taken = createServer();
  holder = taken;
  await new Promise<void>((done) => taken.listen(port, '127.0.0.1', done));
}

it('a server whose port is taken between the look and its start gets another', async () => {
  const preferred = await freePort();
  const tried: number[] = [];
  const pid = await onFreePort(preferred, async (port) => {
    if (tried.push(port) === 1) await take(port);
    return launch(port);
  });
  process.kill(pid, 'SIGKILL');
  expect(tried[0]).toBe(preferred);
  expect(tried).toHaveLength(2);
  expect(tried[1]).not.toBe(preferred);
});

it('any other failure is told at once', async () => {
  let tries = 0;
  const broken = onFreePort(null, () => {
    tries += 1;
    return Promise.reject(new Error('no such program'));
  });
  await expect(broken).rejects.toThrow('no such program');
  expect(tries).toBe(1);
});
