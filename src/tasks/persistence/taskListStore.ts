import type { Tx } from '../../database/transaction';
import type { Task } from '../domain/task';
import type { TaskFilter } from '../domain/taskFilter';
import type { PersonNamed } from './delegateStore';
import { taskColumns, taskOf, type TaskRow } from './taskStore';

/** A task with the names that a list shows. */
export interface ListedTask extends Task {
  readonly stageKey: string;
  readonly organisation: { readonly key: string; readonly name: string };
  readonly unitName: string | null;
  readonly claimant: PersonNamed | null;
}

/** Of which tasks somebody may know. */
export interface TaskAccess {
  readonly authorityId: string;
  /** Everybody's; else those of the organisations, claimed, told of, or coordinated. */
  readonly isAll: boolean;
  readonly organisationIds: readonly string[];
  /** The person, and those absent for whom they stand in. */
  readonly personIds: readonly string[];
  /** The roles whose unclaimed tasks are theirs to do. */
  readonly roles: readonly { readonly organisationId: string; readonly role: string }[];
  readonly coordinated: readonly CoordinatedTemplate[];
}

/** A template whose tasks an organisation of the person coordinates; of those that concern a unit, that of one unit. */
export interface CoordinatedTemplate {
  readonly campaignId: string;
  readonly template: string;
  readonly unitCode: string | null;
}

export interface TaskCursor {
  readonly dueOn: string;
  readonly templatePosition: number;
  readonly position: number;
  readonly id: string;
}

/**
 * Every campaign at its own now: a rehearsal's clock stands somewhere else. `offset 0` keeps PostgreSQL from reading the
 * plan again for each task. `$1`–`$16` are those of `parametersOf`.
 */
const SEEN_TASKS = `
  (select c.id, (coalesce(c.clock_at, now()) at time zone (c.plan ->> 'timeZone'))::date as today
     from campaign c where c.authority_id = $1 and ($2::uuid is null or c.id = $2) offset 0) as c
  join task t on t.campaign_id = c.id
  join stage g on g.id = t.stage_id
  join organisation o on o.id = t.organisation_id
  left join organisation u on u.id = t.unit_id
  left join person p on p.id = t.claimed_by
  where ($3::text is null or g.key = $3)
    and ($4::text is null or t.state = $4)
    and ($5::text is null or t.unit_code = $5)
    and ($6::text is null or t.search like '%' || plain_text($6) || '%'
         or plain_text(concat_ws(' ', u.name, o.name, t.unit_code, t.field)) like '%' || plain_text($6) || '%')
    and (not $7::boolean or (t.state in ('OPEN', 'RETURNED') and t.due_on < c.today))
    and ($8::boolean or t.organisation_id = any($9::uuid[]) or t.claimed_by = any($10::uuid[])
         or exists (select 1 from unnest($11::uuid[], $12::text[], $13::text[]) as k (campaign_id, template, unit_code)
                     where k.campaign_id = t.campaign_id and k.template = t.template
                       and (k.unit_code is null or t.unit_code is null or k.unit_code = t.unit_code))
         or t.id in (select s.task_id from message_step ms join deadline_step s on s.id = ms.step_id
                      where ms.to_id = any($10::uuid[]) and s.kind = 'ESCALATION'))
    and (not $14::boolean or t.claimed_by = any($10::uuid[])
         or (t.claimed_by is null
             and exists (select 1 from unnest($15::uuid[], $16::text[]) as h (organisation_id, role)
                          where h.organisation_id = t.organisation_id and h.role = t.role)))`;

function parametersOf(access: TaskAccess, filter: TaskFilter): unknown[] {
  const { coordinated, roles } = access;
  return [
    access.authorityId,
    filter.campaignId ?? null,
    filter.stage ?? null,
    filter.state ?? null,
    filter.unit ?? null,
    escapedPattern(filter.text),
    filter.isOverdue,
    access.isAll,
    access.organisationIds,
    access.personIds,
    coordinated.map((one) => one.campaignId),
    coordinated.map((one) => one.template),
    coordinated.map((one) => one.unitCode),
    filter.isMine,
    roles.map((one) => one.organisationId),
    roles.map((one) => one.role),
  ];
}

/** `%` and `_` mean themselves. */
function escapedPattern(text: string | undefined): string | null {
  const words = text?.trim() ?? '';
  return words === '' ? null : words.replace(/[\\%_]/gu, '\\$&');
}

interface ListedRow extends TaskRow {
  readonly stage_key: string;
  readonly organisation_key: string;
  readonly organisation_name: string;
  readonly unit_name: string | null;
  readonly claimant_name: string | null;
  readonly template_position: number;
  readonly position: number;
}

const LISTED_COLUMNS = `${taskColumns('t')}, g.key as stage_key, o.key as organisation_key, o.name as organisation_name,
                        u.name as unit_name, p.name as claimant_name, t.template_position, t.position`;

function listedOf(row: ListedRow): ListedTask {
  return {
    ...taskOf(row),
    stageKey: row.stage_key,
    organisation: { key: row.organisation_key, name: row.organisation_name },
    unitName: row.unit_name,
    claimant: row.claimed_by === null ? null : { id: row.claimed_by, name: row.claimant_name ?? '' },
  };
}

/** A page of tasks by due day, then as the plan lists them; with where the next one begins. */
export async function tasksSeen(
  tx: Tx,
  access: TaskAccess,
  filter: TaskFilter,
  page: { readonly after: TaskCursor | null; readonly limit: number },
): Promise<{ readonly tasks: ListedTask[]; readonly next: TaskCursor | null }> {
  const { after, limit } = page;
  const rows = await tx.rows<ListedRow>(
    `select ${LISTED_COLUMNS} from ${SEEN_TASKS}
        and ($17::date is null or (t.due_on, t.template_position, t.position, t.id) > ($17, $18::int, $19::int, $20::uuid))
      order by t.due_on, t.template_position, t.position, t.id limit $21`,
    [
      ...parametersOf(access, filter),
      after?.dueOn ?? null,
      after?.templatePosition ?? null,
      after?.position ?? null,
      after?.id ?? null,
      limit + 1,
    ],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    tasks: rows.slice(0, limit).map(listedOf),
    next:
      last === undefined
        ? null
        : { dueOn: last.due_on, templatePosition: last.template_position, position: last.position, id: last.id },
  };
}

/** One task with its names, of those that this person may know of or not: the caller asks the table of actions. */
export async function listedTask(tx: Tx, authorityId: string, taskId: string): Promise<ListedTask | undefined> {
  const [row] = await tx.rows<ListedRow>(
    `select ${LISTED_COLUMNS}
       from task t join campaign c on c.id = t.campaign_id and c.authority_id = $1
       join stage g on g.id = t.stage_id join organisation o on o.id = t.organisation_id
       left join organisation u on u.id = t.unit_id left join person p on p.id = t.claimed_by
      where t.id = $2`,
    [authorityId, taskId],
  );
  return row === undefined ? undefined : listedOf(row);
}

/** How many tasks of a list are in which state. */
export interface TaskCounts {
  readonly open: number;
  readonly returned: number;
  readonly done: number;
  readonly cancelled: number;
  readonly missed: number;
  readonly overdue: number;
  readonly total: number;
}

export async function countsSeen(tx: Tx, access: TaskAccess, filter: TaskFilter): Promise<TaskCounts> {
  const [counts] = await tx.rows<TaskCounts>(
    `select count(*) filter (where t.state = 'OPEN')::int as open, count(*) filter (where t.state = 'RETURNED')::int as returned,
            count(*) filter (where t.state = 'DONE')::int as done, count(*) filter (where t.state = 'CANCELLED')::int as cancelled,
            count(*) filter (where t.state = 'MISSED')::int as missed,
            count(*) filter (where t.state in ('OPEN', 'RETURNED') and t.due_on < c.today)::int as overdue,
            count(*)::int as total
       from ${SEEN_TASKS}`,
    parametersOf(access, filter),
  );
  if (counts === undefined) throw new Error('The database counted nothing');
  return counts;
}

/** The names in `with` of every template of an authority's campaigns that has any, those of its stage included. */
export async function coordinatedTemplates(
  tx: Tx,
  authorityId: string,
  campaignId: string | null,
): Promise<{ readonly campaignId: string; readonly template: string; readonly names: readonly string[] }[]> {
  return tx.rows(
    `select c.id as "campaignId", t ->> 'key' as template, n.names
       from campaign c, jsonb_array_elements(c.plan -> 'stages') as s, jsonb_array_elements(s -> 'tasks') as t,
            lateral (select coalesce(s -> 'with', '[]') || coalesce(t -> 'with', '[]') as names) as n
      where c.authority_id = $1 and ($2::uuid is null or c.id = $2) and jsonb_array_length(n.names) > 0`,
    [authorityId, campaignId],
  );
}

/** Names of organisations by key. */
export async function namesOfOrganisations(
  tx: Tx,
  authorityId: string,
  keys: readonly string[],
): Promise<{ readonly key: string; readonly name: string }[]> {
  return tx.rows(
    `select distinct on (key) key, name from organisation where authority_id = $1 and key = any($2) order by key, valid_from desc`,
    [authorityId, keys],
  );
}
