import { createDataSource } from './dataSource';

/** The role that the running system uses; the servers' start makes it, an operator makes it elsewhere (runbook). */
const APP_ROLE = 'don_doc_app';

/** Any number will do, as long as two processes that migrate at once ask for the same one. */
const MIGRATION_LOCK = 1_460_146;

/**
 * Brings the database to the newest schema and gives the app role its rights, if there is such a role. Two processes
 * may call it at once. Returns the names of the migrations that ran.
 */
export async function runMigrations(url: string): Promise<string[]> {
  const dataSource = await createDataSource({ url, poolSize: 2, name: 'don-doc migrate' }).initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations();
    await grantAppRights((sql) => dataSource.query(sql));
    return done.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await lock.release();
    await dataSource.destroy();
  }
}

/** Tables whose rows are proof: the app role may add to them, never change or remove. */
const APPEND_ONLY = ['journal_entry', 'journal_seal', 'escalation_acknowledgement', 'message_step'] as const;

async function grantAppRights(query: (sql: string) => Promise<unknown[]>): Promise<void> {
  const roles = await query(`select 1 from pg_roles where rolname = '${APP_ROLE}'`);
  if (roles.length === 0) return;
  await query(`
    grant usage on schema public to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema public to ${APP_ROLE};
    grant usage, select on all sequences in schema public to ${APP_ROLE};
    revoke insert, update, delete on migration from ${APP_ROLE};
    revoke delete on deadline_step, message, campaign, stage, task from ${APP_ROLE};
    revoke update, delete on ${APPEND_ONLY.join(', ')} from ${APP_ROLE};
  `);
}
