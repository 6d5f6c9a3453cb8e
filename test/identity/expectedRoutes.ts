import type { Role } from '../../src/identity/domain/permissions';

/** Who may use a route: anybody, whoever is signed in, or these roles and no other. */
export type Allowed = 'anybody' | 'signed-in' | readonly Role[];

const EVERY_ROLE: readonly Role[] = [
  'official',
  'leader',
  'officer',
  'head',
  'member',
  'chair',
  'coordinator',
  'approver',
  'administrator',
  'inspector',
];

/** Plans, campaigns, calendars, organisations and people. */
const PLAN_ROUTES: Readonly<Record<string, Allowed>> = {
  'GET plans': EVERY_ROLE,
  'POST plans': ['coordinator', 'administrator'],
  'GET plans/:id': EVERY_ROLE,
  'GET plans/:id/preview': EVERY_ROLE,
  'GET campaigns': EVERY_ROLE,
  'POST campaigns': ['coordinator'],
  'GET campaigns/:id': EVERY_ROLE,
  'GET campaigns/:id/faults': EVERY_ROLE,
  'POST campaigns/:id/cancellation': ['coordinator'],
  'POST campaigns/:id/revision-preview': ['coordinator'],
  'POST campaigns/:id/revisions': ['coordinator'],
  'GET campaigns/:id/clock': EVERY_ROLE,
  'POST campaigns/:id/clock/moves': ['coordinator', 'administrator'],
  'GET calendars': EVERY_ROLE,
  'GET calendars/:id': EVERY_ROLE,
  'POST calendars/:id/changes/preview': ['administrator'],
  'POST calendars/:id/changes': ['administrator'],
  'GET organisations': EVERY_ROLE,
  'POST organisations': ['administrator'],
  'GET people': EVERY_ROLE,
  'POST people': ['administrator'],
  'PATCH people/:id': ['administrator'],
  'POST people/:id/roles': ['administrator'],
  'DELETE people/:id/roles/:roleId': ['administrator'],
  'POST people/:id/absences': ['administrator'],
  'DELETE people/:id/absences/:absenceId': ['administrator'],
};

const WORKERS: readonly Role[] = [
  'official',
  'leader',
  'officer',
  'head',
  'member',
  'chair',
  'coordinator',
  'approver',
];

/** Tasks, messages and the journal; what a person may do with which task is judged by the table of actions beside. */
const TASK_ROUTES: Readonly<Record<string, Allowed>> = {
  'GET tasks': EVERY_ROLE,
  'GET tasks/counts': EVERY_ROLE,
  'GET tasks/:id': EVERY_ROLE,
  'GET tasks/:id/deadline-steps': EVERY_ROLE,
  'GET tasks/:id/files/:fileId': EVERY_ROLE,
  'POST tasks/:id/files': WORKERS,
  'POST tasks/:id/claim': WORKERS,
  'POST tasks/:id/hand-back': WORKERS,
  'POST tasks/:id/delegation': WORKERS,
  'POST tasks/:id/comments': WORKERS,
  'POST tasks/:id/report': WORKERS,
  'POST tasks/:id/extension-requests': WORKERS,
  'POST tasks/:id/acknowledgements': WORKERS,
  'POST tasks/bulk': ['coordinator'],
  'POST tasks/:id/return': ['coordinator'],
  'POST tasks/:id/cancellation': ['coordinator'],
  'POST tasks/:id/extensions': ['coordinator'],
  'POST tasks/:id/extension-requests/:requestId/decision': ['coordinator'],
  'GET messages': ['coordinator', 'administrator', 'inspector'],
  'GET messages/:id': ['coordinator', 'administrator', 'inspector'],
  'POST messages/:id/retry': ['administrator'],
  'GET journal': ['coordinator', 'approver', 'administrator', 'inspector'],
};

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
  ...PLAN_ROUTES,
  ...TASK_ROUTES,
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
