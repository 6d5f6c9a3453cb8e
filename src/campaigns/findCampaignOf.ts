import type { Tx } from '../database/transaction';
import { AppError } from '../shared/http/appError';
import type { Campaign } from './domain/campaign';
import { findCampaign } from './loadCampaign';
import type { CampaignLock } from './persistence/campaignStore';

/**
 * A campaign of an authority; another authority's does not exist for its people.
 * @throws AppError NOT_FOUND
 */
export async function findCampaignOf(
  tx: Tx,
  authorityId: string,
  campaignId: string,
  lock: CampaignLock,
): Promise<Campaign> {
  const campaign = await findCampaign(tx, campaignId, lock);
  if (campaign?.authorityId !== authorityId) throw new AppError('NOT_FOUND');
  return campaign;
}

/**
 * The same, running and locked `alone`, for an act on the whole campaign.
 * @throws AppError NOT_FOUND, CAMPAIGN.ENDED
 */
export async function lockRunningCampaign(tx: Tx, authorityId: string, campaignId: string): Promise<Campaign> {
  const campaign = await findCampaignOf(tx, authorityId, campaignId, 'alone');
  if (campaign.state !== 'RUNNING') throw new AppError('CAMPAIGN.ENDED');
  return campaign;
}
