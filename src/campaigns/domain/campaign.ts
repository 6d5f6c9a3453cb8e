import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { Plan, StageTemplate, TaskTemplate } from '../../plans/domain/plan';
import type { Day, Instant } from '../../shared/instant';

export type CampaignState = 'RUNNING' | 'COMPLETED' | 'CANCELLED';
export type ClockKind = 'REAL' | 'REHEARSAL';
export type StageState = 'WAITING' | 'OPEN' | 'COMPLETED' | 'CANCELLED';

/** The plan of a campaign with all its revisions. */
export interface PlanInForce extends Plan {
  /**
   * Templates that a revision has cancelled while some of their tasks existed: no more are made, and those that exist are
   * still explained by them.
   */
  readonly withdrawn?: readonly WithdrawnTemplate[];
}

export interface WithdrawnTemplate {
  /** Key of its stage. */
  readonly stage: string;
  readonly template: TaskTemplate;
}

/** A run of a plan, as every rule about it needs it: with the plan in force, its calendar and its clock. */
export interface Campaign {
  readonly id: string;
  readonly authorityId: string;
  readonly calendarId: string;
  readonly state: CampaignState;
  readonly plan: PlanInForce;
  readonly calendar: WorkingCalendar;
  readonly clock: ClockKind;
  readonly now: Instant;
  /** A rehearsed outage: acts of people count, nothing runs. */
  readonly isOut: boolean;
  readonly version: number;
}

export interface Stage {
  readonly id: string;
  readonly key: string;
  readonly position: number;
  readonly state: StageState;
  readonly opensAt: Instant | null;
  readonly openedAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly dueOn: Day;
}

/** Organisations of a campaign by the keys that the plan uses. */
export interface CampaignPlaces {
  /** Units of the campaign, by code as text. */
  readonly units: readonly { readonly organisationId: string; readonly code: string }[];
  readonly fields: readonly { readonly field: string; readonly organisationId: string }[];
  readonly bodies: ReadonlyMap<string, { readonly organisationId: string; readonly assigneeRole: string }>;
}

/** One task that a template stands for. */
export interface TaskTarget {
  readonly unitId: string | null;
  readonly unitCode: string | null;
  readonly field: string | null;
  readonly position: number;
  readonly organisationId: string;
  readonly role: string;
}

/** The tasks that a template makes: one, or one per unit or field assignment (contract of plans, §1). */
export function targetsOf(plan: Plan, template: TaskTemplate, places: CampaignPlaces): TaskTarget[] {
  const { assignee } = template;
  const single = { unitId: null, unitCode: null, field: null, position: 0 };
  if ('body' in assignee) return [{ ...single, ...workerAt(assignee.body, places) }];
  if ('role' in assignee) {
    const at = plan.roles[assignee.role]?.at ?? '';
    return [{ ...single, organisationId: bodyAt(at, places).organisationId, role: assignee.role }];
  }
  if (assignee.each === 'field-assignment') {
    return places.fields.map(({ field, organisationId }, position) => ({
      ...single,
      field,
      position,
      organisationId,
      role: roleAt(organisationId, places),
    }));
  }
  const owner = assignee.owner === undefined ? null : workerAt(assignee.owner, places);
  return places.units.map(({ organisationId, code }, position) => ({
    unitId: organisationId,
    unitCode: code,
    field: null,
    position,
    ...(owner ?? { organisationId, role: 'official' }),
  }));
}

function bodyAt(key: string, places: CampaignPlaces): { organisationId: string; assigneeRole: string } {
  const body = places.bodies.get(key);
  if (body === undefined) throw new Error(`The plan names the body ${key}, which the authority does not have`);
  return body;
}

function workerAt(key: string, places: CampaignPlaces): { organisationId: string; role: string } {
  const body = bodyAt(key, places);
  return { organisationId: body.organisationId, role: body.assigneeRole };
}

function roleAt(organisationId: string, places: CampaignPlaces): string {
  const body = [...places.bodies.values()].find((one) => one.organisationId === organisationId);
  return body?.assigneeRole ?? 'officer';
}

/** Whether a template's tasks wait for other tasks of the stage. */
export function waitsForTasks(template: TaskTemplate): boolean {
  return template.after !== undefined;
}

/** Whether a template's tasks arise only when something happens. */
export function arisesOnly(template: TaskTemplate): boolean {
  return 'each' in template.assignee && template.assignee.each === 'unit' && template.assignee.when !== undefined;
}

export function isPerUnit(template: TaskTemplate): boolean {
  return 'each' in template.assignee && template.assignee.each === 'unit';
}

/** The instant before which a stage does not open: `workingTime.from` of its day, rolled to a working day. */
export function openingFloor(stage: StageTemplate, calendar: WorkingCalendar): Instant | null {
  const day = 'on' in stage.opens ? stage.opens.on : stage.opens.notBefore;
  return day === undefined ? null : calendar.openingOnOrAfter(day);
}

/** The keys of the stages that a stage waits for. */
export function predecessorsOf(stage: StageTemplate): readonly string[] {
  return 'after' in stage.opens ? stage.opens.after : [];
}

/** The due day of a task created at an instant. */
export function dueDayOf(
  template: TaskTemplate,
  stage: StageTemplate,
  createdAt: Instant,
  calendar: WorkingCalendar,
): Day {
  const { due } = template;
  if ('on' in due) return due.on;
  if ('stage' in due) return stage.due.on;
  return calendar.workingDayFrom(calendar.dayOf(createdAt), due.days);
}

export function stageTemplate(plan: Plan, key: string): StageTemplate {
  const stage = plan.stages.find((one) => one.key === key);
  if (stage === undefined) throw new Error(`The plan has no stage ${key}`);
  return stage;
}

/** A task template and its stage, also one that was withdrawn; undefined for a key that the plan never had. */
export function findTemplate(
  plan: PlanInForce,
  key: string,
): { stage: StageTemplate; template: TaskTemplate } | undefined {
  for (const stage of plan.stages) {
    const template = stage.tasks.find((task) => task.key === key);
    if (template !== undefined) return { stage, template };
  }
  const withdrawn = plan.withdrawn?.find(({ template }) => template.key === key);
  if (withdrawn === undefined) return undefined;
  return { stage: stageTemplate(plan, withdrawn.stage), template: withdrawn.template };
}
