import 'reflect-metadata';
import { join } from 'node:path';
import { types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** Days stay text `YYYY-MM-DD`: a `Date` would put them into the process's zone. */
types.setTypeParser(types.builtins.DATE, (value) => value);

/** The running system's connections to its database. */
export type DatabasePool = DataSource;

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown in PostgreSQL's list of connections. */
  readonly name: string;
}

/** A data source of the running system. It never migrates by itself and never synchronises. */
export function createDataSource({ url, poolSize, name }: DatabaseOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: name,
    poolSize,
    migrations: [join(__dirname, '..', '..', 'migrations', '*.{ts,js}')],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    // Statements that never end would hold task rows locked: the longest batch takes seconds.
    extra: { statement_timeout: 120_000, idle_in_transaction_session_timeout: 60_000 },
  } satisfies DataSourceOptions);
}
