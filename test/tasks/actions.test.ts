import { permissionsOf } from '../../src/identity/domain/permissions';
import type { PersonHolding, SignedInPerson } from '../../src/identity/domain/person';
import {
  actorFor,
  allowedActions,
  refusalOfAction,
  TASK_ACTIONS,
  type TaskAction,
} from '../../src/tasks/domain/actions';
import type { FiredEscalation, TaskSituation } from '../../src/tasks/domain/situation';
import { standingsOf, type TaskRole } from '../../src/tasks/domain/standing';
import { TASK_STATES, type Task, type TaskState } from '../../src/tasks/domain/task';

const NOW = 1_000;
const aTask = (more: Partial<Task> = {}): Task => ({
  id: 'task',
  campaignId: 'campaign',
  stageId: 'stage',
  template: 'self-score',
  title: 'x',
  unitCode: '11155',
  field: null,
  organisationId: 'unit',
  role: 'official',
  claimedBy: null,
  state: 'OPEN',
  dueOn: '2024-01-10',
  hasOwnDue: false,
  isExtended: false,
  closesAt: NOW + 1,
  createdAt: 0,
  doneAt: null,
  version: 1,
  ...more,
});
const aSituation = (more: Partial<TaskSituation> = {}): TaskSituation => ({
  task: aTask(),
  now: NOW,
  isRunning: true,
  stage: 'OPEN',
  coordinating: ['tu-phap'],
  planRoles: { approver: { at: 'ubnd-huyen', label: 'Chủ tịch' } },
  escalations: [],
  hasOpenRequest: false,
  ...more,
});
const aHolding = (organisationId: string, role: string, more: Partial<PersonHolding> = {}): PersonHolding => ({
  organisationId,
  organisationKey: organisationId,
  organisationName: organisationId,
  organisationKind: 'BODY',
  role,
  onBehalfOf: null,
  ...more,
});
const aPerson = (...holdings: PersonHolding[]): SignedInPerson => ({
  personId: 'me',
  key: 'me',
  name: 'me',
  authorityId: 'authority',
  holdings,
  permissions: permissionsOf(holdings),
});
const UNIT = { organisationKey: '11155', organisationKind: 'UNIT' } as const;
const anEscalation = (more: Partial<FiredEscalation> = {}): FiredEscalation => ({
  rule: 'to-approver',
  isOpen: true,
  recipients: [],
  to: ['approver'],
  ...more,
});

const PEOPLE: Readonly<Record<TaskRole, SignedInPerson>> = {
  ASSIGNEE: aPerson(aHolding('unit', 'official', UNIT)),
  LEADER: aPerson(aHolding('unit', 'leader', UNIT)),
  COORDINATOR: aPerson(aHolding('noi-vu', 'coordinator')),
  TOLD: aPerson(aHolding('ubnd-huyen', 'approver', { organisationKind: 'AUTHORITY' })),
  COORDINATING: aPerson(aHolding('tu-phap', 'officer')),
  READER: aPerson(aHolding('ubnd-huyen', 'inspector', { organisationKind: 'AUTHORITY' })),
};
const SHORT: Readonly<Record<TaskAction, string>> = {
  CLAIM: 'Cl',
  HAND_BACK: 'Hb',
  DELEGATE: 'De',
  COMMENT: 'Co',
  ATTACH: 'At',
  REPORT: 'Re',
  ASK_EXTENSION: 'As',
  DECIDE_EXTENSION: 'Di',
  EXTEND: 'Ex',
  RETURN: 'Rt',
  CANCEL: 'Ca',
  ACKNOWLEDGE: 'Ac',
};
const shortOf = (person: SignedInPerson, situation: TaskSituation): string =>
  allowedActions(person, situation)
    .map(({ action }) => SHORT[action])
    .join(' ');

/**
 * Written by hand. An unclaimed task of a running campaign, an escalation to the approver fired; OPEN and RETURNED before
 * the closing and (closed) at it.
 */
const TABLE: Readonly<Record<TaskRole, Readonly<Record<TaskState | 'CLOSED', string>>>> = {
  ASSIGNEE: {
    OPEN: 'Cl De Co At Re As',
    RETURNED: 'Cl De Co At Re As',
    DONE: 'Co',
    CANCELLED: 'Co',
    MISSED: 'Co',
    CLOSED: 'Co',
  },
  LEADER: {
    OPEN: 'Cl De Co At Re As',
    RETURNED: 'Cl De Co At Re As',
    DONE: 'Co',
    CANCELLED: 'Co',
    MISSED: 'Co',
    CLOSED: 'Co',
  },
  COORDINATOR: {
    OPEN: 'Co At Ex Ca',
    RETURNED: 'Co At Ex Ca',
    DONE: 'Co Rt',
    CANCELLED: 'Co',
    MISSED: 'Co',
    CLOSED: 'Co',
  },
  TOLD: { OPEN: 'Co Ac', RETURNED: 'Co Ac', DONE: 'Co Ac', CANCELLED: 'Co Ac', MISSED: 'Co Ac', CLOSED: 'Co Ac' },
  COORDINATING: { OPEN: 'Co', RETURNED: 'Co', DONE: 'Co', CANCELLED: 'Co', MISSED: 'Co', CLOSED: 'Co' },
  READER: { OPEN: '', RETURNED: '', DONE: '', CANCELLED: '', MISSED: '', CLOSED: '' },
};

const inState = (state: TaskState): Task => aTask({ state, doneAt: state === 'DONE' ? 1 : null });
const ROLES = Object.keys(TABLE) as TaskRole[];

describe('what may be done: state × role', () => {
  it.each(ROLES.flatMap((role) => TASK_STATES.map((state) => [role, state] as const)))('%s × %s', (role, state) => {
    const situation = aSituation({ task: inState(state), escalations: [anEscalation()] });
    expect(shortOf(PEOPLE[role], situation)).toBe(TABLE[role][state]);
  });

  it.each(ROLES.flatMap((role) => (['OPEN', 'RETURNED'] as const).map((state) => [role, state] as const)))(
    '%s × %s at its closing, which nobody has marked yet',
    (role, state) => {
      const task = aTask({ state, closesAt: NOW });
      const situation = aSituation({ task, escalations: [anEscalation()] });
      expect(shortOf(PEOPLE[role], situation)).toBe(TABLE[role].CLOSED);
    },
  );

  it('what was done before its closing may be returned after it', () => {
    const task = aTask({ state: 'DONE', doneAt: 1, closesAt: NOW });
    expect(shortOf(PEOPLE.COORDINATOR, aSituation({ task }))).toBe('Co Rt');
  });

  it('what the guard lets through is what the buttons show', () => {
    for (const role of ROLES) {
      for (const state of TASK_STATES) {
        const situation = aSituation({ task: inState(state), escalations: [anEscalation()] });
        const shown = allowedActions(PEOPLE[role], situation).map(({ action }) => action);
        const let_ = TASK_ACTIONS.filter((action) => refusalOfAction(action, PEOPLE[role], situation) === null);
        expect([role, state, let_]).toEqual([role, state, shown]);
      }
    }
  });

  it('in a campaign that has ended nothing', () => {
    for (const role of ROLES) expect(shortOf(PEOPLE[role], aSituation({ isRunning: false }))).toBe('');
  });
});

describe('why not', () => {
  const claimed = aTask({ claimedBy: 'another' });
  const done = inState('DONE');
  it.each<[TaskAction, TaskRole, Partial<TaskSituation>, string | null]>([
    ['CLAIM', 'ASSIGNEE', { task: claimed }, 'TASK.CLAIMED'],
    ['HAND_BACK', 'ASSIGNEE', {}, 'TASK.NOT_CLAIMED'],
    ['HAND_BACK', 'ASSIGNEE', { task: claimed }, 'TASK.CLAIMED'],
    ['HAND_BACK', 'LEADER', { task: claimed }, null],
    ['REPORT', 'ASSIGNEE', { task: claimed }, 'TASK.CLAIMED'],
    ['REPORT', 'LEADER', { task: claimed }, null],
    ['DELEGATE', 'ASSIGNEE', { task: claimed }, 'TASK.CLAIMED'],
    ['REPORT', 'ASSIGNEE', { task: done }, 'TASK.DONE'],
    ['REPORT', 'ASSIGNEE', { task: inState('CANCELLED') }, 'TASK.CANCELLED'],
    ['REPORT', 'ASSIGNEE', { task: inState('MISSED') }, 'TASK.CLOSED'],
    ['REPORT', 'COORDINATOR', {}, 'TASK.NOT_YOURS'],
    ['REPORT', 'ASSIGNEE', { isRunning: false }, 'CAMPAIGN.ENDED'],
    ['ASK_EXTENSION', 'ASSIGNEE', { hasOpenRequest: true }, 'EXTENSION.ASKED'],
    ['DECIDE_EXTENSION', 'COORDINATOR', {}, 'EXTENSION.NOT_ASKED'],
    ['DECIDE_EXTENSION', 'COORDINATOR', { hasOpenRequest: true }, null],
    ['RETURN', 'COORDINATOR', {}, 'TASK.NOT_DONE'],
    ['RETURN', 'COORDINATOR', { task: inState('MISSED') }, 'TASK.NOT_DONE'],
    ['RETURN', 'COORDINATOR', { stage: 'COMPLETED' }, 'STAGE.COMPLETED'],
    ['RETURN', 'COORDINATOR', { task: done, stage: 'COMPLETED', isRunning: false }, 'STAGE.COMPLETED'],
    ['EXTEND', 'LEADER', {}, 'TASK.NOT_YOURS'],
    ['ACKNOWLEDGE', 'LEADER', {}, 'ESCALATION.NOT_FIRED'],
    ['ACKNOWLEDGE', 'LEADER', { escalations: [anEscalation()] }, 'TASK.NOT_YOURS'],
  ])('%s by %s with %j: %s', (action, role, situation, code) => {
    expect(refusalOfAction(action, PEOPLE[role], aSituation(situation))).toBe(code);
  });

  it('whoever has nothing to do with a task may not even know of it', () => {
    expect(refusalOfAction('COMMENT', aPerson(aHolding('other', 'official', UNIT)), aSituation())).toBe(
      'TASK.NOT_FOUND',
    );
  });
});

describe('what a person is to a task', () => {
  const roles = (person: SignedInPerson, situation: TaskSituation = aSituation()) =>
    standingsOf(person, situation).map(({ role }) => role);

  it('whoever claimed it is its assignee, whatever role they hold', () => {
    expect(roles(aPerson(), aSituation({ task: aTask({ claimedBy: 'me' }) }))).toEqual(['ASSIGNEE']);
  });

  it('whom an escalation told stays told though they hold no role any more', () => {
    expect(roles(aPerson(), aSituation({ escalations: [anEscalation({ recipients: ['me'] })] }))).toEqual(['TOLD']);
  });

  it('units coordinate the tasks that concern them, and those that concern no unit', () => {
    const unit = aPerson(aHolding('u1', 'official', { organisationKind: 'UNIT', organisationKey: '11185' }));
    const coordinating = ['units'];
    expect(roles(unit, aSituation({ coordinating }))).toEqual([]);
    expect(roles(unit, aSituation({ coordinating, task: aTask({ unitCode: '11185' }) }))).toEqual(['COORDINATING']);
    expect(roles(unit, aSituation({ coordinating, task: aTask({ unitCode: null }) }))).toEqual(['COORDINATING']);
  });

  it('several things at once', () => {
    const both = aPerson(aHolding('unit', 'official', UNIT), aHolding('unit', 'leader', UNIT));
    expect(new Set(roles(both))).toEqual(new Set(['ASSIGNEE', 'LEADER', 'READER']));
  });
});

describe('a substitute', () => {
  const standIn = aPerson(
    aHolding('unit', 'official', { ...UNIT, onBehalfOf: 'absent' }),
    aHolding('other', 'official', { organisationKind: 'UNIT', organisationKey: '11185' }),
  );

  it('does the work of the absent person in their name', () => {
    expect(actorFor('REPORT', standIn, aSituation())).toEqual({ personId: 'me', onBehalfOf: 'absent', source: 'API' });
  });

  it('takes over what the absent person had claimed', () => {
    const situation = aSituation({ task: aTask({ claimedBy: 'absent' }) });
    expect(shortOf(standIn, situation)).toBe('Hb De Co At Re As');
  });

  it('acts for themselves where they hold the role themselves', () => {
    const both = aPerson(
      aHolding('unit', 'leader', { ...UNIT, onBehalfOf: 'absent' }),
      aHolding('unit', 'official', UNIT),
    );
    expect(actorFor('REPORT', both, aSituation()).onBehalfOf).toBeNull();
  });
});
