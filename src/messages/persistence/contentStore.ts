import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, type Day, type Instant } from '../../shared/instant';
import type { TaskState } from '../../tasks/domain/task';
import type { MessageKind } from '../domain/delivery';
import type { StageCounts, TaskFacts } from '../domain/messageContent';
import type { StoredNotice } from '../domain/notice';

/** Everything here is read for many messages at once: a rehearsal keeps hundreds. */
export interface MessageRow {
  readonly id: string;
  readonly kind: MessageKind;
  readonly campaignId: string | null;
  readonly subject: string;
  readonly to: { readonly personId: string; readonly name: string; readonly address: string };
  readonly authorityName: string;
}

export async function messageRows(tx: Tx, ids: readonly string[]): Promise<MessageRow[]> {
  const rows = await tx.rows<{
    id: string;
    kind: MessageKind;
    campaign_id: string | null;
    subject: string;
    to_id: string;
    name: string;
    email: string;
    authority: string;
  }>(
    `select m.id, m.kind, m.campaign_id, m.subject, m.to_id, p.name, p.email, a.name as authority
       from message m join person p on p.id = m.to_id join authority a on a.id = p.authority_id
      where m.id = any($1)`,
    [ids],
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    campaignId: row.campaign_id,
    subject: row.subject,
    to: { personId: row.to_id, name: row.name, address: row.email },
    authorityName: row.authority,
  }));
}

/** A task as messages speak of it, and whose it is. */
export interface TaskOfMessage extends TaskFacts {
  readonly template: string;
  readonly assignment: { readonly organisationId: string; readonly role: string; readonly claimedBy: string | null };
}

interface TaskRow {
  readonly task_id: string;
  readonly title: string;
  readonly state: TaskState;
  readonly office: string;
  readonly unit: string | null;
  readonly field: string | null;
  readonly due_on: string;
  readonly closes_at: Date | null;
  readonly template: string;
  readonly organisation_id: string;
  readonly role: string;
  readonly claimed_by: string | null;
}

const TASK_COLUMNS = `t.id as task_id, t.title, t.state, o.name as office, u.name as unit, t.field, t.due_on, t.closes_at,
                      t.template, t.organisation_id, t.role, t.claimed_by`;
const TASK_JOINS = `join organisation o on o.id = t.organisation_id
                    left join organisation u on u.id = t.unit_id and u.id <> t.organisation_id`;

function taskOf(row: TaskRow): TaskOfMessage {
  return {
    id: row.task_id,
    title: row.title,
    state: row.state,
    officeName: row.office,
    unitName: row.unit,
    field: row.field,
    dueOn: row.due_on,
    closesAt: instantOrNull(row.closes_at),
    template: row.template,
    assignment: { organisationId: row.organisation_id, role: row.role, claimedBy: row.claimed_by },
  };
}

/** Tasks by id, each read once however many messages name it. */
export async function tasksOfMessages(tx: Tx, taskIds: readonly string[]): Promise<Map<string, TaskOfMessage>> {
  if (taskIds.length === 0) return new Map();
  const rows = await tx.rows<TaskRow>(`select ${TASK_COLUMNS} from task t ${TASK_JOINS} where t.id = any($1)`, [
    [...new Set(taskIds)],
  ]);
  return new Map(rows.map((row) => [row.task_id, taskOf(row)]));
}

/** A step that a message tells; of a digest without task. */
export interface StepOfMessage {
  readonly messageId: string;
  readonly taskId: string | null;
  readonly kind: 'REMINDER' | 'ESCALATION' | 'DIGEST';
  readonly rule: string;
  readonly firedAt: Instant | null;
  readonly isAcknowledged: boolean;
  readonly forId: string | null;
  readonly forName: string | null;
}

/** The steps of these messages in plan order, as their subjects count them. */
export async function stepsOfMessages(tx: Tx, messageIds: readonly string[]): Promise<StepOfMessage[]> {
  if (messageIds.length === 0) return [];
  const rows = await tx.rows<{
    message_id: string;
    task_id: string | null;
    kind: StepOfMessage['kind'];
    rule: string;
    fired_at: Date | null;
    is_acknowledged: boolean;
    for_id: string | null;
    for_name: string | null;
  }>(
    `select ms.message_id, s.task_id, s.kind, s.rule, s.fired_at, a.step_id is not null as is_acknowledged, ms.for_id,
            f.name as for_name
       from message_step ms
       join deadline_step s on s.id = ms.step_id
       left join task t on t.id = s.task_id
       left join escalation_acknowledgement a on a.step_id = s.id
       left join person f on f.id = ms.for_id
      where ms.message_id = any($1)
      order by t.template_position, t.position, s.kind desc, s.planned_at, s.rule_order, s.repetition`,
    [messageIds],
  );
  return rows.map((row) => ({
    messageId: row.message_id,
    taskId: row.task_id,
    kind: row.kind,
    rule: row.rule,
    firedAt: instantOrNull(row.fired_at),
    isAcknowledged: row.is_acknowledged,
    forId: row.for_id,
    forName: row.for_name,
  }));
}

export interface NoticeOfMessage {
  readonly messageId: string;
  readonly taskId: string | null;
  readonly notice: StoredNotice;
  readonly byName: string | null;
  readonly forName: string | null;
  readonly at: Instant;
}

/** The notices of these messages, in the order of the acts; those of one act in plan order. */
export async function noticesOfMessages(tx: Tx, messageIds: readonly string[]): Promise<NoticeOfMessage[]> {
  if (messageIds.length === 0) return [];
  const rows = await tx.rows<{
    message_id: string;
    task_id: string | null;
    details: StoredNotice;
    by_name: string | null;
    for_name: string | null;
    at: Date;
  }>(
    `select n.message_id, n.task_id, n.details, b.name as by_name, f.name as for_name, n.at
       from notice n
       left join person b on b.id = (n.details ->> 'byId')::uuid
       left join person f on f.id = (n.details ->> 'forId')::uuid
       left join task t on t.id = n.task_id
      where n.message_id = any($1) order by n.at, t.template_position, t.position, n.id`,
    [messageIds],
  );
  return rows.map((row) => ({
    messageId: row.message_id,
    taskId: row.task_id,
    notice: row.details,
    byName: row.by_name,
    forName: row.for_name,
    at: instantOf(row.at),
  }));
}

/** Tasks of one stage, counted for a digest; the plan in force knows its number and title. */
export interface CountedStage extends Omit<StageCounts, 'number' | 'title'> {
  readonly id: string;
}

/** The opened stages of these keys with their tasks counted. Late: not done on a day after the due day, or done then. */
export async function countTasksOfStages(
  tx: Tx,
  campaignId: string,
  keys: readonly string[],
  today: Day,
  zone: string,
): Promise<CountedStage[]> {
  return tx.rows<CountedStage>(
    `select s.id, s.key, s.state, s.due_on as "dueOn", count(t.id)::int as total,
            count(*) filter (where t.state = 'OPEN' and t.claimed_by is null)::int as "notStarted",
            count(*) filter (where t.state = 'OPEN' and t.claimed_by is not null)::int as "inProgress",
            count(*) filter (where t.state = 'RETURNED')::int as returned,
            count(*) filter (where t.state = 'DONE')::int as submitted,
            count(*) filter (where t.state = 'MISSED')::int as missed,
            count(*) filter (where t.state = 'CANCELLED')::int as cancelled,
            count(*) filter (where (t.state in ('OPEN', 'RETURNED') and t.due_on < $3::date)
                                or (t.state = 'DONE' and (t.done_at at time zone $4)::date > t.due_on))::int as late,
            count(*) filter (where t.is_extended)::int as extended
       from stage s left join task t on t.stage_id = s.id
      where s.campaign_id = $1 and s.key = any($2) and s.state in ('OPEN', 'COMPLETED')
      group by s.id order by s.position`,
    [campaignId, keys, today, zone],
  );
}

/** The unsettled tasks of stages due on one of these days, the earliest first, and how many there are in all. */
export async function unsettledTasksDueOn(
  tx: Tx,
  stageIds: readonly string[],
  days: readonly Day[],
  limit: number,
): Promise<{ tasks: TaskFacts[]; count: number }> {
  if (days.length === 0) return { tasks: [], count: 0 };
  const rows = await tx.rows<TaskRow & { count: number }>(
    `select ${TASK_COLUMNS}, (count(*) over ())::int as count from task t ${TASK_JOINS}
      where t.stage_id = any($1) and t.due_on = any($2) and t.state in ('OPEN', 'RETURNED')
      order by t.due_on, t.template_position, t.position, t.id limit $3`,
    [stageIds, days, limit],
  );
  return { tasks: rows.map(taskOf), count: rows[0]?.count ?? 0 };
}
