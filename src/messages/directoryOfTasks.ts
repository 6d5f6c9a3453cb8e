import type { Campaign } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import type { Directory } from '../deadlines/domain/recipients';
import { loadDirectory } from '../organisations/persistence/directoryStore';
import type { TaskAssignment } from '../tasks/domain/task';

/** Who holds what, today, at the offices of these tasks and at the places of the plan's roles. */
export async function directoryOfTasks(
  tx: Tx,
  { authorityId, plan, calendar, now }: Campaign,
  tasks: readonly Pick<TaskAssignment, 'organisationId'>[],
): Promise<Directory> {
  const offices = tasks.map((task) => task.organisationId);
  return loadDirectory(tx, authorityId, offices, plan.roles, calendar.dayOf(now));
}
