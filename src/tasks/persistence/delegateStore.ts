import type { Tx } from '../../database/transaction';
import type { Day } from '../../shared/instant';

export interface PersonNamed {
  readonly id: string;
  readonly name: string;
}

/** Who holds a role of an organisation on a day, by name in Vietnamese order; not those who only look after the system. */
export async function peopleWhoCanTake(tx: Tx, organisationId: string, day: Day): Promise<PersonNamed[]> {
  return tx.rows<PersonNamed>(
    `select p.id, p.name from person p
      where p.is_active
        and exists (select 1 from role_holding h
                     where h.person_id = p.id and h.organisation_id = $1 and $2::date between h.valid_from and h.valid_to
                       and h.role not in ('administrator', 'inspector'))
      order by p.name collate "vi-x-icu", p.id`,
    [organisationId, day],
  );
}

export async function namesOfPeople(tx: Tx, ids: readonly string[]): Promise<PersonNamed[]> {
  return ids.length === 0 ? [] : tx.rows<PersonNamed>('select id, name from person where id = any($1)', [ids]);
}
