import type { Tx } from '../../database/transaction';
import { instantOf, isoOf, type Instant } from '../../shared/instant';
import type { Campaign } from '../domain/campaign';

/**
 * The next instant after now at which something is planned in a campaign: a step, a closing, an opening (of a stage that
 * still waits for another the visit is in vain, and harmless), or mail that waits for working time.
 */
export async function nextInstantOfCampaign(tx: Tx, campaign: Campaign): Promise<Instant | null> {
  const [row] = await tx.rows<{ next: Date | null }>(
    `select least(
        (select min(planned_at) from deadline_step where campaign_id = $1 and status = 'PLANNED' and planned_at > $2
            and (kind = 'DIGEST' or $3)),
        (select min(closes_at) from task where campaign_id = $1 and state in ('OPEN', 'RETURNED') and closes_at > $2 and $3),
        (select min(opens_at) from stage where campaign_id = $1 and state = 'WAITING' and opens_at > $2),
        (select min(release_at) from message where campaign_id = $1 and status = 'QUEUED' and release_at > $2 and $3)
      ) as next`,
    // By the wall clock stages wake by themselves: the campaign waits for openings and digests only.
    [campaign.id, isoOf(campaign.now), campaign.clock === 'REHEARSAL'],
  );
  return row === undefined || row.next === null ? null : instantOf(row.next);
}

/** Sets a rehearsal's clock. It never goes back: what has fired has fired. */
export async function setClock(tx: Tx, campaignId: string, at: Instant): Promise<void> {
  await tx.rows(`update campaign set clock_at = greatest(clock_at, $2) where id = $1 and clock = 'REHEARSAL'`, [
    campaignId,
    isoOf(at),
  ]);
}

/** Begins or ends a rehearsed outage. */
export async function setOutage(tx: Tx, campaignId: string, isOut: boolean): Promise<void> {
  await tx.rows(`update campaign set is_out = $2 where id = $1 and clock = 'REHEARSAL'`, [campaignId, isOut]);
}
