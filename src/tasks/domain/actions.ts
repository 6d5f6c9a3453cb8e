import type { SignedInPerson } from '../../identity/domain/person';
import type { Actor } from '../../shared/actor';
import { refusalOfWork, type ActRefusal } from './refusals';
import type { TaskSituation } from './situation';
import { acknowledgeable, actsAs, standingsOf, type Standing, type TaskRole } from './standing';
import { isClosed, isSettled, type TaskState } from './task';

/** What people do with tasks. */
export const TASK_ACTIONS = [
  'CLAIM',
  'HAND_BACK',
  'DELEGATE',
  'COMMENT',
  'ATTACH',
  'REPORT',
  'ASK_EXTENSION',
  'DECIDE_EXTENSION',
  'EXTEND',
  'RETURN',
  'CANCEL',
  'ACKNOWLEDGE',
] as const;
export type TaskAction = (typeof TASK_ACTIONS)[number];

const WORK = ['CLAIM', 'HAND_BACK', 'DELEGATE', 'COMMENT', 'ATTACH', 'REPORT', 'ASK_EXTENSION'] as const;
const OVERSIGHT = ['COMMENT', 'ATTACH', 'DECIDE_EXTENSION', 'EXTEND', 'CANCEL'] as const;
const UNDER_WAY = {
  ASSIGNEE: WORK,
  LEADER: WORK,
  COORDINATOR: OVERSIGHT,
  TOLD: ['COMMENT', 'ACKNOWLEDGE'],
  COORDINATING: ['COMMENT'],
  READER: [],
} as const satisfies Record<TaskRole, readonly TaskAction[]>;
const SETTLED = {
  ASSIGNEE: ['COMMENT'],
  LEADER: ['COMMENT'],
  COORDINATOR: ['COMMENT'],
  TOLD: ['COMMENT', 'ACKNOWLEDGE'],
  COORDINATING: ['COMMENT'],
  READER: [],
} as const satisfies Record<TaskRole, readonly TaskAction[]>;

/**
 * What may be done, by state and by what the person is to the task: the one table that the guard, the buttons and the
 * tests read (contract of deadlines, §5). A task past its closing counts as MISSED, marked or not.
 */
const ACTIONS = {
  OPEN: UNDER_WAY,
  RETURNED: UNDER_WAY,
  DONE: { ...SETTLED, COORDINATOR: ['COMMENT', 'RETURN'] },
  CANCELLED: SETTLED,
  MISSED: SETTLED,
} as const satisfies Record<TaskState, Record<TaskRole, readonly TaskAction[]>>;

const STATES = Object.keys(ACTIONS) as TaskState[];

/** One thing that a person may do now. */
export interface AllowedAction {
  readonly action: TaskAction;
  /** Which rule, of ACKNOWLEDGE. */
  readonly escalation?: string;
}

/** What a person may do with a task now, in the order of `TASK_ACTIONS`. */
export function allowedActions(person: SignedInPerson, situation: TaskSituation): AllowedAction[] {
  const standings = standingsOf(person, situation);
  const allowed = TASK_ACTIONS.filter((action) => refusalAmong(action, standings, person, situation) === null);
  return allowed.flatMap((action): AllowedAction[] =>
    action === 'ACKNOWLEDGE'
      ? openEscalations(person, situation).map((escalation) => ({ action, escalation }))
      : [{ action }],
  );
}

/**
 * Why a person may not do something with a task now; null: they may. TASK.NOT_FOUND: they may not even see it;
 * TASK.NOT_YOURS: it is never theirs to do; else what the state of the task has against it.
 */
export function refusalOfAction(
  action: TaskAction,
  person: SignedInPerson,
  situation: TaskSituation,
): ActRefusal | null {
  return refusalAmong(action, standingsOf(person, situation), person, situation);
}

/** For whom a person acts: themselves where something of their own allows it, else whoever they stand in for. */
export function actorFor(action: TaskAction, person: SignedInPerson, situation: TaskSituation): Actor {
  const allowing = standingsOf(person, situation).filter(({ role }) => isEverFor(role, action));
  const standing = allowing.find(({ onBehalfOf }) => onBehalfOf === null) ?? allowing[0];
  return { personId: person.personId, onBehalfOf: standing?.onBehalfOf ?? null, source: 'API' };
}

function refusalAmong(
  action: TaskAction,
  standings: readonly Standing[],
  person: SignedInPerson,
  situation: TaskSituation,
): ActRefusal | null {
  if (standings.length === 0) return 'TASK.NOT_FOUND';
  const roles = standings.map(({ role }) => role);
  if (action === 'ACKNOWLEDGE' && situation.escalations.length === 0) return 'ESCALATION.NOT_FIRED';
  if (!roles.some((role) => isEverFor(role, action))) return 'TASK.NOT_YOURS';
  if (action === 'RETURN' && situation.stage !== 'OPEN') return 'STAGE.COMPLETED';
  const state = stateNow(situation);
  if (!roles.some((role) => isFor(role, state, action))) {
    return (action === 'RETURN' ? null : refusalOfWork(situation.task, situation.now)) ?? 'TASK.NOT_DONE';
  }
  if (!situation.isRunning) return 'CAMPAIGN.ENDED';
  return refusalOfCircumstances(action, roles, person, situation);
}

/** What beside state and role is in the way. */
function refusalOfCircumstances(
  action: TaskAction,
  roles: readonly TaskRole[],
  person: SignedInPerson,
  situation: TaskSituation,
): ActRefusal | null {
  const { claimedBy } = situation.task;
  const isClaimant = claimedBy !== null && actsAs(person).includes(claimedBy);
  switch (action) {
    case 'CLAIM':
      return claimedBy === null ? null : 'TASK.CLAIMED';
    case 'HAND_BACK':
      if (claimedBy === null) return 'TASK.NOT_CLAIMED';
      return isClaimant || roles.includes('LEADER') ? null : 'TASK.CLAIMED';
    case 'DELEGATE':
    case 'REPORT':
      // Whose task it is decides the claim; their leader stands above it.
      return claimedBy === null || isClaimant || roles.includes('LEADER') ? null : 'TASK.CLAIMED';
    case 'ASK_EXTENSION':
      return situation.hasOpenRequest ? 'EXTENSION.ASKED' : null;
    case 'DECIDE_EXTENSION':
      return situation.hasOpenRequest ? null : 'EXTENSION.NOT_ASKED';
    // Which rule, and whether its rows are acknowledged, is judged by the act itself.
    case 'ACKNOWLEDGE':
    case 'COMMENT':
    case 'ATTACH':
    case 'EXTEND':
    case 'RETURN':
    case 'CANCEL':
      return null;
  }
}

function openEscalations(person: SignedInPerson, situation: TaskSituation): string[] {
  const mine = acknowledgeable(person, situation);
  return situation.escalations.filter(({ rule, isOpen }) => isOpen && mine.includes(rule)).map(({ rule }) => rule);
}

/** The state that counts: at its closing a task is lost, though the workflow may not have marked it yet. */
function stateNow({ task, now }: TaskSituation): TaskState {
  return !isSettled(task.state) && isClosed(task, now) ? 'MISSED' : task.state;
}

function isFor(role: TaskRole, state: TaskState, action: TaskAction): boolean {
  const actions: readonly TaskAction[] = ACTIONS[state][role];
  return actions.includes(action);
}

function isEverFor(role: TaskRole, action: TaskAction): boolean {
  return STATES.some((state) => isFor(role, state, action));
}
