import type { Tx } from '../../database/transaction';

export interface Account {
  readonly personId: string;
  readonly login: string;
  readonly passwordHash: string | null;
}

const COLUMNS = 'a.person_id as "personId", a.login, a.password_hash as "passwordHash"';

/** Accounts of active people with this login: of one authority, or wherever it is used. */
export async function accountsWithLogin(tx: Tx, login: string, authorityKey: string | null): Promise<Account[]> {
  return tx.rows<Account>(
    `select ${COLUMNS}
       from account a join person p on p.id = a.person_id and p.is_active join authority u on u.id = a.authority_id
      where lower(a.login) = lower($1) and ($2::text is null or u.key = $2)
      order by u.key`,
    [login, authorityKey],
  );
}

export async function accountOf(tx: Tx, personId: string): Promise<Account | undefined> {
  const [account] = await tx.rows<Account>(`select ${COLUMNS} from account a where a.person_id = $1`, [personId]);
  return account;
}

/** Accounts that may be entered by the demo sign-in: only where the authority itself was seeded as a demo. */
export async function demoAccountsWithLogin(tx: Tx, login: string, authorityKey: string | null): Promise<Account[]> {
  return tx.rows<Account>(
    `select ${COLUMNS}
       from account a
       join person p on p.id = a.person_id and p.is_active
       join authority u on u.id = a.authority_id and u.is_demo
      where a.is_demo and lower(a.login) = lower($1) and ($2::text is null or u.key = $2)`,
    [login, authorityKey],
  );
}

export interface DemoAccountRow {
  readonly login: string;
  readonly name: string;
  readonly authority: { readonly key: string; readonly name: string };
  readonly holdings: readonly { readonly organisation: string; readonly kind: string; readonly role: string }[];
}

export async function demoAccounts(tx: Tx): Promise<DemoAccountRow[]> {
  return tx.rows<DemoAccountRow>(
    `select a.login, p.name, jsonb_build_object('key', u.key, 'name', u.name) as authority,
            coalesce(jsonb_agg(jsonb_build_object('organisation', o.name, 'kind', o.kind, 'role', h.role)
                               order by o.key, h.role) filter (where o.id is not null), '[]') as holdings
       from account a
       join person p on p.id = a.person_id and p.is_active
       join authority u on u.id = a.authority_id and u.is_demo
       left join role_holding h on h.person_id = p.id
        and (now() at time zone u.time_zone)::date between h.valid_from and h.valid_to
       left join organisation o on o.id = h.organisation_id
      where a.is_demo
      group by a.login, p.name, u.key, u.name
      order by u.key, min((o.kind = 'UNIT')::int), min(o.key) collate "C", a.login collate "C"`,
  );
}

export async function insertAccount(tx: Tx, personId: string, login: string): Promise<void> {
  await tx.rows(
    `insert into account (person_id, authority_id, login) select id, authority_id, $2 from person where id = $1`,
    [personId, login],
  );
}

export async function changePasswordHash(tx: Tx, personId: string, passwordHash: string): Promise<void> {
  await tx.rows('update account set password_hash = $2, password_changed_at = now() where person_id = $1', [
    personId,
    passwordHash,
  ]);
}

/** The same password, hashed at today's cost; not if it has been changed meanwhile. */
export async function renewPasswordHash(tx: Tx, account: Account, passwordHash: string): Promise<void> {
  await tx.rows('update account set password_hash = $3 where person_id = $1 and password_hash = $2', [
    account.personId,
    account.passwordHash,
    passwordHash,
  ]);
}

/** One demo account for each person that is named by an office they hold (`official@11155`). */
export async function insertDemoAccounts(tx: Tx, authorityId: string): Promise<number> {
  const rows = await tx.rows(
    `insert into account (person_id, authority_id, login, is_demo)
     select distinct p.id, p.authority_id, p.key, true
       from person p
       join authority u on u.id = p.authority_id and u.is_demo
       join role_holding h on h.person_id = p.id
       join organisation o on o.id = h.organisation_id and p.key = h.role || '@' || o.key
      where p.authority_id = $1
     on conflict do nothing
     returning person_id`,
    [authorityId],
  );
  return rows.length;
}

/** The body that is the authority itself: where the roles of the system are held. */
export async function authorityBody(
  tx: Tx,
  authorityId: string,
): Promise<{ key: string; name: string; isDemo: boolean } | undefined> {
  const [body] = await tx.rows<{ key: string; name: string; isDemo: boolean }>(
    `select o.key, o.name, u.is_demo as "isDemo"
       from organisation o join authority u on u.id = o.authority_id
      where o.authority_id = $1 and o.kind = 'AUTHORITY' order by o.key limit 1`,
    [authorityId],
  );
  return body;
}
