import type { Tx } from '../../database/transaction';
import { ROLES_OF_KIND, type OrganisationKind } from '../../organisations/domain/organisations';
import { instantOf, instantOrNull, isoOf, type Instant } from '../../shared/instant';
import type {
  Campaign,
  CampaignPlaces,
  CampaignState,
  ClockKind,
  PlanInForce,
  Stage,
  StageState,
} from '../domain/campaign';

/**
 * How a transaction holds the campaign. `share`: an act or a run, beside others; the clock stands meanwhile.
 * `alone`: the order of one instant, a revision, a move of the clock.
 */
export type CampaignLock = 'none' | 'share' | 'alone';

const LOCK_CLAUSE = { none: '', share: 'for share of c', alone: 'for no key update of c' } as const satisfies Record<
  CampaignLock,
  string
>;

export interface CampaignRow {
  readonly id: string;
  readonly authority_id: string;
  readonly calendar_id: string;
  readonly state: CampaignState;
  readonly plan: PlanInForce;
  readonly clock: ClockKind;
  readonly clock_at: Date | null;
  readonly is_out: boolean;
  readonly version: number;
}

/**
 * Whoever wants the campaign waits in this queue, which is fair. PostgreSQL's row locks alone are not: under a rush of acts,
 * each with a share, the order of an instant would wait until the rush is over (measured: 20 acts at once, not in 15 s).
 */
const QUEUE_CLAUSE = {
  share: 'pg_advisory_xact_lock_shared',
  alone: 'pg_advisory_xact_lock',
} as const satisfies Record<Exclude<CampaignLock, 'none'>, string>;

/** Tells these advisory locks from others. */
const CAMPAIGN_QUEUE = 146;

/** One row, locked as asked; undefined if there is none of this id. */
export async function campaignRow(tx: Tx, campaignId: string, lock: CampaignLock): Promise<CampaignRow | undefined> {
  if (lock !== 'none') {
    await tx.rows(`select ${QUEUE_CLAUSE[lock]}($1, hashtext($2))`, [CAMPAIGN_QUEUE, campaignId]);
  }
  const [row] = await tx.rows<CampaignRow>(
    `select c.id, c.authority_id, c.calendar_id, c.state, c.plan, c.clock, c.clock_at, c.is_out, c.version
       from campaign c where c.id = $1 ${LOCK_CLAUSE[lock]}`,
    [campaignId],
  );
  return row;
}

/** The database's clock, in whole milliseconds: it alone decides races at a limit. */
export async function databaseNow(tx: Tx): Promise<Instant> {
  const [row] = await tx.rows<{ now: Date }>(`select date_trunc('milliseconds', clock_timestamp()) as now`);
  if (row === undefined) throw new Error('The database did not tell its time');
  return instantOf(row.now);
}

interface StageRow {
  readonly id: string;
  readonly key: string;
  readonly position: number;
  readonly state: StageState;
  readonly opens_at: Date | null;
  readonly opened_at: Date | null;
  readonly completed_at: Date | null;
  readonly due_on: string;
}

const STAGE_COLUMNS = 'id, key, position, state, opens_at, opened_at, completed_at, due_on';

/** The stages of a campaign in plan order. */
export async function stagesOf(tx: Tx, campaignId: string): Promise<Stage[]> {
  const rows = await tx.rows<StageRow>(`select ${STAGE_COLUMNS} from stage where campaign_id = $1 order by position`, [
    campaignId,
  ]);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    position: row.position,
    state: row.state,
    opensAt: instantOrNull(row.opens_at),
    openedAt: instantOrNull(row.opened_at),
    completedAt: instantOrNull(row.completed_at),
    dueOn: row.due_on,
  }));
}

export async function markStageOpened(tx: Tx, stageId: string, at: Instant): Promise<void> {
  await tx.rows(`update stage set state = 'OPEN', opened_at = $2 where id = $1`, [stageId, isoOf(at)]);
}

export async function markStageCompleted(tx: Tx, stageId: string, at: Instant): Promise<void> {
  await tx.rows(`update stage set state = 'COMPLETED', completed_at = $2 where id = $1`, [stageId, isoOf(at)]);
}

export async function markCampaignCompleted(tx: Tx, campaignId: string, at: Instant): Promise<void> {
  await tx.rows(`update campaign set state = 'COMPLETED', completed_at = $2, version = version + 1 where id = $1`, [
    campaignId,
    isoOf(at),
  ]);
}

/** What is not completed is cancelled. Returns all stages that are, and those of them that were open. */
export async function markStagesCancelled(
  tx: Tx,
  campaignId: string,
): Promise<{ readonly ended: string[]; readonly wereOpen: string[] }> {
  const before = await stagesOf(tx, campaignId);
  const rows = await tx.rows<{ id: string }>(
    `update stage set state = 'CANCELLED' where campaign_id = $1 and state in ('WAITING', 'OPEN') returning id`,
    [campaignId],
  );
  const wereOpen = before.filter((stage) => stage.state === 'OPEN').map((stage) => stage.id);
  return { ended: rows.map((row) => row.id), wereOpen };
}

export async function markCampaignCancelled(tx: Tx, campaignId: string, at: Instant, reason: string): Promise<void> {
  await tx.rows(
    `update campaign set state = 'CANCELLED', completed_at = $2, ended_reason = $3, is_out = false, version = version + 1
      where id = $1`,
    [campaignId, isoOf(at), reason],
  );
}

/** Units, field assignments and bodies of a campaign. */
export async function placesOf(tx: Tx, campaign: Pick<Campaign, 'id' | 'authorityId'>): Promise<CampaignPlaces> {
  const units = await tx.rows<{ organisation_id: string; code: string }>(
    'select organisation_id, code from campaign_unit where campaign_id = $1 order by position',
    [campaign.id],
  );
  const fields = await tx.rows<{ field: string; organisation_id: string }>(
    'select field, organisation_id from field_assignment where campaign_id = $1 order by position',
    [campaign.id],
  );
  const bodies = await tx.rows<{ id: string; key: string; kind: Exclude<OrganisationKind, 'UNIT'> }>(
    `select id, key, kind from organisation where authority_id = $1 and kind <> 'UNIT'`,
    [campaign.authorityId],
  );
  return {
    units: units.map((row) => ({ organisationId: row.organisation_id, code: row.code })),
    fields: fields.map((row) => ({ field: row.field, organisationId: row.organisation_id })),
    bodies: new Map(
      bodies.map((row) => [row.key, { organisationId: row.id, assigneeRole: ROLES_OF_KIND[row.kind].assignee }]),
    ),
  };
}

export async function savePlanInForce(tx: Tx, campaignId: string, plan: PlanInForce): Promise<void> {
  await tx.rows('update campaign set plan = $2, version = version + 1 where id = $1', [
    campaignId,
    JSON.stringify(plan),
  ]);
}

export async function setStageOpensAt(tx: Tx, stageId: string, opensAt: Instant | null): Promise<void> {
  await tx.rows('update stage set opens_at = $2 where id = $1', [stageId, opensAt === null ? null : isoOf(opensAt)]);
}

export async function campaignOfStage(tx: Tx, stageId: string): Promise<string> {
  const [row] = await tx.rows<{ campaign_id: string }>('select campaign_id from stage where id = $1', [stageId]);
  if (row === undefined) throw new Error(`There is no stage ${stageId}`);
  return row.campaign_id;
}
