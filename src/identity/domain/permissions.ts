import type { OrganisationKind } from '../../organisations/domain/organisations';

/** What a person may be allowed to do. `task.readAll` is beyond one's own organisations. */
export const PERMISSIONS = [
  'campaign.read',
  'campaign.run',
  'task.read',
  'task.readAll',
  'task.act',
  'task.oversee',
  'rehearsal.move',
  'calendar.read',
  'calendar.change',
  'plan.read',
  'plan.import',
  'organisation.read',
  'organisation.administer',
  'message.read',
  'journal.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What a route asks for: nothing, a session of whoever it is, or a permission. */
export type RouteRight = 'public' | 'session.own' | Permission;

const READ_OWN = ['campaign.read', 'task.read', 'calendar.read', 'plan.read', 'organisation.read'] as const;
const READ_ALL = [...READ_OWN, 'task.readAll'] as const;

/** Rights by role. A person has those of all their roles together. */
export const ROLE_PERMISSIONS = {
  official: [...READ_OWN, 'task.act'],
  leader: [...READ_OWN, 'task.act'],
  officer: [...READ_OWN, 'task.act'],
  head: [...READ_OWN, 'task.act'],
  member: [...READ_ALL, 'task.act'],
  chair: [...READ_ALL, 'task.act'],
  coordinator: [
    ...READ_ALL,
    'task.act',
    'task.oversee',
    'campaign.run',
    'rehearsal.move',
    'plan.import',
    'message.read',
    'journal.read',
  ],
  approver: [...READ_ALL, 'task.act', 'journal.read'],
  administrator: [
    ...READ_ALL,
    'rehearsal.move',
    'calendar.change',
    'plan.import',
    'organisation.administer',
    'message.read',
    'journal.read',
  ],
  inspector: [...READ_ALL, 'message.read', 'journal.read'],
} as const satisfies Record<string, readonly Permission[]>;
export type Role = keyof typeof ROLE_PERMISSIONS;

/** Roles of the system itself, held at the authority. Everywhere else the same words are roles of a plan. */
export const SYSTEM_ROLES = ['administrator', 'inspector'] as const satisfies readonly Role[];

/** A role that a plan has made up: it reads what it is told about and acts on its own tasks. */
const OTHER_PLAN_ROLE: readonly Permission[] = [...READ_ALL, 'task.act'];

export interface RoleAtPlace {
  readonly role: string;
  readonly organisationKind: OrganisationKind;
}

/** What one role at one place allows. */
export function permissionsOfRole({ role, organisationKind }: RoleAtPlace): readonly Permission[] {
  if (!isRole(role)) return OTHER_PLAN_ROLE;
  // A plan may call a role of its own "administrator"; that must not hand over the system.
  const isSystemRole = SYSTEM_ROLES.some((name) => name === role);
  return isSystemRole && organisationKind !== 'AUTHORITY' ? OTHER_PLAN_ROLE : ROLE_PERMISSIONS[role];
}

/** All that these roles allow together, in the order of `PERMISSIONS`. */
export function permissionsOf(roles: readonly RoleAtPlace[]): Permission[] {
  const given = new Set(roles.flatMap(permissionsOfRole));
  return PERMISSIONS.filter((permission) => given.has(permission));
}

function isRole(role: string): role is Role {
  return Object.hasOwn(ROLE_PERMISSIONS, role);
}
