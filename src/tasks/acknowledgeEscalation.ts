import type { SignedInPerson } from '../identity/domain/person';
import type { ActRefusal } from './domain/refusals';
import type { TaskSituation } from './domain/situation';
import { acknowledgeable } from './domain/standing';
import type { Task } from './domain/task';
import { acknowledge, type TaskAct } from './taskActs';

/** Whoever an escalation was addressed to acknowledges it, and nobody else: it keeps the next superior from being told. */
export async function acknowledgeEscalationOf(
  act: TaskAct,
  task: Task,
  situation: TaskSituation,
  person: SignedInPerson,
  escalation: string,
): Promise<ActRefusal | null> {
  const hasFired = situation.escalations.some(({ rule }) => rule === escalation);
  if (hasFired && !acknowledgeable(person, situation).includes(escalation)) return 'TASK.NOT_YOURS';
  return acknowledge(act, task, escalation);
}
