import { assigneesOf, leadersOf, type Directory } from '../../deadlines/domain/recipients';
import type { PlanRole } from '../../plans/domain/plan';
import type { TaskAssignment } from '../../tasks/domain/task';
import type { Reason } from './messageContent';

/** Where reasons are looked up: who holds what on the day, and the roles of the plan. */
export interface ReasonSources {
  readonly directory: Directory;
  readonly planRoles: Readonly<Record<string, PlanRole>>;
}

/**
 * Under which of the names that a rule tells (ASSIGNEE, UNIT_LEADER, roles of the plan) a person was told. Whoever holds
 * none of them any more is told because it concerns them.
 */
export function reasonsAmong(
  names: readonly string[],
  personId: string,
  forName: string | null,
  task: { readonly officeName: string; readonly assignment: TaskAssignment } | null,
  sources: ReasonSources,
): Reason[] {
  const reasons = names.flatMap((name) => reasonUnder(name, personId, forName, task, sources));
  return reasons.length > 0 ? reasons : [{ as: 'CONCERNED', forName }];
}

function reasonUnder(
  name: string,
  personId: string,
  forName: string | null,
  task: { readonly officeName: string; readonly assignment: TaskAssignment } | null,
  { directory, planRoles }: ReasonSources,
): Reason[] {
  if (name === 'ASSIGNEE') {
    const isAssignee = task !== null && assigneesOf(task.assignment, directory).includes(personId);
    return isAssignee ? [{ as: 'ASSIGNEE', forName }] : [];
  }
  if (name === 'UNIT_LEADER') {
    const leads = task !== null && leadersOf(task.assignment, directory).includes(personId);
    return leads ? [{ as: 'UNIT_LEADER', officeName: task.officeName, forName }] : [];
  }
  const place = directory.organisationOfPlanRole(name);
  const holds = place !== undefined && directory.holders(place, name).includes(personId);
  return holds ? [{ as: 'PLAN_ROLE', label: planRoles[name]?.label ?? name, forName }] : [];
}

/** Each reason once; that it concerns somebody is no news beside a better one. */
export function uniqueReasons(reasons: readonly Reason[]): Reason[] {
  const unique = [...new Map(reasons.map((reason) => [JSON.stringify(reason), reason])).values()];
  const better = unique.filter((reason) => reason.as !== 'CONCERNED');
  return better.length > 0 ? better : unique;
}
