import { loadCalendar } from '../calendars/persistence/calendarStore';
import type { Tx } from '../database/transaction';
import { instantOf } from '../shared/instant';
import type { Campaign } from './domain/campaign';
import { campaignRow, databaseNow, type CampaignLock } from './persistence/campaignStore';

/** The campaign with its plan in force, calendar and clock; undefined if there is none of this id. */
export async function findCampaign(tx: Tx, campaignId: string, lock: CampaignLock): Promise<Campaign | undefined> {
  const row = await campaignRow(tx, campaignId, lock);
  if (row === undefined) return undefined;
  return {
    id: row.id,
    authorityId: row.authority_id,
    calendarId: row.calendar_id,
    state: row.state,
    plan: row.plan,
    calendar: await loadCalendar(tx, row.calendar_id, row.plan.timeZone, row.plan.workingTime),
    clock: row.clock,
    // Read after the lock: whoever waited for it gets the later time.
    now: row.clock_at === null ? await databaseNow(tx) : instantOf(row.clock_at),
    isOut: row.is_out,
    version: row.version,
  };
}

/** The same of a campaign that must exist. */
export async function loadCampaign(tx: Tx, campaignId: string, lock: CampaignLock): Promise<Campaign> {
  const campaign = await findCampaign(tx, campaignId, lock);
  if (campaign === undefined) throw new Error(`There is no campaign ${campaignId}`);
  return campaign;
}
