import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, type Day, type Instant } from '../../shared/instant';
import type { TaskState } from '../../tasks/domain/task';

/** A task as a preview compares it before and after. */
export interface ComparedTask {
  readonly id: string;
  readonly stage: string;
  readonly task: string;
  readonly title: string;
  readonly unit: string | null;
  readonly field: string | null;
  readonly state: TaskState;
  readonly dueOn: Day;
  readonly closesAt: Instant | null;
}

/** The tasks of these templates (null: of all), in plan order. */
export async function tasksToCompare(
  tx: Tx,
  campaignId: string,
  templates: readonly string[] | null,
): Promise<ComparedTask[]> {
  const rows = await tx.rows<Omit<ComparedTask, 'closesAt'> & { readonly closesAt: Date | null }>(
    `select t.id, g.key as stage, t.template as task, t.title, t.unit_code as unit, t.field, t.state, t.due_on as "dueOn",
            t.closes_at as "closesAt"
       from task t join stage g on g.id = t.stage_id
      where t.campaign_id = $1 and ($2::text[] is null or t.template = any($2))
      order by g.position, t.template_position, t.position`,
    [campaignId, templates],
  );
  return rows.map((row) => ({ ...row, closesAt: instantOrNull(row.closesAt) }));
}

/** A row of the ledger as a preview compares it. */
export interface ComparedStep {
  readonly id: string;
  readonly taskId: string;
  readonly kind: string;
  readonly rule: string;
  readonly repetition: number;
  readonly version: number;
  readonly plannedAt: Instant;
  readonly status: string;
  readonly reason: string | null;
}

/** The ledger of the tasks of these templates, in the order of their tasks. */
export async function stepsToCompare(
  tx: Tx,
  campaignId: string,
  templates: readonly string[],
): Promise<ComparedStep[]> {
  const rows = await tx.rows<Omit<ComparedStep, 'plannedAt'> & { readonly plannedAt: Date }>(
    `select s.id, s.task_id as "taskId", s.kind, s.rule, s.repetition, s.version, s.planned_at as "plannedAt", s.status,
            s.reason
       from deadline_step s join task t on t.id = s.task_id join stage g on g.id = t.stage_id
      where s.campaign_id = $1 and t.template = any($2)
      order by g.position, t.template_position, t.position, s.planned_at, s.kind desc, s.rule_order, s.version`,
    [campaignId, templates],
  );
  return rows.map((row) => ({ ...row, plannedAt: instantOf(row.plannedAt) }));
}
