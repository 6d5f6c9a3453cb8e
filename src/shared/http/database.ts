import { inTransaction, reading, type Tx } from '../../database/transaction';

type DataSource = Parameters<typeof inTransaction>[0];

/** The database as controllers and services get it injected: only through transactions and reads, never the data source. */
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  /** One transaction; what `work` throws rolls everything back. `work` may run again after a deadlock. */
  inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return inTransaction(this.dataSource, work);
  }

  /**
   * What `work` would bring about: it runs in a transaction that is rolled back, so that a preview is the act itself and
   * cannot differ from it. Locks are held meanwhile as they are by the act.
   */
  async rolledBack<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    try {
      await this.inTransaction(async (tx) => {
        throw new PreviewDone(await work(tx));
      });
    } catch (error) {
      // Thrown two lines above with what `work` returned.
      if (error instanceof PreviewDone) return error.result as Result;
      throw error;
    }
    throw new Error('A preview was committed');
  }

  /** Statements without a transaction of their own. */
  reading<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return reading(this.dataSource, work);
  }
}

/** Carries the result of a preview out of the transaction that it rolls back. */
class PreviewDone extends Error {
  constructor(readonly result: unknown) {
    super('The preview is rolled back');
  }
}
