import type { Tx } from '../../database/transaction';
import type { Plan } from '../../plans/domain/plan';
import { isoOf, type Day, type Instant } from '../../shared/instant';
import type { ClockKind } from '../domain/campaign';

export interface NewCampaign {
  readonly authorityId: string;
  readonly planId: string;
  readonly calendarId: string;
  readonly plan: Plan;
  readonly clock: ClockKind;
  readonly launchedAt: Instant;
}

export async function insertCampaign(tx: Tx, campaign: NewCampaign): Promise<string> {
  const launchedAt = isoOf(campaign.launchedAt);
  const [row] = await tx.rows<{ id: string }>(
    `insert into campaign (authority_id, plan_id, calendar_id, plan, state, clock, clock_at, launched_at)
     values ($1, $2, $3, $4, 'RUNNING', $5, $6, $7) returning id`,
    [
      campaign.authorityId,
      campaign.planId,
      campaign.calendarId,
      JSON.stringify(campaign.plan),
      campaign.clock,
      campaign.clock === 'REHEARSAL' ? launchedAt : null,
      launchedAt,
    ],
  );
  if (row === undefined) throw new Error('The campaign was not written');
  return row.id;
}

/** The units valid on the day of launch, by code as text: the order of everything done for each unit. */
export async function insertUnitsValidOn(tx: Tx, campaignId: string, authorityId: string, day: Day): Promise<void> {
  await tx.rows(
    `insert into campaign_unit (campaign_id, organisation_id, code, position)
     select $1, id, key, row_number() over (order by key collate "C") - 1
       from organisation
      where authority_id = $2 and kind = 'UNIT' and $3::date between valid_from and valid_to`,
    [campaignId, authorityId, day],
  );
}

export async function insertFieldAssignments(
  tx: Tx,
  campaignId: string,
  authorityId: string,
  assignments: readonly { readonly field: string; readonly body: string }[],
): Promise<void> {
  await tx.rows(
    `insert into field_assignment (campaign_id, field, organisation_id, position)
     select $1, a.field, o.id, a.position
       from unnest($3::text[], $4::text[]) with ordinality as a (field, body, position)
       join organisation o on o.authority_id = $2 and o.key = a.body and o.kind <> 'UNIT'`,
    [campaignId, authorityId, assignments.map((one) => one.field), assignments.map((one) => one.body)],
  );
}

export async function insertStages(
  tx: Tx,
  campaignId: string,
  stages: readonly { readonly key: string; readonly dueOn: Day; readonly opensAt: Instant | null }[],
): Promise<void> {
  await tx.rows(
    `insert into stage (campaign_id, key, position, due_on, opens_at)
     select $1, s.key, s.position - 1, s.due_on, s.opens_at
       from unnest($2::text[], $3::date[], $4::timestamptz[]) with ordinality as s (key, due_on, opens_at, position)`,
    [
      campaignId,
      stages.map((stage) => stage.key),
      stages.map((stage) => stage.dueOn),
      stages.map((stage) => (stage.opensAt === null ? null : isoOf(stage.opensAt))),
    ],
  );
}
