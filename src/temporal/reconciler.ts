import type { DatabasePool } from '../database/dataSource';
import { reading } from '../database/transaction';
import { DISPATCH_ID } from './persistence/outboxStore';
import type { TemporalGateway } from './gateway';

export interface Reconciled {
  readonly campaigns: number;
  readonly stages: number;
}

/**
 * Starts every workflow that the facts ask for and tells it to look: on start, every few minutes, and by the command
 * line. So Temporal may be lost entirely, and nothing is sent twice.
 */
export async function reconcile(dataSource: DatabasePool, gateway: TemporalGateway): Promise<Reconciled> {
  const campaigns = await reading(dataSource, (tx) =>
    tx.rows<{ id: string }>(`select id from campaign where state = 'RUNNING' order by launched_at`),
  );
  const stages = await reading(dataSource, (tx) =>
    tx.rows<{ id: string }>(
      `select g.id from stage g join campaign c on c.id = g.campaign_id
        where g.state = 'OPEN' and c.state = 'RUNNING' and c.clock = 'REAL'`,
    ),
  );
  for (const { id } of campaigns) await gateway.tell('CAMPAIGN', id);
  for (const { id } of stages) await gateway.tell('STAGE', id);
  await gateway.tell('DISPATCH', DISPATCH_ID);
  return { campaigns: campaigns.length, stages: stages.length };
}
