import type { Campaign } from '../campaigns/domain/campaign';
import { loadCampaign } from '../campaigns/loadCampaign';
import type { Tx } from '../database/transaction';
import { hasPermission, type SignedInPerson } from '../identity/domain/person';
import { permissionsOfRole } from '../identity/domain/permissions';
import type { TaskSituation } from './domain/situation';
import { actsAs, coordinates } from './domain/standing';
import type { TaskFilter } from './domain/taskFilter';
import { loadSituations } from './loadSituations';
import { readTaskCursor, taskCursorText } from './taskCursor';
import {
  coordinatedTemplates,
  countsSeen,
  tasksSeen,
  type CoordinatedTemplate,
  type ListedTask,
  type TaskAccess,
  type TaskCounts,
} from './persistence/taskListStore';

/** A task with all that presenting it needs. */
export interface TaskInView {
  readonly campaign: Campaign;
  readonly task: ListedTask;
  readonly situation: TaskSituation;
}

/** Tasks that a person may see, page by page. A cursor that is none of ours begins at the start. */
export async function readTasks(
  tx: Tx,
  person: SignedInPerson,
  filter: TaskFilter,
  page: { readonly cursor: string | null; readonly limit: number },
): Promise<{ readonly items: TaskInView[]; readonly nextCursor: string | null }> {
  const access = await accessOf(tx, person, filter);
  const { tasks, next } = await tasksSeen(tx, access, filter, {
    after: readTaskCursor(page.cursor),
    limit: page.limit,
  });
  const items = new Map<string, TaskInView>();
  for (const campaignId of new Set(tasks.map((task) => task.campaignId))) {
    const campaign = await loadCampaign(tx, campaignId, 'none');
    const own = tasks.filter((task) => task.campaignId === campaignId);
    for (const found of await loadSituations(tx, campaign, own)) items.set(found.task.id, { campaign, ...found });
  }
  return {
    items: tasks.flatMap((task) => items.get(task.id) ?? []),
    nextCursor: next === null ? null : taskCursorText(next),
  };
}

/** How many of them are in which state. */
export async function countTasks(tx: Tx, person: SignedInPerson, filter: TaskFilter): Promise<TaskCounts> {
  return countsSeen(tx, await accessOf(tx, person, filter), filter);
}

async function accessOf(tx: Tx, person: SignedInPerson, filter: TaskFilter): Promise<TaskAccess> {
  const isAll = hasPermission(person, 'task.readAll');
  const doing = person.holdings.filter((held) => permissionsOfRole(held).includes('task.act'));
  return {
    authorityId: person.authorityId,
    isAll,
    organisationIds: [...new Set(person.holdings.map((held) => held.organisationId))],
    personIds: actsAs(person),
    roles: doing.map(({ organisationId, role }) => ({ organisationId, role })),
    coordinated: isAll ? [] : await coordinatedBy(tx, person, filter.campaignId ?? null),
  };
}

/** The same rule as for one task (`coordinates`), for whole templates. */
async function coordinatedBy(
  tx: Tx,
  person: SignedInPerson,
  campaignId: string | null,
): Promise<CoordinatedTemplate[]> {
  const templates = await coordinatedTemplates(tx, person.authorityId, campaignId);
  return templates.flatMap((one) =>
    person.holdings
      .filter((held) => coordinates(one.names, held, { unitCode: null }))
      .map(({ organisationKey, organisationKind }) => ({
        campaignId: one.campaignId,
        template: one.template,
        unitCode: organisationKind === 'UNIT' ? organisationKey : null,
      })),
  );
}
