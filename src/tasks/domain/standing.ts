import { permissionsOfRole } from '../../identity/domain/permissions';
import { mayReadOf, type PersonHolding, type SignedInPerson } from '../../identity/domain/person';
import { ROLES_OF_KIND } from '../../organisations/domain/organisations';
import type { TaskSituation } from './situation';
import type { Task } from './task';

/**
 * What a person is to a task. ASSIGNEE: holds the role that does it, or claimed it. LEADER: leads its organisation.
 * COORDINATOR: follows the plan (`task.oversee`). TOLD: an escalation of the task was addressed to them. COORDINATING: of
 * a body in `with`. READER: may see it.
 */
export const TASK_ROLES = ['ASSIGNEE', 'LEADER', 'COORDINATOR', 'TOLD', 'COORDINATING', 'READER'] as const;
export type TaskRole = (typeof TASK_ROLES)[number];

/** One thing that a person is to a task; with `onBehalfOf` only as the substitute of somebody absent. */
export interface Standing {
  readonly role: TaskRole;
  readonly onBehalfOf: string | null;
}

/** Everything that a person is to a task; empty: they may not even see it. */
export function standingsOf(person: SignedInPerson, situation: TaskSituation): Standing[] {
  const { task } = situation;
  const own: Standing[] = task.claimedBy === person.personId ? [{ role: 'ASSIGNEE', onBehalfOf: null }] : [];
  const isTold = situation.escalations.some(({ recipients }) => recipients.includes(person.personId));
  if (isTold) own.push({ role: 'TOLD', onBehalfOf: null });
  if (mayReadOf(person, task.organisationId)) own.push({ role: 'READER', onBehalfOf: null });
  const held = person.holdings.flatMap((holding) =>
    rolesByHolding(holding, situation).map((role) => ({ role, onBehalfOf: holding.onBehalfOf })),
  );
  return [...own, ...held];
}

/** The persons as whom somebody works: themselves, and those absent whom they stand in for. */
export function actsAs(person: Pick<SignedInPerson, 'personId' | 'holdings'>): string[] {
  const absent = person.holdings.flatMap(({ onBehalfOf }) => (onBehalfOf === null ? [] : [onBehalfOf]));
  return [...new Set([person.personId, ...absent])];
}

function rolesByHolding(holding: PersonHolding, situation: TaskSituation): TaskRole[] {
  const { task } = situation;
  const roles: TaskRole[] = [];
  const isThere = holding.organisationId === task.organisationId;
  const leads = isThere && holding.role === ROLES_OF_KIND[holding.organisationKind].leader;
  const isClaimantsSubstitute = task.claimedBy !== null && holding.onBehalfOf === task.claimedBy;
  if ((isThere && holding.role === task.role) || isClaimantsSubstitute) roles.push('ASSIGNEE');
  if (leads) roles.push('LEADER');
  if (permissionsOfRole(holding).includes('task.oversee')) roles.push('COORDINATOR');
  if (situation.escalations.some(({ to }) => isAddressed(to, holding, roles, situation))) roles.push('TOLD');
  if (coordinates(situation.coordinating, holding, task)) roles.push('COORDINATING');
  return roles;
}

/** Whether an escalation to these names is for whoever holds a role now: a successor acknowledges what they inherited. */
function isAddressed(
  to: readonly string[],
  holding: PersonHolding,
  roles: readonly TaskRole[],
  { planRoles }: Pick<TaskSituation, 'planRoles'>,
): boolean {
  return to.some((name) => {
    if (name === 'ASSIGNEE') return roles.includes('ASSIGNEE');
    if (name === 'UNIT_LEADER') return roles.includes('LEADER');
    return holding.role === name && planRoles[name]?.at === holding.organisationKey;
  });
}

/**
 * Whether an organisation is among the coordinating ones (`with`: bodies' keys, `bodies`, `units`). Of a task that
 * concerns one unit, `units` are that unit: the others have nothing to do with it.
 */
export function coordinates(
  names: readonly string[],
  holding: Pick<PersonHolding, 'organisationKey' | 'organisationKind'>,
  task: Pick<Task, 'unitCode'>,
): boolean {
  const { organisationKey, organisationKind } = holding;
  if (organisationKind !== 'UNIT') return names.includes(organisationKey) || names.includes('bodies');
  return names.includes('units') && (task.unitCode === null || task.unitCode === organisationKey);
}

/** Which of a task's escalations a person may acknowledge. */
export function acknowledgeable(person: SignedInPerson, situation: TaskSituation): string[] {
  return situation.escalations
    .filter(
      ({ recipients, to }) =>
        recipients.includes(person.personId) ||
        person.holdings.some((holding) => isAddressed(to, holding, rolesByHolding(holding, situation), situation)),
    )
    .map(({ rule }) => rule);
}
