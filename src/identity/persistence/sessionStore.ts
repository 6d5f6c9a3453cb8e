import type { Tx } from '../../database/transaction';
import type { OrganisationKind } from '../../organisations/domain/organisations';
import { permissionsOf } from '../domain/permissions';
import type { PersonHolding, SignedInPerson } from '../domain/person';

export interface NewSession {
  readonly idHash: Buffer;
  readonly personId: string;
  readonly maxMs: number;
  readonly userAgent: string | null;
  readonly ip: string | null;
}

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.rows(
    `insert into session (id_hash, person_id, created_at, last_seen_at, expires_at, user_agent, ip)
     values ($1, $2, now(), now(), now() + $3 * interval '1 millisecond', $4, $5)`,
    [session.idHash, session.personId, session.maxMs, session.userAgent, session.ip],
  );
}

/** So rarely, or every request would write. */
const SEEN_EVERY = `interval '1 minute'`;

/**
 * Who this session belongs to, with the roles of today; undefined: there is no such session, or it has ended, or the
 * person is no longer active. Notes that it was used.
 */
export async function personOfSession(tx: Tx, idHash: Buffer, idleMs: number): Promise<SignedInPerson | undefined> {
  const [row] = await tx.rows<{
    person_id: string;
    key: string;
    name: string;
    authority_id: string;
    today: string;
    is_seen_long_ago: boolean;
  }>(
    `select p.id as person_id, p.key, p.name, p.authority_id, (now() at time zone u.time_zone)::date as today,
            s.last_seen_at < now() - ${SEEN_EVERY} as is_seen_long_ago
       from session s join person p on p.id = s.person_id and p.is_active join authority u on u.id = p.authority_id
      where s.id_hash = $1 and s.expires_at > now() and s.last_seen_at > now() - $2 * interval '1 millisecond'`,
    [idHash, idleMs],
  );
  if (row === undefined) return undefined;
  if (row.is_seen_long_ago) await tx.rows('update session set last_seen_at = now() where id_hash = $1', [idHash]);
  const holdings = await holdingsOn(tx, row.person_id, row.today);
  return {
    personId: row.person_id,
    key: row.key,
    name: row.name,
    authorityId: row.authority_id,
    holdings,
    permissions: permissionsOf(holdings),
  };
}

/** One's own roles and those of the absent people for whom one stands in; the system's roles are never lent. */
async function holdingsOn(tx: Tx, personId: string, day: string): Promise<PersonHolding[]> {
  const rows = await tx.rows<{
    organisation_id: string;
    key: string;
    name: string;
    kind: OrganisationKind;
    role: string;
    on_behalf_of: string | null;
  }>(
    `select o.id as organisation_id, o.key, o.name, o.kind, h.role, h.on_behalf_of
       from (select organisation_id, role, valid_from, valid_to, null::uuid as on_behalf_of
               from role_holding where person_id = $1
              union
             select l.organisation_id, l.role, l.valid_from, l.valid_to, a.person_id
               from absence a
               join person p on p.id = a.person_id and p.is_active
               join role_holding l on l.person_id = a.person_id and l.role not in ('administrator', 'inspector')
              where a.substitute_id = $1 and $2::date between a.from_on and a.to_on) h
       join organisation o on o.id = h.organisation_id
      where $2::date between h.valid_from and h.valid_to
      order by h.on_behalf_of nulls first, o.key, h.role`,
    [personId, day],
  );
  return rows.map((row) => ({
    organisationId: row.organisation_id,
    organisationKey: row.key,
    organisationName: row.name,
    organisationKind: row.kind,
    role: row.role,
    onBehalfOf: row.on_behalf_of,
  }));
}

export async function deleteSession(tx: Tx, idHash: Buffer): Promise<void> {
  await tx.rows('delete from session where id_hash = $1', [idHash]);
}

export async function deleteOtherSessions(tx: Tx, personId: string, keptIdHash: Buffer | null): Promise<void> {
  await tx.rows('delete from session where person_id = $1 and id_hash is distinct from $2', [personId, keptIdHash]);
}

export async function deleteEndedSessions(tx: Tx, idleMs: number): Promise<void> {
  await tx.rows(
    `delete from session where id_hash in (
       select id_hash from session
        where expires_at <= now() or last_seen_at <= now() - $1 * interval '1 millisecond' limit 100 for update skip locked)`,
    [idleMs],
  );
}
