import type { Tx } from '../../database/transaction';
import { isoOf, type Instant } from '../../shared/instant';

/** Acknowledges every fired row of an escalation rule on a task that is not acknowledged yet; counts both. */
export async function acknowledgeEscalation(
  tx: Tx,
  taskId: string,
  rule: string,
  personId: string | null,
  now: Instant,
): Promise<{ readonly fired: number; readonly acknowledged: number }> {
  const fired = await tx.rows<{ id: string }>(
    `select id from deadline_step where task_id = $1 and kind = 'ESCALATION' and rule = $2 and status = 'FIRED'`,
    [taskId, rule],
  );
  const acknowledged = await tx.rows(
    `insert into escalation_acknowledgement (step_id, acknowledged_by, at)
     select unnest($1::bigint[]), $2, $3 on conflict do nothing returning 1`,
    [fired.map((row) => row.id), personId, isoOf(now)],
  );
  return { fired: fired.length, acknowledged: acknowledged.length };
}
