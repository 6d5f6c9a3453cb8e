import type { Tx } from '../../database/transaction';
import type { StepKind } from '../../deadlines/domain/step';
import { instantOf, isoOf, type Day, type Instant } from '../../shared/instant';

/** A step that should have told somebody and found nobody. */
export interface UntoldStep {
  readonly taskId: string | null;
  readonly title: string | null;
  readonly office: string | null;
  readonly template: string | null;
  readonly kind: StepKind;
  readonly rule: string;
  readonly repetition: number;
  readonly plannedAt: Instant;
}

interface UntoldRow {
  readonly task_id: string | null;
  readonly title: string | null;
  readonly office: string | null;
  readonly template: string | null;
  readonly kind: StepKind;
  readonly rule: string;
  readonly repetition: number;
  readonly planned_at: Date;
}

/** The steps of a campaign that reached nobody, of tasks that still matter; the newest first. */
export async function untoldSteps(tx: Tx, campaignId: string, limit: number): Promise<UntoldStep[]> {
  const rows = await tx.rows<UntoldRow>(
    `select s.task_id, t.title, coalesce(u.name, o.name) as office, t.template,
            s.kind, s.rule, s.repetition, s.planned_at
       from deadline_step s
       left join task t on t.id = s.task_id
       left join organisation o on o.id = t.organisation_id
       left join organisation u on u.id = t.unit_id
      where s.campaign_id = $1 and s.is_fault and (t.id is null or t.state in ('OPEN', 'RETURNED'))
      order by s.planned_at desc, s.id desc limit $2`,
    [campaignId, limit],
  );
  return rows.map((row) => ({
    taskId: row.task_id,
    title: row.title,
    office: row.office,
    template: row.template,
    kind: row.kind,
    rule: row.rule,
    repetition: row.repetition,
    plannedAt: instantOf(row.planned_at),
  }));
}

export interface TaskBornLate {
  readonly taskId: string;
  readonly title: string;
  readonly office: string;
  readonly dueOn: Day;
}

/** Open tasks that were created when their due day was over: in the zone of the plan. */
export async function tasksBornLate(tx: Tx, campaignId: string, zone: string, limit: number): Promise<TaskBornLate[]> {
  const rows = await tx.rows<{ id: string; title: string; office: string; due_on: string }>(
    `select t.id, t.title, coalesce(u.name, o.name) as office, t.due_on
       from task t join organisation o on o.id = t.organisation_id left join organisation u on u.id = t.unit_id
      where t.campaign_id = $1 and t.state in ('OPEN', 'RETURNED') and not t.has_own_due
        and (t.created_at at time zone $2)::date > t.due_on
      order by t.due_on, t.id limit $3`,
    [campaignId, zone, limit],
  );
  return rows.map((row) => ({ taskId: row.id, title: row.title, office: row.office, dueOn: row.due_on }));
}

/** Which of these roles at these bodies nobody holds on a day, with the name of the body. */
export async function vacantRoles(
  tx: Tx,
  authorityId: string,
  roles: readonly { readonly role: string; readonly at: string }[],
  day: Day,
): Promise<{ role: string; at: string; office: string }[]> {
  return tx.rows<{ role: string; at: string; office: string }>(
    `select r.role, r.at, o.name as office
       from unnest($2::text[], $3::text[]) as r (role, at)
       join organisation o on o.authority_id = $1 and o.key = r.at and o.kind <> 'UNIT'
      where not exists (select 1 from role_holding h join person p on p.id = h.person_id and p.is_active
                         where h.organisation_id = o.id and h.role = r.role
                           and $4::date between h.valid_from and h.valid_to)`,
    [authorityId, roles.map(({ role }) => role), roles.map(({ at }) => at), day],
  );
}

/** Offices of open tasks in which nobody does the work: their leader gets everything, or nobody. */
export async function officesWithoutWorker(
  tx: Tx,
  campaignId: string,
  day: Day,
  now: Instant,
): Promise<{ office: string; role: string; tasks: number }[]> {
  return tx.rows<{ office: string; role: string; tasks: number }>(
    `select o.name as office, t.role, count(*)::int as tasks
       from task t join organisation o on o.id = t.organisation_id
      where t.campaign_id = $1 and t.state in ('OPEN', 'RETURNED') and t.claimed_by is null and t.created_at <= $3
        and not exists (select 1 from role_holding h join person p on p.id = h.person_id and p.is_active
                         where h.organisation_id = t.organisation_id and h.role = t.role
                           and $2::date between h.valid_from and h.valid_to)
      group by o.name, t.role order by o.name collate "vi-x-icu"`,
    [campaignId, day, isoOf(now)],
  );
}
