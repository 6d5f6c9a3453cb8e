import type { Tx } from '../../database/transaction';
import type { Day } from '../../shared/instant';
import type { BodyKind, OrganisationKind } from '../domain/organisations';

/** Everything of an authority that is no unit. */
export function bodiesOf(tx: Tx, authorityId: string): Promise<{ id: string; key: string; kind: BodyKind }[]> {
  return tx.rows<{ id: string; key: string; kind: BodyKind }>(
    `select id, key, kind from organisation where authority_id = $1 and kind <> 'UNIT' order by key collate "C"`,
    [authorityId],
  );
}

/** The units valid on a day, by code as text: the order of everything done for each unit. */
export function unitsOn(tx: Tx, authorityId: string, day: Day): Promise<{ id: string; code: string }[]> {
  return tx.rows<{ id: string; code: string }>(
    `select id, key as code from organisation
      where authority_id = $1 and kind = 'UNIT' and $2::date between valid_from and valid_to
      order by key collate "C"`,
    [authorityId, day],
  );
}

export interface AuthorityRow {
  readonly id: string;
  readonly key: string;
  readonly isDemo: boolean;
  /** Today, by the authority's time zone. */
  readonly today: Day;
}

export async function authorityOf(tx: Tx, authorityId: string): Promise<AuthorityRow> {
  const [row] = await tx.rows<AuthorityRow>(
    `select id, key, is_demo as "isDemo", (now() at time zone time_zone)::date as today from authority where id = $1`,
    [authorityId],
  );
  if (row === undefined) throw new Error(`There is no authority ${authorityId}`);
  return row;
}

/** What of the list of organisations is asked for; null: not limited by that. */
export interface OrganisationQuestion {
  readonly kind: OrganisationKind | null;
  readonly validOn: Day | null;
  /** Text within key or name, without accents. */
  readonly text: string | null;
  /** After this one, by kind of bodies first, then key and first day. */
  readonly after: string | null;
  readonly limit: number;
}

export interface OrganisationLine {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly unitType: string | null;
  /** Null: ever since, or for ever. */
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly predecessors: readonly { readonly id: string; readonly key: string; readonly name: string }[];
}

/** One page of the organisations of an authority: bodies, then units, by key; one row more than asked tells of a next page. */
export function organisationsPage(
  tx: Tx,
  authorityId: string,
  { kind, validOn, text, after, limit }: OrganisationQuestion,
): Promise<OrganisationLine[]> {
  return tx.rows<OrganisationLine>(
    `select o.id, o.key, o.name, o.kind, o.unit_type as "unitType",
            nullif(o.valid_from, '-infinity') as "validFrom", nullif(o.valid_to, 'infinity') as "validTo",
            coalesce((select jsonb_agg(jsonb_build_object('id', b.id, 'key', b.key, 'name', b.name) order by b.key)
                        from organisation_predecessor p join organisation b on b.id = p.predecessor_id
                       where p.organisation_id = o.id), '[]') as predecessors
       from organisation o
      where o.authority_id = $1
        and ($2::text is null or o.kind = $2)
        and ($3::date is null or $3 between o.valid_from and o.valid_to)
        and ($4::text is null or strpos(plain_text(o.name), plain_text($4)) > 0 or starts_with(o.key, $4))
        and ($5::uuid is null
             or (o.kind = 'UNIT', o.key collate "C", o.valid_from, o.id)
                > (select a.kind = 'UNIT', a.key collate "C", a.valid_from, a.id
                     from organisation a where a.id = $5 and a.authority_id = $1))
      order by o.kind = 'UNIT', o.key collate "C", o.valid_from, o.id
      limit $6 + 1`,
    [authorityId, kind, validOn, text, after, limit],
  );
}

/** One organisation of an authority, with its kind; undefined if there is none of this id. */
export async function organisationOf(
  tx: Tx,
  authorityId: string,
  organisationId: string,
): Promise<{ readonly id: string; readonly key: string; readonly kind: OrganisationKind } | undefined> {
  const [row] = await tx.rows<{ id: string; key: string; kind: OrganisationKind }>(
    'select id, key, kind from organisation where authority_id = $1 and id = $2',
    [authorityId, organisationId],
  );
  return row;
}
