import type { StepKind, StepReason, StepStatus } from '../../deadlines/domain/step';
import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, type Instant } from '../../shared/instant';

/** A row of a task's ledger with the names of those it told. */
export interface LedgerRow {
  readonly id: string;
  readonly kind: StepKind;
  readonly rule: string;
  readonly repetition: number;
  readonly version: number;
  readonly plannedAt: Instant;
  readonly status: StepStatus;
  readonly reason: StepReason | null;
  readonly firedAt: Instant | null;
  readonly isFault: boolean;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
  /** `for`: the absent person whom the recipient stood in for. */
  readonly recipients: readonly { readonly name: string; readonly for: string | null }[];
}

/** All rows of a task, in the order of their instants. */
export async function ledgerOfTask(tx: Tx, taskId: string): Promise<LedgerRow[]> {
  const rows = await tx.rows<{
    id: string;
    kind: StepKind;
    rule: string;
    repetition: number;
    version: number;
    planned_at: Date;
    status: StepStatus;
    reason: StepReason | null;
    fired_at: Date | null;
    is_fault: boolean;
    acknowledged_at: Date | null;
    acknowledged_by: string | null;
    recipients: { name: string; for: string | null }[];
  }>(
    `select s.id, s.kind, s.rule, s.repetition, s.version, s.planned_at, s.status, s.reason, s.fired_at, s.is_fault,
            a.at as acknowledged_at, k.name as acknowledged_by,
            (select coalesce(jsonb_agg(jsonb_build_object('name', p.name, 'for', f.name) order by p.name collate "vi-x-icu", p.id), '[]')
               from unnest(s.recipients) as r (id)
               join person p on p.id = r.id
               left join message_step ms on ms.step_id = s.id and ms.to_id = r.id
               left join person f on f.id = ms.for_id) as recipients
       from deadline_step s
       left join escalation_acknowledgement a on a.step_id = s.id
       left join person k on k.id = a.acknowledged_by
      where s.task_id = $1
      order by s.planned_at, s.kind desc, s.rule_order, s.repetition, s.version`,
    [taskId],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    rule: row.rule,
    repetition: row.repetition,
    version: row.version,
    plannedAt: instantOf(row.planned_at),
    status: row.status,
    reason: row.reason,
    firedAt: instantOrNull(row.fired_at),
    isFault: row.is_fault,
    acknowledgedAt: instantOrNull(row.acknowledged_at),
    acknowledgedBy: row.acknowledged_by,
    recipients: row.recipients,
  }));
}
