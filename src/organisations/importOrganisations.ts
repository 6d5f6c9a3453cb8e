import type { Tx } from '../database/transaction';
import type { OrganisationsFile } from './domain/organisations';

/**
 * Brings an authority's bodies and units into the database; what is there already gets its new name. Returns the
 * authority's id.
 */
export async function importOrganisations(
  tx: Tx,
  file: OrganisationsFile,
  options: { readonly isDemo: boolean },
): Promise<string> {
  const { tenant } = file;
  const [authority] = await tx.rows<{ id: string }>(
    `insert into authority (key, name, province, place_name, time_zone, is_demo) values ($1, $2, $3, $4, $5, $6)
     on conflict (key) do update set name = excluded.name, province = excluded.province, place_name = excluded.place_name
     returning id`,
    [tenant.key, tenant.name, tenant.province ?? null, tenant.placeName ?? null, tenant.timeZone, options.isDemo],
  );
  if (authority === undefined) throw new Error(`The authority ${tenant.key} was not written`);
  await importBodies(tx, authority.id, file);
  await importUnits(tx, authority.id, file);
  return authority.id;
}

async function importBodies(tx: Tx, authorityId: string, { bodies }: OrganisationsFile): Promise<void> {
  await tx.rows(
    `insert into organisation (authority_id, key, name, kind)
     select $1, key, name, kind from unnest($2::text[], $3::text[], $4::text[]) as b (key, name, kind)
     on conflict (authority_id, key, valid_from) do update set name = excluded.name`,
    [authorityId, bodies.map((body) => body.key), bodies.map((body) => body.name), bodies.map((body) => body.kind)],
  );
}

async function importUnits(tx: Tx, authorityId: string, { units }: OrganisationsFile): Promise<void> {
  await tx.rows(
    `insert into organisation (authority_id, key, name, kind, unit_type, valid_from, valid_to)
     select $1, key, name, 'UNIT', type, coalesce(valid_from, '-infinity'), coalesce(valid_to, 'infinity')
       from unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::date[]) as u (key, name, type, valid_from, valid_to)
     on conflict (authority_id, key, valid_from)
        do update set name = excluded.name, unit_type = excluded.unit_type, valid_to = excluded.valid_to`,
    [
      authorityId,
      units.map((unit) => unit.code),
      units.map((unit) => unit.name),
      units.map((unit) => unit.type ?? null),
      units.map((unit) => unit.validFrom ?? null),
      units.map((unit) => unit.validTo ?? null),
    ],
  );
  const succeeding = units.flatMap((unit) => (unit.predecessors ?? []).map((predecessor) => ({ unit, predecessor })));
  await tx.rows(
    `insert into organisation_predecessor (organisation_id, predecessor_id)
     select u.id, p.id
       from unnest($2::text[], $3::date[], $4::text[], $5::date[]) as s (code, valid_from, before, before_from)
       join organisation u on u.authority_id = $1 and u.key = s.code and u.valid_from = coalesce(s.valid_from, '-infinity')
       join organisation p on p.authority_id = $1 and p.key = s.before and p.valid_from = s.before_from
     on conflict do nothing`,
    [
      authorityId,
      succeeding.map(({ unit }) => unit.code),
      succeeding.map(({ unit }) => unit.validFrom ?? null),
      succeeding.map(({ predecessor }) => predecessor.code),
      succeeding.map(({ predecessor }) => predecessor.validFrom),
    ],
  );
}

/** Whether anything was imported yet. */
export async function hasAuthority(tx: Tx): Promise<boolean> {
  const rows = await tx.rows('select 1 from authority limit 1');
  return rows.length > 0;
}
