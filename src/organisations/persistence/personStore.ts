import type { Tx } from '../../database/transaction';
import type { Day } from '../../shared/instant';

/** How the people of an authority are called, by id. */
export async function personNames(
  tx: Tx,
  authorityId: string,
): Promise<Map<string, { readonly key: string; readonly name: string }>> {
  const rows = await tx.rows<{ id: string; key: string; name: string }>(
    'select id, key, name from person where authority_id = $1',
    [authorityId],
  );
  return new Map(rows.map(({ id, key, name }) => [id, { key, name }]));
}

export interface PersonRow {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly isActive: boolean;
}

const PERSON = 'p.id, p.key, p.name, p.email, p.is_active as "isActive"';

/** One person of an authority, held against other changes; undefined if there is none of this id. */
export async function lockPerson(tx: Tx, authorityId: string, personId: string): Promise<PersonRow | undefined> {
  const [row] = await tx.rows<PersonRow>(
    `select ${PERSON} from person p where p.authority_id = $1 and p.id = $2 for no key update`,
    [authorityId, personId],
  );
  return row;
}

export interface HeldRole {
  readonly id: string;
  readonly role: string;
  readonly organisation: { readonly id: string; readonly key: string; readonly name: string; readonly kind: string };
  readonly fromOn: Day | null;
  readonly toOn: Day | null;
}

export interface PlannedAbsence {
  readonly id: string;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly substitute: { readonly id: string; readonly key: string; readonly name: string } | null;
}

export interface PersonLine extends PersonRow {
  readonly roles: readonly HeldRole[];
  readonly absences: readonly PlannedAbsence[];
}

/** What of the list of people is asked for; null: not limited by that. */
export interface PeopleQuestion {
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly text: string | null;
  readonly after: string | null;
  readonly limit: number;
}

const OPEN_DAY = (column: string): string => `case when isfinite(${column}) then ${column} end`;

/** One page of people with their roles and absences, by key; one more than asked tells of a next page. */
export function peoplePage(
  tx: Tx,
  authorityId: string,
  { personId, organisationId, text, after, limit }: PeopleQuestion,
): Promise<PersonLine[]> {
  return tx.rows<PersonLine>(
    `select ${PERSON},
            coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'role', h.role, 'fromOn', ${OPEN_DAY('h.valid_from')},
                               'toOn', ${OPEN_DAY('h.valid_to')}, 'organisation',
                               jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name, 'kind', o.kind))
                               order by h.valid_from, o.key, h.role)
                        from role_holding h join organisation o on o.id = h.organisation_id
                       where h.person_id = p.id), '[]') as roles,
            coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'fromOn', a.from_on, 'toOn', a.to_on, 'substitute',
                               case when s.id is not null
                                    then jsonb_build_object('id', s.id, 'key', s.key, 'name', s.name) end)
                               order by a.from_on)
                        from absence a left join person s on s.id = a.substitute_id
                       where a.person_id = p.id), '[]') as absences
       from person p
      where p.authority_id = $1
        and ($2::uuid is null or p.id = $2)
        and ($3::uuid is null or exists (select 1 from role_holding h where h.person_id = p.id and h.organisation_id = $3))
        and ($4::text is null or strpos(plain_text(p.name || ' ' || p.key), plain_text($4)) > 0)
        and ($5::uuid is null or p.key collate "C" > (select a.key collate "C" from person a where a.id = $5))
      order by p.key collate "C" limit $6 + 1`,
    [authorityId, personId, organisationId, text, after, limit],
  );
}

/** A new person's id; the database refuses a key that is there already (`person_key_unique`). */
export async function insertPerson(
  tx: Tx,
  authorityId: string,
  person: { readonly key: string; readonly name: string; readonly email: string },
): Promise<string> {
  const [row] = await tx.rows<{ id: string }>(
    'insert into person (authority_id, key, name, email) values ($1, $2, $3, $4) returning id',
    [authorityId, person.key, person.name, person.email],
  );
  if (row === undefined) throw new Error('The person was not written');
  return row.id;
}

export async function updatePerson(tx: Tx, person: PersonRow): Promise<void> {
  await tx.rows('update person set name = $2, email = $3, is_active = $4 where id = $1', [
    person.id,
    person.name,
    person.email,
    person.isActive,
  ]);
}

export interface NewRole {
  readonly personId: string;
  readonly organisationId: string;
  readonly role: string;
  readonly fromOn: Day;
  /** Null: until it is ended. */
  readonly toOn: Day | null;
}

/** Gives a role; undefined if the person holds it on some of these days already. */
export async function insertRole(tx: Tx, role: NewRole): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into role_holding (person_id, organisation_id, role, valid_from, valid_to)
     select $1::uuid, $2::uuid, $3::text, $4::date, coalesce($5::date, 'infinity')
      where not exists (select 1 from role_holding
                         where person_id = $1 and organisation_id = $2 and role = $3
                           and valid_from <= coalesce($5::date, 'infinity') and $4::date <= valid_to)
     returning id`,
    [role.personId, role.organisationId, role.role, role.fromOn, role.toOn],
  );
  return row?.id;
}

export interface RoleRow {
  readonly organisationId: string;
  readonly role: string;
}

/** Ends a role: it is held to `lastOn` at most; one that began later never was. Undefined: the person has no such role. */
export async function endRole(tx: Tx, personId: string, roleId: string, lastOn: Day): Promise<RoleRow | undefined> {
  const [row] = await tx.rows<RoleRow>(
    `with gone as (delete from role_holding where id = $2 and person_id = $1 and valid_from > $3::date
                   returning organisation_id, role),
          ended as (update role_holding set valid_to = least(valid_to, $3::date)
                     where id = $2 and person_id = $1 and valid_from <= $3::date returning organisation_id, role)
     select organisation_id as "organisationId", role from gone
     union all select organisation_id, role from ended`,
    [personId, roleId, lastOn],
  );
  return row;
}

export interface NewAbsence {
  readonly personId: string;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly substituteId: string | null;
}

/** Notes an absence; undefined if another one of this person meets its days. */
export async function insertAbsence(tx: Tx, absence: NewAbsence): Promise<string | undefined> {
  const [row] = await tx.rows<{ id: string }>(
    `insert into absence (person_id, from_on, to_on, substitute_id)
     select $1::uuid, $2::date, $3::date, $4::uuid
      where not exists (select 1 from absence where person_id = $1 and from_on <= $3::date and $2::date <= to_on)
     returning id`,
    [absence.personId, absence.fromOn, absence.toOn, absence.substituteId],
  );
  return row?.id;
}

/** Takes an absence back; false: the person has no such absence. */
export async function deleteAbsence(tx: Tx, personId: string, absenceId: string): Promise<boolean> {
  const rows = await tx.rows('delete from absence where id = $2 and person_id = $1 returning id', [
    personId,
    absenceId,
  ]);
  return rows.length > 0;
}
