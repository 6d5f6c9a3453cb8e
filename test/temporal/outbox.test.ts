import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/dataSource';
import { inTransaction } from '../../src/database/transaction';
import { removeDelivered, tellWorkflow, waitingLines } from '../../src/temporal/persistence/outboxStore';
import { createTestDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.appUrl, poolSize: 4, name: 'outbox' }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const lines = () => inTransaction(dataSource, (tx) => waitingLines(tx, 10));
const tell = (subject: string) => inTransaction(dataSource, (tx) => tellWorkflow(tx, 'STAGE', subject));

it('holds at most one line per workflow', async () => {
  const subject = randomUUID();
  await tell(subject);
  await tell(subject);
  const [line, ...others] = await lines();
  expect([line?.subjectId, others]).toEqual([subject, []]);
  if (line !== undefined) await inTransaction(dataSource, (tx) => removeDelivered(tx, line));
  expect(await lines()).toEqual([]);
});

it('keeps a change that comes while a line is delivered, also with two relays', async () => {
  const subject = randomUUID();
  await tell(subject);
  const [ofOneRelay] = await lines();
  const [ofTheOther] = await lines();
  if (ofOneRelay === undefined || ofTheOther === undefined) throw new Error('Nothing waits');
  await inTransaction(dataSource, (tx) => removeDelivered(tx, ofOneRelay));
  await tell(subject);
  await inTransaction(dataSource, (tx) => removeDelivered(tx, ofTheOther));
  expect((await lines()).map((line) => line.subjectId)).toEqual([subject]);
});
