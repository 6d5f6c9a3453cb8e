import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import type { Recipient } from '../deadlines/domain/recipients';
import type { Actor } from '../shared/actor';
import type { Day, Instant } from '../shared/instant';
import type { Task } from '../tasks/domain/task';
import type { HandoverCause, Notice } from './domain/notice';
import { coordinatorRoles, inPerson, peopleNamed, rolesOfEscalations, THE_OFFICE } from './domain/noticeRecipients';
import { commentAuthors } from './persistence/noticeStore';
import { queueNotices } from './queueNotice';
import { directoryOfTasks } from './directoryOfTasks';

/** An act that others are told of: its transaction, its campaign, and who acts. */
export interface Act {
  readonly tx: Tx;
  readonly campaign: Campaign;
  readonly actor: Actor;
}

type ToldTask = Pick<Task, 'id' | 'organisationId' | 'role' | 'claimedBy' | 'template'>;

/** The office of a task was given it back. `dueOn`: the new due day. */
export async function noticeOfReturn(act: Act, task: ToldTask, dueOn: Day, reason: string): Promise<void> {
  await tellOffice(act, [{ task, notice: { what: 'RETURNED', reason, dueOn } }]);
}

export async function noticeOfCancellation(act: Act, task: ToldTask, reason: string): Promise<void> {
  await tellOffice(act, [{ task, notice: { what: 'CANCELLED', reason } }]);
}

/** The new day is announced, not what it replaces. `task` as it stood before. */
export async function noticeOfExtension(
  act: Act,
  task: ToldTask & Pick<Task, 'dueOn'>,
  dueOn: Day,
  details: { readonly reason: string | null; readonly legalBasis: string | null },
): Promise<void> {
  await tellOffice(act, [{ task, notice: { what: 'EXTENSION_GIVEN', from: task.dueOn, dueOn, ...details } }]);
}

/** `dueOn`: the day that was asked for. */
export async function noticeOfExtensionRefused(act: Act, task: ToldTask, dueOn: Day, reason: string): Promise<void> {
  await tellOffice(act, [{ task, notice: { what: 'EXTENSION_REFUSED', dueOn, reason } }]);
}

/** To the coordinator, who decides. */
export async function noticeOfExtensionAsked(act: Act, task: ToldTask, dueOn: Day, reason: string): Promise<void> {
  const { tx, campaign, actor } = act;
  const directory = await directoryOfTasks(tx, campaign, [task]);
  const to = peopleNamed(coordinatorRoles(campaign.plan), task, directory);
  await queueNotices(tx, campaign, actor, [
    { to, taskId: task.id, notice: { what: 'EXTENSION_ASKED', dueOn, reason } },
  ]);
}

/** To the person who is to do it now. */
export async function noticeOfDelegation(act: Act, task: ToldTask, to: string, note: string | null): Promise<void> {
  const order = { to: [inPerson(to)], taskId: task.id, notice: { what: 'DELEGATED', note } as const };
  await queueNotices(act.tx, act.campaign, act.actor, [order]);
}

/** To those who do the work, the coordinator, and whoever has taken part in the talk. */
export async function noticeOfComment(act: Act, task: ToldTask): Promise<void> {
  const { tx, campaign, actor } = act;
  const directory = await directoryOfTasks(tx, campaign, [task]);
  const named = peopleNamed(['ASSIGNEE', ...coordinatorRoles(campaign.plan)], task, directory);
  const to = unique([...named, ...(await commentAuthors(tx, task.id)).map(inPerson)]);
  await queueNotices(tx, campaign, actor, [{ to, taskId: task.id, notice: { what: 'COMMENT' } }]);
}

/** A revision of the plan moved the due day of these tasks; `tasks` as they stood before. */
export async function noticeOfNewDueDay(
  act: Act,
  tasks: readonly (ToldTask & Pick<Task, 'dueOn'>)[],
  dueOn: Day,
  reason: string,
): Promise<void> {
  await tellOffice(
    act,
    tasks.map((task) => ({ task, notice: { what: 'DUE_MOVED', from: task.dueOn, dueOn, reason } })),
  );
}

/** A calendar change moved the closing of these tasks; `closesAt` of each as it stood before. Due days it never moves. */
export async function noticeOfNewClosing(
  act: Act,
  tasks: readonly (ToldTask & { readonly closesAt: Instant })[],
  closesAt: Instant,
  reason: string,
): Promise<void> {
  await tellOffice(
    act,
    tasks.map((task) => ({ task, notice: { what: 'CLOSING_MOVED', from: task.closesAt, closesAt, reason } })),
  );
}

/** Whoever takes over a role, a unit or an absent person's work is told the open tasks. */
export async function noticeOfHandover(
  act: Act,
  to: Recipient,
  taskIds: readonly string[],
  because: HandoverCause,
): Promise<void> {
  const notice = { what: 'HANDOVER', because } as const;
  const orders = taskIds.map((taskId) => ({ to: [to], taskId, notice }));
  await queueNotices(act.tx, act.campaign, act.actor, orders);
}

/** To the unit, the coordinator and whoever the escalations of the task name, told before or not. */
export async function noticeOfLockedTasks(act: Act, tasks: readonly ToldTask[]): Promise<void> {
  const { tx, campaign, actor } = act;
  const directory = await directoryOfTasks(tx, campaign, tasks);
  const orders = tasks.map((task) => {
    const names = [
      ...THE_OFFICE,
      ...coordinatorRoles(campaign.plan),
      ...rolesOfEscalations(campaign.plan, task.template),
    ];
    return { to: peopleNamed(names, task, directory), taskId: task.id, notice: { what: 'LOCKED' } as const };
  });
  await queueNotices(tx, campaign, actor, orders);
}

/** Those who do the work and their leader. */
async function tellOffice(
  { tx, campaign, actor }: Act,
  told: readonly { readonly task: ToldTask; readonly notice: Notice }[],
): Promise<void> {
  const tasks = told.map(({ task }) => task);
  const directory = await directoryOfTasks(tx, campaign, tasks);
  const orders = told.map(({ task, notice }) => ({
    to: peopleNamed(THE_OFFICE, task, directory),
    taskId: task.id,
    notice,
  }));
  await queueNotices(tx, campaign, actor, orders);
}

function unique(recipients: readonly Recipient[]): Recipient[] {
  return [...new Map([...recipients].reverse().map((one) => [one.personId, one])).values()].reverse();
}
