import { sqlState } from '../database/transaction';
import type { Tx } from '../database/transaction';
import { openAccount } from '../identity/accounts';
import { AppError } from '../shared/http/appError';
import { wrongValue } from '../shared/http/dayAndInstant';
import type { Actor } from '../shared/actor';
import type { Day } from '../shared/instant';
import { dayAfter } from '../calendars/domain/workingCalendar';
import { authorityOf, organisationOf } from './persistence/organisationStore';
import {
  deleteAbsence,
  endRole,
  insertAbsence,
  insertPerson,
  insertRole,
  lockPerson,
  updatePerson,
  type PersonRow,
} from './persistence/personStore';
import { recordOf } from './recordOf';
import { tellOfAbsence, tellOfNewRole } from './tellOfHandover';

/** An administrator's act: its transaction, authority, and who acts. */
export interface AdministratorsAct {
  readonly tx: Tx;
  readonly authorityId: string;
  readonly actor: Actor;
}

const UNIQUE_VIOLATION = '23505';

/**
 * A new person; with a login also an account, which nobody can enter before its password is set. Returns the id.
 * @throws AppError PERSON.EXISTS for a key or login that is there already
 */
export async function createPerson(
  { tx, authorityId, actor }: AdministratorsAct,
  person: { readonly key: string; readonly name: string; readonly email: string; readonly login: string | null },
): Promise<string> {
  const { key, name, email, login } = person;
  try {
    const id = await insertPerson(tx, authorityId, { key, name, email });
    await recordOf(tx, { kind: 'PERSON', id }, 'CREATED', actor, { key, name });
    if (login !== null) await openAccount(tx, id, login, actor);
    return id;
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new AppError('PERSON.EXISTS', { cause: error });
    throw error;
  }
}

/**
 * Another name or address, or the end (or return) of somebody's work here: who is not active is told nothing and cannot
 * sign in. What is not named stays.
 * @throws AppError NOT_FOUND
 */
export async function changePerson(
  act: AdministratorsAct,
  personId: string,
  change: { readonly name?: string; readonly email?: string; readonly isActive?: boolean },
): Promise<void> {
  const before = await personOf(act, personId);
  const after = { ...before, ...change };
  await updatePerson(act.tx, after);
  const subject = { kind: 'PERSON', id: personId } as const;
  if (before.name !== after.name) {
    await recordOf(act.tx, subject, 'RENAMED', act.actor, { from: before.name, name: after.name });
  }
  // The address itself stays out of the journal: it may be private, and the journal is kept for ever.
  if (before.email !== after.email) await recordOf(act.tx, subject, 'ADDRESS_CHANGED', act.actor, {});
  if (before.isActive !== after.isActive) {
    await recordOf(act.tx, subject, after.isActive ? 'REACTIVATED' : 'DEACTIVATED', act.actor, {});
  }
}

/**
 * Gives a person a role of an organisation, from today if no day is named, beside whatever else they hold. They are told
 * the open tasks that come with it. Returns the id of the role.
 * @throws AppError NOT_FOUND; ROLE.EXISTS; VALUE.INVALID for an organisation that is not there, or days in wrong order
 */
export async function giveRole(
  act: AdministratorsAct,
  personId: string,
  order: {
    readonly organisationId: string;
    readonly role: string;
    readonly fromOn: Day | null;
    readonly toOn: Day | null;
  },
): Promise<{ readonly id: string; readonly toldTasks: number }> {
  const { tx, authorityId, actor } = act;
  await personOf(act, personId);
  const organisation = await organisationOf(tx, authorityId, order.organisationId);
  if (organisation === undefined) throw wrongValue('/organisationId', 'VALUE.UNKNOWN', 'Không có cơ quan, đơn vị này.');
  const fromOn = order.fromOn ?? (await authorityOf(tx, authorityId)).today;
  if (order.toOn !== null && order.toOn < fromOn)
    throw wrongValue('/toOn', 'VALUE.TOO_SMALL', 'Phải sau ngày bắt đầu.');
  const role = { ...order, personId, fromOn };
  const id = await insertRole(tx, role);
  if (id === undefined) throw new AppError('ROLE.EXISTS');
  const details = { role: order.role, organisation: organisation.key, fromOn, toOn: order.toOn };
  await recordOf(tx, { kind: 'PERSON', id: personId }, 'ROLE_GIVEN', actor, details);
  await recordOf(tx, { kind: 'ORGANISATION', id: organisation.id }, 'ROLE_GIVEN', actor, { ...details, personId });
  return { id, toldTasks: await tellOfNewRole(tx, role, organisation.kind, actor) };
}

/**
 * Ends a role: `lastOn` is the last day on which it is held, yesterday if none is named. A role that would begin later
 * never was.
 * @throws AppError NOT_FOUND
 */
export async function endRoleOf(
  act: AdministratorsAct,
  personId: string,
  roleId: string,
  lastOn: Day | null,
): Promise<void> {
  const { tx, authorityId, actor } = act;
  await personOf(act, personId);
  const last = lastOn ?? dayAfter((await authorityOf(tx, authorityId)).today, -1);
  const ended = await endRole(tx, personId, roleId, last);
  if (ended === undefined) throw new AppError('NOT_FOUND');
  const details = { role: ended.role, lastOn: last };
  await recordOf(tx, { kind: 'PERSON', id: personId }, 'ROLE_ENDED', actor, {
    ...details,
    organisationId: ended.organisationId,
  });
  await recordOf(tx, { kind: 'ORGANISATION', id: ended.organisationId }, 'ROLE_ENDED', actor, { ...details, personId });
}

/**
 * Notes that a person is absent, and who stands in; the substitute is told the open tasks. Returns the absence's id.
 * @throws AppError NOT_FOUND; VALUE.INVALID for days in wrong order or that meet another absence, or a wrong substitute
 */
export async function noteAbsence(
  act: AdministratorsAct,
  personId: string,
  absence: { readonly fromOn: Day; readonly toOn: Day; readonly substituteId: string | null },
): Promise<{ readonly id: string; readonly toldTasks: number }> {
  const { tx, actor } = act;
  await personOf(act, personId);
  const { fromOn, toOn, substituteId } = absence;
  if (toOn < fromOn) throw wrongValue('/toOn', 'VALUE.TOO_SMALL', 'Phải sau ngày bắt đầu.');
  await requireSubstitute(act, personId, substituteId);
  const id = await insertAbsence(tx, { ...absence, personId });
  if (id === undefined) throw wrongValue('/fromOn', 'VALUE.REPEATED', 'Trùng với một thời gian vắng mặt đã có.');
  await recordOf(tx, { kind: 'PERSON', id: personId }, 'ABSENCE_NOTED', actor, { fromOn, toOn, substituteId });
  const toldTasks = substituteId === null ? 0 : await tellOfAbsence(tx, { ...absence, personId, substituteId }, actor);
  return { id, toldTasks };
}

/** @throws AppError NOT_FOUND */
export async function takeBackAbsence(act: AdministratorsAct, personId: string, absenceId: string): Promise<void> {
  await personOf(act, personId);
  if (!(await deleteAbsence(act.tx, personId, absenceId))) throw new AppError('NOT_FOUND');
  await recordOf(act.tx, { kind: 'PERSON', id: personId }, 'ABSENCE_TAKEN_BACK', act.actor, { absenceId });
}

async function personOf({ tx, authorityId }: AdministratorsAct, personId: string): Promise<PersonRow> {
  const person = await lockPerson(tx, authorityId, personId);
  if (person === undefined) throw new AppError('NOT_FOUND');
  return person;
}

async function requireSubstitute(
  { tx, authorityId }: AdministratorsAct,
  personId: string,
  substituteId: string | null,
): Promise<void> {
  if (substituteId === null) return;
  const substitute = substituteId === personId ? undefined : await lockPerson(tx, authorityId, substituteId);
  if (substitute?.isActive !== true) {
    throw wrongValue('/substituteId', 'VALUE.UNKNOWN', 'Phải là một người khác đang làm việc.');
  }
}
