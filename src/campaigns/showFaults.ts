import type { Tx } from '../database/transaction';
import { hasPermission, type SignedInPerson } from '../identity/domain/person';
import { ROLES_OF_KIND } from '../organisations/domain/organisations';
import type { Plan } from '../plans/domain/plan';
import { isoOf } from '../shared/instant';
import { ruleLabel } from '../tasks/domain/ruleLabel';
import type { Campaign } from './domain/campaign';
import {
  officesWithoutWorker,
  tasksBornLate,
  untoldSteps,
  vacantRoles,
  type UntoldStep,
} from './persistence/faultStore';

type CampaignFaultCode = 'NOBODY_TOLD' | 'ROLE_VACANT' | 'NOBODY_WORKS' | 'BORN_LATE';

/** Something of a campaign that somebody must mend, in words. */
export interface CampaignFault {
  readonly code: CampaignFaultCode;
  readonly text: string;
  readonly taskId: string | null;
  readonly at: string | null;
}

/** More than these in a row say nothing new: the first are mended first. */
const SHOWN_OF_A_KIND = 50;

/**
 * What the coordinator is to mend: steps that reached nobody, roles that nobody holds, offices in which nobody does the
 * work, tasks that were born after their due day. If nobody is the coordinator, the leader of that role's body sees it;
 * others see nothing.
 */
export async function showFaults(tx: Tx, campaign: Campaign, person: SignedInPerson): Promise<CampaignFault[]> {
  const { plan, calendar, now, authorityId, id } = campaign;
  const day = calendar.dayOf(now);
  const roles = Object.entries(plan.roles).map(([role, { at }]) => ({ role, at }));
  const vacant = await vacantRoles(tx, authorityId, roles, day);
  if (!maySee(person, vacant)) return [];
  const untold = await untoldSteps(tx, id, SHOWN_OF_A_KIND);
  const bornLate = await tasksBornLate(tx, id, calendar.zone, SHOWN_OF_A_KIND);
  const unmanned = await officesWithoutWorker(tx, id, day, now);
  return [
    ...vacant.map(({ role, office }): CampaignFault => ({
      code: 'ROLE_VACANT',
      text: `Chưa ai giữ vai trò “${plan.roles[role]?.label ?? role}” tại ${office}.`,
      taskId: null,
      at: null,
    })),
    ...unmanned.map(({ office, tasks }): CampaignFault => ({
      code: 'NOBODY_WORKS',
      text: `${office}: chưa có người thực hiện ${String(tasks)} nhiệm vụ; thư nhắc gửi cho lãnh đạo, nếu có.`,
      taskId: null,
      at: null,
    })),
    ...bornLate.map(({ taskId, title, office, dueOn }): CampaignFault => ({
      code: 'BORN_LATE',
      text: `${office}: “${title}” được giao khi hạn ${dayText(dueOn)} đã qua.`,
      taskId,
      at: null,
    })),
    ...untold.map((step): CampaignFault => ({
      code: 'NOBODY_TOLD',
      text: untoldText(step, plan),
      taskId: step.taskId,
      at: isoOf(step.plannedAt),
    })),
  ];
}

function maySee(person: SignedInPerson, vacant: readonly { readonly at: string }[]): boolean {
  if (hasPermission(person, 'task.oversee') || hasPermission(person, 'journal.read')) return true;
  return person.holdings.some(
    (held) =>
      held.role === ROLES_OF_KIND[held.organisationKind].leader && vacant.some(({ at }) => at === held.organisationKey),
  );
}

function untoldText(step: UntoldStep, plan: Plan): string {
  if (step.template === null) return 'Bản tin đầu ngày không có ai để gửi.';
  const label = ruleLabel(plan, step.template, step);
  return `${step.office ?? ''}: “${step.title ?? ''}” – “${label}” không có ai để gửi.`;
}

function dayText(day: string): string {
  return day.split('-').reverse().join('/');
}
