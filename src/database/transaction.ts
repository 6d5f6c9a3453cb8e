import type { DataSource, QueryRunner } from 'typeorm';

/** Statements of one transaction. Everything that acts gets one, so that nobody writes beside the transaction by mistake. */
export interface Tx {
  /** The rows that a statement returns, also of INSERT, UPDATE and DELETE … RETURNING. */
  rows<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Serialization failure and deadlock: PostgreSQL asks for the transaction to be tried again. */
const TRY_AGAIN = new Set(['40001', '40P01']);
const MAX_TRIES = 4;

/**
 * Runs `work` in one transaction; what it throws rolls everything back. A transaction that PostgreSQL chose as the victim
 * of a deadlock runs again from its start, so `work` must have no effect beside the database.
 */
export async function inTransaction<Result>(
  dataSource: DataSource,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    const runner = dataSource.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work(txOf(runner));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      if (tried < MAX_TRIES && TRY_AGAIN.has(sqlState(error) ?? '')) continue;
      throw error;
    } finally {
      await runner.release();
    }
  }
}

/** Reads without a transaction of its own: each statement sees what is committed when it starts. */
export async function reading<Result>(dataSource: DataSource, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    return await work(txOf(runner));
  } finally {
    await runner.release();
  }
}

function txOf(runner: QueryRunner): Tx {
  return {
    rows: async <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => {
      const result = await runner.query(sql, [...parameters], true);
      return result.records as Row[];
    },
  };
}

/** PostgreSQL's five-character code of an error, if it is one of the driver's. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? sqlState(error.driverError) : undefined;
}
