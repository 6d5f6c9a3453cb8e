import type { Tx } from '../../database/transaction';

/** Open tasks that somebody takes over, by campaign. */
export interface OpenWork {
  readonly campaignId: string;
  readonly taskIds: readonly string[];
}

/**
 * The open tasks of an office: of those with this assignee role; for its leader (`leads`) all of its tasks. With
 * `predecessors`, those of the organisations that it replaces instead of its own.
 */
export function openWorkOfOffice(
  tx: Tx,
  office: { readonly organisationId: string; readonly role: string; readonly leads: boolean },
  of: 'ITSELF' | 'PREDECESSORS',
): Promise<OpenWork[]> {
  const { organisationId, role, leads } = office;
  return tx.rows<OpenWork>(
    `select t.campaign_id as "campaignId", array_agg(t.id order by t.due_on, t.template_position, t.position) as "taskIds"
       from task t join campaign c on c.id = t.campaign_id and c.state = 'RUNNING'
      where t.state in ('OPEN', 'RETURNED') and (t.role = $2 or $3)
        and case when $4 then t.organisation_id in (select predecessor_id from organisation_predecessor
                                                      where organisation_id = $1)
                 else t.organisation_id = $1 end
      group by t.campaign_id order by t.campaign_id`,
    [organisationId, role, leads, of === 'PREDECESSORS'],
  );
}

/** The open tasks that a person has: claimed by them, or unclaimed in a role that they hold on the campaign's day. */
export function openWorkOfPerson(tx: Tx, personId: string): Promise<OpenWork[]> {
  return tx.rows<OpenWork>(
    `select t.campaign_id as "campaignId", array_agg(t.id order by t.due_on, t.template_position, t.position) as "taskIds"
       from task t join campaign c on c.id = t.campaign_id and c.state = 'RUNNING'
      where t.state in ('OPEN', 'RETURNED')
        and (t.claimed_by = $1
             or (t.claimed_by is null
                 and exists (select 1 from role_holding h
                              where h.person_id = $1 and h.organisation_id = t.organisation_id and h.role = t.role
                                and (coalesce(c.clock_at, now()) at time zone (c.plan ->> 'timeZone'))::date
                                    between h.valid_from and h.valid_to)))
      group by t.campaign_id order by t.campaign_id`,
    [personId],
  );
}
