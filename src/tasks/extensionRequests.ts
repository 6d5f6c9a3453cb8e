import { noticeOfExtensionAsked, noticeOfExtensionRefused } from '../messages/noticesOfActs';
import type { Day } from '../shared/instant';
import { personOf } from './commentOnTask';
import { refusalOfExtension, type ActRefusal } from './domain/refusals';
import type { Task } from './domain/task';
import { decideRequest, insertRequest, lockOpenRequest, lockRequest } from './persistence/extensionRequestStore';
import { extendTask, record, type TaskAct } from './taskActs';

/** The unit asks for a later due day; the coordinator is told and decides. */
export async function askExtension(act: TaskAct, task: Task, dueOn: Day, reason: string): Promise<ActRefusal | null> {
  const { tx, campaign } = act;
  const refusal = refusalOfExtension(task, dueOn, campaign.now, campaign.calendar);
  if (refusal !== null) return refusal;
  const askedBy = personOf(act);
  const requestId = await insertRequest(tx, { taskId: task.id, askedBy, askedAt: campaign.now, dueOn, reason });
  await record(act, task, 'EXTENSION_ASKED', { requestId, dueOn, reason });
  await noticeOfExtensionAsked(act, task, dueOn, reason);
  return null;
}

export type ExtensionDecision =
  | {
      readonly decision: 'GIVEN';
      /** Absent: the day that was asked for. */
      readonly dueOn?: Day;
      readonly reason: string;
      readonly legalBasis: string;
    }
  | { readonly decision: 'REFUSED'; readonly reason: string };

/** Decides what was asked for. Who asked is told through their office, whichever way it went. */
export async function decideExtension(
  act: TaskAct,
  task: Task,
  requestId: string,
  decided: ExtensionDecision,
): Promise<ActRefusal | null> {
  const request = await lockRequest(act.tx, task.id, requestId);
  if (request === undefined) return 'EXTENSION.NOT_FOUND';
  if (request.state !== 'ASKED') return 'EXTENSION.DECIDED';
  const by = { decidedBy: personOf(act), decidedAt: act.campaign.now };
  if (decided.decision === 'REFUSED') {
    await decideRequest(act.tx, requestId, { state: 'REFUSED', ...by, decision: decided.reason, legalBasis: null });
    await record(act, task, 'EXTENSION_REFUSED', { requestId, reason: decided.reason });
    await noticeOfExtensionRefused(act, task, request.dueOn, decided.reason);
    return null;
  }
  const { reason, legalBasis } = decided;
  const refusal = await extendTask(act, task, decided.dueOn ?? request.dueOn, { reason, legalBasis, requestId });
  if (refusal !== null) return refusal;
  await decideRequest(act.tx, requestId, { state: 'GIVEN', ...by, decision: reason, legalBasis });
  return null;
}

/** A later due day given by the coordinator; what was asked for meanwhile is decided with it. */
export async function grantExtension(
  act: TaskAct,
  task: Task,
  dueOn: Day,
  grounds: { readonly reason: string; readonly legalBasis: string },
): Promise<ActRefusal | null> {
  const request = await lockOpenRequest(act.tx, task.id);
  if (request !== undefined) return decideExtension(act, task, request.id, { decision: 'GIVEN', dueOn, ...grounds });
  return extendTask(act, task, dueOn, grounds);
}
