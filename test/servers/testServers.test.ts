import { WorkflowClient } from '@temporalio/client';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { connectToTestTemporal } from '../support/temporal';

describe('the test database', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('sorts Vietnamese as Vietnamese do', async () => {
    const rows = await ask(
      database.ownerUrl,
      `SELECT word FROM (VALUES ('Đà Nẵng'), ('Dương'), ('Ea Kar'), ('Ân')) AS words (word) ORDER BY word COLLATE "vi-x-icu"`,
    );
    expect(rows.map((row) => row['word'])).toEqual(['Ân', 'Dương', 'Đà Nẵng', 'Ea Kar']);
  });

  it('lets the owner, not the application, change the schema', async () => {
    await ask(database.ownerUrl, 'CREATE TABLE of_the_owner (id int)');
    await expect(ask(database.appUrl, 'CREATE TABLE of_the_app (id int)')).rejects.toThrow('permission denied');
    await expect(ask(database.appUrl, 'DROP TABLE of_the_owner')).rejects.toThrow('must be owner');
  });

  it('has the extensions that a search needs, installed without a superuser', async () => {
    await ask(database.ownerUrl, 'CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await ask(database.ownerUrl, 'CREATE EXTENSION IF NOT EXISTS unaccent');
    const [row] = await ask(database.ownerUrl, `SELECT unaccent('Đôn Đốc thực hiện') AS plain`);
    expect(row?.['plain']).toBe('Don Doc thuc hien');
  });
});

describe('the test Temporal server', () => {
  it('starts a workflow', async () => {
    const connection = await connectToTestTemporal();
    try {
      const client = new WorkflowClient({ connection });
      const handle = await client.start('nobodyRunsThis', { taskQueue: 'nobody', workflowId: `test/${Date.now()}` });
      expect((await handle.describe()).status.name).toBe('RUNNING');
      await handle.terminate();
    } finally {
      await connection.close();
    }
  });
});

async function ask(url: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
