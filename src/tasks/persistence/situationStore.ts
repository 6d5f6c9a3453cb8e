import type { StageState } from '../../campaigns/domain/campaign';
import type { Tx } from '../../database/transaction';
import type { SituationFacts } from '../domain/situation';

/** By task: the state of its stage, its fired escalations, and whether an extension waits for its decision. */
export async function situationFacts(tx: Tx, taskIds: readonly string[]): Promise<Map<string, SituationFacts>> {
  const rows = await tx.rows<{
    id: string;
    stage_state: StageState;
    has_open_request: boolean;
    fired: { rule: string; isOpen: boolean; recipients: string[] }[] | null;
  }>(
    `select t.id, g.state as stage_state,
            exists (select 1 from extension_request r where r.task_id = t.id and r.state = 'ASKED') as has_open_request,
            (select jsonb_agg(jsonb_build_object('rule', e.rule, 'isOpen', e.is_open, 'recipients', e.recipients)
                              order by e.rule_order, e.rule)
               from (select s.rule, min(s.rule_order) as rule_order, bool_or(a.step_id is null) as is_open,
                            coalesce(array_agg(distinct r.id) filter (where r.id is not null), '{}') as recipients
                       from deadline_step s
                       left join escalation_acknowledgement a on a.step_id = s.id
                       left join lateral unnest(s.recipients) as r (id) on true
                      where s.task_id = t.id and s.kind = 'ESCALATION' and s.status = 'FIRED'
                      group by s.rule) as e) as fired
       from task t join stage g on g.id = t.stage_id
      where t.id = any($1)`,
    [taskIds],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      { stage: row.stage_state, hasOpenRequest: row.has_open_request, fired: row.fired ?? [] },
    ]),
  );
}

/** The campaigns of these tasks, in a fixed order, each with its tasks; those that the authority does not have are left out. */
export async function campaignsOfTasks(
  tx: Tx,
  authorityId: string,
  taskIds: readonly string[],
): Promise<{ readonly campaignId: string; readonly taskIds: readonly string[] }[]> {
  return tx.rows(
    `select t.campaign_id as "campaignId", array_agg(t.id order by t.id) as "taskIds"
       from task t join campaign c on c.id = t.campaign_id and c.authority_id = $1
      where t.id = any($2) group by t.campaign_id order by t.campaign_id`,
    [authorityId, taskIds],
  );
}
