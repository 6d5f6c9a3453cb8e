import type { TaskTarget } from '../../campaigns/domain/campaign';
import type { ExistingTask } from '../../campaigns/domain/order';
import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, isoOf, type Day, type Instant } from '../../shared/instant';
import type { Task, TaskState } from '../domain/task';

export interface TaskRow {
  readonly id: string;
  readonly campaign_id: string;
  readonly stage_id: string;
  readonly template: string;
  readonly title: string;
  readonly unit_code: string | null;
  readonly field: string | null;
  readonly organisation_id: string;
  readonly role: string;
  readonly state: TaskState;
  readonly due_on: string;
  readonly has_own_due: boolean;
  readonly is_extended: boolean;
  readonly closes_at: Date | null;
  readonly created_at: Date;
  readonly done_at: Date | null;
  readonly claimed_by: string | null;
  readonly version: number;
}

const TASK_COLUMN_NAMES = [
  'id',
  'campaign_id',
  'stage_id',
  'template',
  'title',
  'unit_code',
  'field',
  'organisation_id',
  'role',
  'state',
  'due_on',
  'has_own_due',
  'is_extended',
  'closes_at',
  'created_at',
  'done_at',
  'claimed_by',
  'version',
] as const satisfies readonly (keyof TaskRow)[];
const TASK_COLUMNS = TASK_COLUMN_NAMES.join(', ');

/** The columns of a task for a query that joins the table under this name. */
export function taskColumns(table: string): string {
  return TASK_COLUMN_NAMES.map((name) => `${table}.${name}`).join(', ');
}

export function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    stageId: row.stage_id,
    template: row.template,
    title: row.title,
    unitCode: row.unit_code,
    field: row.field,
    organisationId: row.organisation_id,
    role: row.role,
    claimedBy: row.claimed_by,
    state: row.state,
    dueOn: row.due_on,
    hasOwnDue: row.has_own_due,
    isExtended: row.is_extended,
    closesAt: instantOrNull(row.closes_at),
    createdAt: instantOf(row.created_at),
    doneAt: instantOrNull(row.done_at),
    version: row.version,
  };
}

export interface NewTasks {
  readonly campaignId: string;
  readonly stageId: string;
  readonly template: string;
  readonly templatePosition: number;
  readonly title: string;
  readonly dueOn: Day;
  readonly closesAt: Instant | null;
  readonly createdAt: Instant;
}

/** Creates the tasks of one template; a task that exists already is left alone. Returns the ids of the new ones. */
export async function insertTasks(tx: Tx, common: NewTasks, targets: readonly TaskTarget[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `insert into task (campaign_id, stage_id, template, template_position, title, due_on, closes_at, created_at,
                       unit_id, unit_code, field, position, organisation_id, role)
     select $1, $2, $3, $4, $5, $6, $7, $8, t.*
       from unnest($9::uuid[], $10::text[], $11::text[], $12::int[], $13::uuid[], $14::text[])
              as t (unit_id, unit_code, field, position, organisation_id, role)
     on conflict on constraint task_unique do nothing
     returning id`,
    [
      common.campaignId,
      common.stageId,
      common.template,
      common.templatePosition,
      common.title,
      common.dueOn,
      common.closesAt === null ? null : isoOf(common.closesAt),
      isoOf(common.createdAt),
      targets.map((target) => target.unitId),
      targets.map((target) => target.unitCode),
      targets.map((target) => target.field),
      targets.map((target) => target.position),
      targets.map((target) => target.organisationId),
      targets.map((target) => target.role),
    ],
  );
  return rows.map((row) => row.id);
}

/** The tasks of a campaign's template that an act names, locked in a fixed order, so that two acts cannot wait for each other. */
export async function lockTasks(tx: Tx, taskIds: readonly string[]): Promise<Task[]> {
  const rows = await tx.rows<TaskRow>(
    `select ${TASK_COLUMNS} from task where id = any($1) order by id for no key update`,
    [taskIds],
  );
  return rows.map(taskOf);
}

/** The task for a unit or field (null: the only one) of a template, locked; undefined if it was not created. */
export async function lockTaskFor(
  tx: Tx,
  campaignId: string,
  template: string,
  unitCode: string | null,
  field: string | null,
): Promise<Task | undefined> {
  const [row] = await tx.rows<TaskRow>(
    `select ${TASK_COLUMNS} from task
      where campaign_id = $1 and template = $2 and unit_code is not distinct from $3 and field is not distinct from $4
        for no key update`,
    [campaignId, template, unitCode, field],
  );
  return row === undefined ? undefined : taskOf(row);
}

/** The unsettled tasks of a campaign, locked in a fixed order. */
export function lockUnsettledTasks(tx: Tx, campaignId: string): Promise<Task[]> {
  return lockTasksIn(tx, campaignId, ['OPEN', 'RETURNED']);
}

/** The tasks of a campaign on which work goes on or may go on: those that are done can be returned. */
export function lockTasksWithClosing(tx: Tx, campaignId: string): Promise<Task[]> {
  return lockTasksIn(tx, campaignId, ['OPEN', 'RETURNED', 'DONE']);
}

async function lockTasksIn(tx: Tx, campaignId: string, states: readonly TaskState[]): Promise<Task[]> {
  const rows = await tx.rows<TaskRow>(
    `select ${TASK_COLUMNS} from task where campaign_id = $1 and state = any($2) order by id for no key update`,
    [campaignId, states],
  );
  return rows.map(taskOf);
}

/** What changes about a task; what is not named stays. */
export interface TaskChange {
  readonly state?: TaskState;
  readonly dueOn?: Day;
  readonly hasOwnDue?: boolean;
  readonly isExtended?: boolean;
  readonly closesAt?: Instant | null;
  readonly doneAt?: Instant | null;
  readonly claimedBy?: string | null;
}

const CHANGED_COLUMN = {
  state: 'state',
  dueOn: 'due_on',
  hasOwnDue: 'has_own_due',
  isExtended: 'is_extended',
  closesAt: 'closes_at',
  doneAt: 'done_at',
  claimedBy: 'claimed_by',
} as const satisfies Record<keyof TaskChange, string>;

const INSTANT_COLUMNS = new Set<string>(['closesAt', 'doneAt']);

export async function changeTasks(tx: Tx, taskIds: readonly string[], change: TaskChange): Promise<void> {
  if (taskIds.length === 0) return;
  const entries = Object.entries(change) as [keyof TaskChange, TaskChange[keyof TaskChange]][];
  const sets = entries.map(([key], index) => `${CHANGED_COLUMN[key]} = $${String(index + 2)}`);
  const values = entries.map(([key, value]) =>
    INSTANT_COLUMNS.has(key) && typeof value === 'number' ? isoOf(value) : value,
  );
  await tx.rows(`update task set ${[...sets, 'version = version + 1'].join(', ')} where id = any($1)`, [
    taskIds,
    ...values,
  ]);
}

/** The tasks whose closing has come though they are not settled, marked MISSED. Returns their ids. */
export async function closeOverdueTasks(tx: Tx, campaignId: string, now: Instant): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    `update task set state = 'MISSED', version = version + 1
      where campaign_id = $1 and state in ('OPEN', 'RETURNED') and closes_at <= $2
      returning id`,
    [campaignId, isoOf(now)],
  );
  return rows.map((row) => row.id);
}

/** The tasks of a stage as far as others wait for them, of the templates named. */
export async function tasksOfTemplates(tx: Tx, stageId: string, templates: readonly string[]): Promise<ExistingTask[]> {
  const rows = await tx.rows<{ template: string; unit_id: string | null; field: string | null; state: TaskState }>(
    'select template, unit_id, field, state from task where stage_id = $1 and template = any($2)',
    [stageId, templates],
  );
  return rows.map((row) => ({ template: row.template, unitId: row.unit_id, field: row.field, state: row.state }));
}

export async function hasUnsettledTask(tx: Tx, stageId: string): Promise<boolean> {
  const rows = await tx.rows(`select 1 from task where stage_id = $1 and state in ('OPEN', 'RETURNED') limit 1`, [
    stageId,
  ]);
  return rows.length > 0;
}

/** How many tasks of each template a stage has. */
export async function taskCounts(tx: Tx, stageId: string): Promise<Map<string, number>> {
  const rows = await tx.rows<{ template: string; count: number }>(
    'select template, count(*)::int as count from task where stage_id = $1 group by template',
    [stageId],
  );
  return new Map(rows.map((row) => [row.template, row.count]));
}

/** Whether fewer than `limit` tasks of a stage are unsettled. */
export async function fewUnsettledTasks(tx: Tx, stageId: string, limit: number): Promise<boolean> {
  const rows = await tx.rows(`select 1 from task where stage_id = $1 and state in ('OPEN', 'RETURNED') limit $2`, [
    stageId,
    limit,
  ]);
  return rows.length < limit;
}

/** The due days of the unsettled tasks of these stages, each once. */
export async function unsettledDueDays(tx: Tx, stageIds: readonly string[]): Promise<Day[]> {
  const rows = await tx.rows<{ due_on: string }>(
    `select distinct due_on from task where stage_id = any($1) and state in ('OPEN', 'RETURNED')`,
    [stageIds],
  );
  return rows.map((row) => row.due_on);
}
