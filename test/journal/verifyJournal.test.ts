import { Client } from 'pg';
import { sealDay } from '../../src/journal/sealDay';
import { verifyJournal } from '../../src/journal/verifyJournal';
import { writeJournal } from '../../src/journal/persistence/journalStore';
import { createDataSource } from '../../src/database/dataSource';
import { inTransaction } from '../../src/database/transaction';
import { createTestDatabase, type TestDatabase } from '../support/database';

type DataSource = ReturnType<typeof createDataSource>;

const A = '00000000-0000-4000-8000-00000000000a';
const B = '00000000-0000-4000-8000-00000000000b';

let database: TestDatabase;
let dataSource: DataSource;
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource({ url: database.appUrl, poolSize: 8, name: 'journal-test' }).initialize();
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

const write = (subjectId: string, act: string, details: Readonly<Record<string, unknown>> = {}) =>
  inTransaction(dataSource, (tx) =>
    writeJournal(tx, [
      {
        subjectKind: 'TASK',
        subjectId,
        act,
        actorId: null,
        onBehalfOf: null,
        source: 'CLI',
        details,
        at: 1_700_000_000_123,
      },
    ]),
  );
const seal = (day: string) => inTransaction(dataSource, (tx) => sealDay(tx, day));
const faults = async () => (await verifyJournal(dataSource)).faults;

/** What somebody who owns the database could do: the triggers do not stop them. */
async function tamper(sql: string): Promise<void> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query('alter table journal_entry disable trigger user');
    await client.query('alter table journal_seal disable trigger user');
    await client.query(sql);
    await client.query('alter table journal_entry enable trigger user');
    await client.query('alter table journal_seal enable trigger user');
  } finally {
    await client.end();
  }
}

async function aStory(): Promise<void> {
  await write(A, 'CREATED', { dueOn: '2024-01-10', z: 1, a: { y: [1, 2.5, null], x: 'đ "quoted" \\ \u2028' } });
  await write(B, 'CREATED');
  await seal('2024-01-08');
  await write(A, 'EXTENDED', { from: '2024-01-10', dueOn: '2024-01-12' });
  await write(A, 'DONE');
  await write(B, 'DONE');
  await seal('2024-01-09');
  await write(B, 'RETURNED');
}

describe('the journal', () => {
  it('that nobody has touched has no fault', async () => {
    await aStory();
    expect(await verifyJournal(dataSource)).toEqual({ entries: 6, chains: 2, seals: 2, faults: [] });
  });

  it('that is empty has none', async () => {
    await seal('2024-01-08');
    expect(await verifyJournal(dataSource)).toEqual({ entries: 0, chains: 0, seals: 1, faults: [] });
  });

  it.each<[string, string, object[]]>([
    [
      'an altered entry',
      `update journal_entry set details = '{"dueOn": "2024-01-31"}' where act = 'EXTENDED'`,
      [{ subjectId: A, sequence: 2, what: 'ALTERED' }],
    ],
    [
      'another time',
      `update journal_entry set at = at - interval '1 hour' where act = 'DONE' and subject_id = '${B}'`,
      [{ subjectId: B, sequence: 2, what: 'ALTERED' }],
    ],
    [
      'a deleted entry',
      `delete from journal_entry where act = 'EXTENDED'`,
      [{ subjectId: A, sequence: 3, what: 'MISSING' }],
    ],
    [
      'a deleted end of a chain',
      `delete from journal_entry where act = 'RETURNED'`,
      [{ subjectId: B, sequence: 3, what: 'HEAD_MISMATCH' }],
    ],
    [
      'a deleted chain',
      `delete from journal_entry where subject_id = '${B}'; delete from journal_head where subject_id = '${B}'`,
      [
        { subjectId: null, sequence: null, what: 'SEAL_MISMATCH', onDate: '2024-01-08' },
        { subjectId: null, sequence: null, what: 'SEAL_MISMATCH', onDate: '2024-01-09' },
      ],
    ],
    [
      'a deleted head',
      `delete from journal_head where subject_id = '${A}'`,
      [{ subjectId: A, sequence: 3, what: 'HEAD_MISMATCH' }],
    ],
    [
      'an altered seal',
      `update journal_seal set hash = decode(repeat('00', 32), 'hex') where on_date = '2024-01-09'`,
      [{ subjectId: null, sequence: null, what: 'SEAL_MISMATCH', onDate: '2024-01-09' }],
    ],
  ])('%s is found', async (_what, sql, expected) => {
    await aStory();
    await tamper(sql);
    expect(await faults()).toEqual(expected);
  });

  it('a chain that was computed anew after an alteration is found by its seal', async () => {
    await aStory();
    // The whole of B's chain is written again from its start, with hashes that fit each other, heads included.
    await tamper(
      `delete from journal_entry where subject_id = '${B}'; delete from journal_head where subject_id = '${B}'`,
    );
    await write(B, 'CREATED');
    await write(B, 'DONE');
    expect((await faults()).map((one) => [one.what, one.onDate])).toEqual([
      ['SEAL_MISMATCH', '2024-01-08'],
      ['SEAL_MISMATCH', '2024-01-09'],
    ]);
  });

  it('the application itself can alter neither entries nor seals', async () => {
    await aStory();
    for (const sql of [`update journal_entry set act = 'X'`, 'delete from journal_entry', 'delete from journal_seal']) {
      await expect(inTransaction(dataSource, (tx) => tx.rows(sql))).rejects.toThrow('permission denied');
    }
  });
});

describe('the daily seal', () => {
  it('is set once a day, however many ask for it at once', async () => {
    await write(A, 'CREATED');
    const seals = await Promise.all(Array.from({ length: 4 }, () => seal('2024-01-08')));
    expect(new Set(seals.map((one) => one.hash.toString('hex'))).size).toBe(1);
    await write(A, 'DONE');
    expect((await seal('2024-01-08')).hash).toEqual(seals[0]?.hash);
    expect((await seal('2024-01-07')).onDate).toBe('2024-01-08');
    expect(await faults()).toEqual([]);
  });

  it('holds what people write at the same time either whole or not at all', async () => {
    const writers = Array.from({ length: 6 }, async (_, index) => {
      const subject = `00000000-0000-4000-8000-0000000000${String(index + 10)}`;
      for (let n = 0; n < 10; n += 1) await write(subject, `ACT_${String(n)}`);
    });
    const sealers = (async () => {
      for (let day = 1; day <= 9; day += 1) await seal(`2024-01-0${String(day)}`);
    })();
    await Promise.all([...writers, sealers]);
    expect(await verifyJournal(dataSource)).toEqual({ entries: 60, chains: 6, seals: 9, faults: [] });
  });
});
