import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { testServers } from '../support/servers';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Runs a command of the build, as `npm run cli` does. */
function cli(words: readonly string[], input = ''): { status: number | null; out: string } {
  const run = spawnSync(process.execPath, [resolve('dist/src/cli.js'), ...words], {
    encoding: 'utf8',
    input,
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      TEMPORAL_ADDRESS: testServers().temporalAddress,
      TEMPORAL_TASK_QUEUE: 'cli-test',
    },
  });
  return { status: run.status, out: run.stdout + run.stderr };
}

// One story in order: each command builds on what the one before it has stored.
it('a new installation is filled, launched and verified from the command line', () => {
  expect(cli(['import-plan', 'samples/plans/ke-hoach-146-2023.json'])).toMatchObject({
    status: 1,
    out: expect.stringContaining('import-organisations first') as string,
  });
  expect(cli(['import-organisations', 'samples/organisations/ninh-giang-2023.json']).out).toContain('20 units');
  expect(cli(['import-calendar', 'samples/calendars/viet-nam-2023-2026.json']).out).toContain('52 days off');

  const faulty = cli(['import-plan', 'test/golden/plans/unknown-names.json']);
  expect(faulty.status).toBe(2);
  expect(faulty.out).toContain('/stages/2/tasks/0/polcy  KEY.UNKNOWN');
  expect(cli(['import-plan', 'samples/plans/ke-hoach-146-2023.json']).out).toContain('version 1');
  expect(cli(['import-plan', 'samples/plans/ke-hoach-146-2023.json']).out).toContain('There already');

  const preview = cli(['preview', '146/KH-UBND', '--at', '2023-12-08T07:30:00+07:00']);
  expect(preview.out).toContain('2023-12-08 07:30  OPENING');
  expect(preview.out).toContain('RECIPIENTS.EMPTY');

  expect(cli(['launch', '146/KH-UBND', '--rehearsal'])).toMatchObject({ status: 1 });
  const launched = cli(['launch', '146/KH-UBND', '--rehearsal', '--at', '2023-12-08T07:30:00+07:00']);
  expect(launched).toMatchObject({ status: 0, out: expect.stringContaining('Launched: campaign') as string });
  expect(cli(['reconcile']).out).toContain('Told 1 campaigns');

  const account = ['create-account', 'quan-tri', '--name', 'Quản trị', '--email', 'quan-tri@thu-nghiem.example'];
  const office = ['--role', 'administrator', '--at', 'ubnd-huyen'];
  expect(cli([...account, ...office], 'ngắn\n').out).toContain('The password is refused');
  expect(cli([...account, ...office], 'một mật khẩu đủ dài\n').out).toContain('can sign in');
  expect(cli(['verify-journal'])).toMatchObject({
    status: 0,
    out: expect.stringContaining('Nothing was altered') as string,
  });
}, 120_000);

it('a wrong call says how it is called', () => {
  expect(cli(['lunch'])).toMatchObject({ status: 1, out: expect.stringContaining('npm run cli -- COMMAND') as string });
});
