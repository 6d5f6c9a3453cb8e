import { reminderRecipients, type Directory, type Recipient } from '../../deadlines/domain/recipients';
import { findTemplate } from '../../campaigns/domain/campaign';
import type { Plan } from '../../plans/domain/plan';
import type { TaskAssignment } from '../../tasks/domain/task';

/** Those who do the work, and who leads them. */
export const THE_OFFICE = ['ASSIGNEE', 'UNIT_LEADER'] as const;

const NAMES_OF_A_TASK: readonly string[] = THE_OFFICE;

/**
 * The roles of the plan that follow it day by day: whom its digests name. Of a plan without digests those whom the first
 * escalation to a role of the plan names.
 */
export function coordinatorRoles(plan: Plan): string[] {
  const ofDigests = (plan.digests ?? []).flatMap((digest) => digest.to);
  if (ofDigests.length > 0) return [...new Set(ofDigests)];
  const first = Object.values(plan.policies)
    .flatMap((policy) => policy.escalations ?? [])
    .map((rule) => rule.to.filter((name) => !NAMES_OF_A_TASK.includes(name)))
    .find((roles) => roles.length > 0);
  return first ?? [];
}

/** Everybody whom the escalations of a task name, told before or not. */
export function rolesOfEscalations(plan: Plan, template: string): string[] {
  const policy = findTemplate(plan, template)?.template.policy;
  const rules = (policy === undefined ? undefined : plan.policies[policy]?.escalations) ?? [];
  return [...new Set(rules.flatMap((rule) => rule.to))];
}

/** The persons of these names, with substitutes for those absent. A role of the plan that nobody holds: its body's leader. */
export function peopleNamed(names: readonly string[], task: TaskAssignment, directory: Directory): Recipient[] {
  const people = [...new Set(names)].flatMap((name) => {
    if (NAMES_OF_A_TASK.includes(name)) return reminderRecipients([name], task, directory).told;
    const place = directory.organisationOfPlanRole(name);
    if (place === undefined) return [];
    return reminderRecipients(['ASSIGNEE'], { organisationId: place, role: name, claimedBy: null }, directory).told;
  });
  // Somebody named in person is told as such, even if they also stand in for another.
  const inOrder = [...people.filter((one) => one.forId === null), ...people.filter((one) => one.forId !== null)];
  return [...new Map(inOrder.reverse().map((one) => [one.personId, one])).values()];
}

export function inPerson(personId: string): Recipient {
  return { personId, forId: null };
}
