import { inTransaction, reading, type Tx } from '../../database/transaction';

type DataSource = Parameters<typeof inTransaction>[0];

/** The database as controllers and services get it injected: only through transactions and reads, never the data source. */
export class Database {
  constructor(private readonly dataSource: DataSource) {}

  /** One transaction; what `work` throws rolls everything back. `work` may run again after a deadlock. */
  inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return inTransaction(this.dataSource, work);
  }

  /** Statements without a transaction of their own. */
  reading<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return reading(this.dataSource, work);
  }
}
