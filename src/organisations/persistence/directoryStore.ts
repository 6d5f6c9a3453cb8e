import type { Tx } from '../../database/transaction';
import type { Directory } from '../../deadlines/domain/recipients';
import type { Day } from '../../shared/instant';
import { ROLES_OF_KIND, type OrganisationKind } from '../domain/organisations';

/**
 * Who holds what in the organisations named and at the places of the plan's roles, on a day. Only what a run can ask for
 * is read: of 10,599 units those of its batch.
 */
export async function loadDirectory(
  tx: Tx,
  authorityId: string,
  organisationIds: readonly string[],
  planRoles: Readonly<Record<string, { readonly at: string }>>,
  day: Day,
): Promise<Directory> {
  const places = await organisationsNamed(
    tx,
    authorityId,
    organisationIds,
    Object.values(planRoles).map((role) => role.at),
  );
  const holders = await holdersAt(tx, [...places.keys()], day);
  const substitutes = await substitutesOn(tx, authorityId, day);
  const idOfKey = new Map([...places].map(([id, place]) => [place.key, id]));
  return {
    holders: (organisationId, role) => holders.get(`${organisationId} ${role}`) ?? [],
    leaderRole: (organisationId) => ROLES_OF_KIND[places.get(organisationId)?.kind ?? 'BODY'].leader,
    organisationOfPlanRole: (role) => {
      const at = planRoles[role]?.at;
      return at === undefined ? undefined : idOfKey.get(at);
    },
    substituteOf: (personId) => substitutes.get(personId),
  };
}

async function organisationsNamed(
  tx: Tx,
  authorityId: string,
  ids: readonly string[],
  keys: readonly string[],
): Promise<Map<string, { key: string; kind: OrganisationKind }>> {
  const rows = await tx.rows<{ id: string; key: string; kind: OrganisationKind }>(
    `select id, key, kind from organisation
      where id = any($1) or (authority_id = $2 and key = any($3) and kind <> 'UNIT')`,
    [[...new Set(ids)], authorityId, [...new Set(keys)]],
  );
  return new Map(rows.map((row) => [row.id, { key: row.key, kind: row.kind }]));
}

async function holdersAt(tx: Tx, organisationIds: readonly string[], day: Day): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ organisation_id: string; role: string; person_id: string }>(
    `select h.organisation_id, h.role, h.person_id
       from role_holding h join person p on p.id = h.person_id and p.is_active
      where h.organisation_id = any($1) and $2::date between h.valid_from and h.valid_to
      order by p.key`,
    [organisationIds, day],
  );
  const holders = new Map<string, string[]>();
  for (const row of rows) {
    const key = `${row.organisation_id} ${row.role}`;
    holders.set(key, [...(holders.get(key) ?? []), row.person_id]);
  }
  return holders;
}

async function substitutesOn(tx: Tx, authorityId: string, day: Day): Promise<Map<string, string | null>> {
  const rows = await tx.rows<{ person_id: string; substitute_id: string | null }>(
    `select distinct on (a.person_id) a.person_id, a.substitute_id
       from absence a join person p on p.id = a.person_id
      where p.authority_id = $1 and $2::date between a.from_on and a.to_on
      order by a.person_id, a.from_on desc`,
    [authorityId, day],
  );
  return new Map(rows.map((row) => [row.person_id, row.substitute_id]));
}
