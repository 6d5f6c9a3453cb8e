import type { Role } from '../../src/identity/domain/permissions';

/** Who may use a route: anybody, whoever is signed in, or these roles and no other. */
export type Allowed = 'anybody' | 'signed-in' | readonly Role[];

/**
 * Every route of the application and who may use it, written by hand: the permissions are checked against this table, not
 * against themselves. A new route fails the test until it stands here.
 */
export const EXPECTED_ROUTES: Readonly<Record<string, Allowed>> = {
  'GET health': 'anybody',
  'GET health/live': 'anybody',
  'GET health/ready': 'anybody',
  'GET docs/errors': 'anybody',
  'POST session': 'anybody',
  'GET session': 'signed-in',
  'DELETE session': 'signed-in',
  'PUT session/password': 'signed-in',
  'GET demo-accounts': 'anybody',
  'POST demo-session': 'anybody',
};

/** Routes outside the prefix of the API. */
export const OUTSIDE_API = /^(health|docs)(\/|$)/;

/** The demo account that stands for each role. */
export const ACCOUNT_OF_ROLE = {
  official: 'official@11155',
  leader: 'leader@11155',
  officer: 'officer@noi-vu',
  head: 'head@noi-vu',
  member: 'member@hoi-dong',
  chair: 'chair@hoi-dong',
  coordinator: 'coordinator@noi-vu',
  approver: 'approver@ubnd-huyen',
  administrator: 'administrator@ubnd-huyen',
  inspector: 'inspector@ubnd-huyen',
} as const satisfies Record<Role, string>;
