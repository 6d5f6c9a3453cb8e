import type { TaskAssignment } from '../../tasks/domain/task';

/** Who holds what on the day of a run: everything that finding recipients needs to know of people. */
export interface Directory {
  /** Persons who hold a role of an organisation, in a fixed order. */
  holders(organisationId: string, role: string): readonly string[];
  /** The role that leads an organisation (leader, head, chair). */
  leaderRole(organisationId: string): string;
  /** Where a role of the plan is held. */
  organisationOfPlanRole(role: string): string | undefined;
  /** Undefined: present. Null: absent without a substitute. */
  substituteOf(personId: string): string | null | undefined;
}

/** One person who is told, and for whom, when that person stands in for somebody absent. */
export interface Recipient {
  readonly personId: string;
  readonly forId: string | null;
}

export interface Recipients {
  readonly told: readonly Recipient[];
  /** Nobody is left, and not only because the assignee was left out: a fault to mend. */
  readonly isFault: boolean;
}

/** A chain of substitutes longer than this is a mistake in the absences: the absent person is told after all. */
const SUBSTITUTE_CHAIN_LIMIT = 3;

/** Who is told of a reminder: ASSIGNEE, UNIT_LEADER and roles of the plan (contract of deadlines, §3). */
export function reminderRecipients(to: readonly string[], task: TaskAssignment, directory: Directory): Recipients {
  const named = unique(to.flatMap((name) => personsNamed(name, task, directory)));
  return { told: substituted(named, new Set(), directory), isFault: named.length === 0 };
}

/**
 * Who is told of an escalation. Nobody is escalated to about their own task: claimant and holders of the assignee role
 * are left out, unless the rule names ASSIGNEE.
 */
export function escalationRecipients(to: readonly string[], task: TaskAssignment, directory: Directory): Recipients {
  const named = unique(to.flatMap((name) => personsNamed(name, task, directory)));
  const own = new Set(ownersOf(task, directory));
  const left = to.includes('ASSIGNEE') ? named : named.filter((personId) => !own.has(personId));
  return { told: substituted(left, own, directory), isFault: named.length === 0 };
}

/** Whoever holds the roles that a digest names. */
export function digestRecipients(to: readonly string[], directory: Directory): Recipients {
  const named = unique(to.flatMap((role) => planRoleHolders(role, directory)));
  return { told: substituted(named, new Set(), directory), isFault: named.length === 0 };
}

/** Who does the work: the claimant, else all who hold the assignee role, else the leader of the organisation. */
export function assigneesOf(task: TaskAssignment, directory: Directory): readonly string[] {
  if (task.claimedBy !== null) return [task.claimedBy];
  const holders = directory.holders(task.organisationId, task.role);
  return holders.length > 0 ? holders : leadersOf(task, directory);
}

export function leadersOf(task: TaskAssignment, directory: Directory): readonly string[] {
  return directory.holders(task.organisationId, directory.leaderRole(task.organisationId));
}

/** Those whose own task it is: the claimant and the holders of the assignee role. */
function ownersOf(task: TaskAssignment, directory: Directory): string[] {
  const holders = directory.holders(task.organisationId, task.role);
  return task.claimedBy === null ? [...holders] : [task.claimedBy, ...holders];
}

function personsNamed(name: string, task: TaskAssignment, directory: Directory): readonly string[] {
  if (name === 'ASSIGNEE') return assigneesOf(task, directory);
  if (name === 'UNIT_LEADER') return leadersOf(task, directory);
  return planRoleHolders(name, directory);
}

function planRoleHolders(role: string, directory: Directory): readonly string[] {
  const organisationId = directory.organisationOfPlanRole(role);
  return organisationId === undefined ? [] : directory.holders(organisationId, role);
}

/** Each person or who stands in for them; nobody else's chain ends at one of those `barred`. */
function substituted(persons: readonly string[], barred: ReadonlySet<string>, directory: Directory): Recipient[] {
  const told = new Map<string, Recipient>();
  for (const personId of persons) {
    const substitute = standIn(personId, barred.has(personId) ? new Set() : barred, directory);
    // Somebody named in person is told as such, even if they also stand in for another.
    if (substitute === personId) told.set(personId, { personId, forId: null });
    else if (!told.has(substitute)) told.set(substitute, { personId: substitute, forId: personId });
  }
  return [...told.values()];
}

/**
 * The person present at the end of the substitute chain. It never ends at somebody the escalation is about: then, as when
 * nobody in the chain is present, the absent person is told after all, for a message unread is better than none.
 */
function standIn(personId: string, barred: ReadonlySet<string>, directory: Directory): string {
  let current = personId;
  for (let hops = 0; hops <= SUBSTITUTE_CHAIN_LIMIT; hops += 1) {
    const substitute = directory.substituteOf(current);
    if (substitute === undefined) return barred.has(current) ? personId : current;
    if (substitute === null) return personId;
    current = substitute;
  }
  return personId;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
