import { findTemplate } from '../campaigns/domain/campaign';
import { loadCampaign } from '../campaigns/loadCampaign';
import type { Tx } from '../database/transaction';
import type { SignedInPerson } from '../identity/domain/person';
import type { StageTemplate, TaskTemplate } from '../plans/domain/plan';
import { AppError } from '../shared/http/appError';
import { refusalOfAction } from './domain/actions';
import { standingsOf } from './domain/standing';
import { loadSituations } from './loadSituations';
import { peopleWhoCanTake, type PersonNamed } from './persistence/delegateStore';
import { listedTask, namesOfOrganisations } from './persistence/taskListStore';
import {
  commentsOfTask,
  filesOfTask,
  requestsOfTask,
  type ExtensionRequestView,
  type TaskComment,
  type TaskFile,
} from './persistence/taskPartsStore';
import { readHistory, type TaskEvent } from './readHistory';
import type { TaskInView } from './readTasks';

/** A task as its page shows it. */
export interface WholeTask extends TaskInView {
  readonly stage: StageTemplate | null;
  readonly template: TaskTemplate | null;
  readonly coordinating: readonly { readonly key: string; readonly name: string }[];
  readonly comments: readonly TaskComment[];
  readonly files: readonly TaskFile[];
  readonly extensionRequests: readonly ExtensionRequestView[];
  readonly history: readonly TaskEvent[];
  /** To whom this person may delegate it now. */
  readonly delegates: readonly PersonNamed[];
}

/**
 * One task with its situation, if this person may see it.
 * @throws AppError TASK.NOT_FOUND, also for a task that they may not see: that it exists is nobody else's business
 */
export async function readTask(tx: Tx, person: SignedInPerson, taskId: string): Promise<TaskInView> {
  const task = await listedTask(tx, person.authorityId, taskId);
  if (task === undefined) throw new AppError('TASK.NOT_FOUND');
  const campaign = await loadCampaign(tx, task.campaignId, 'none');
  const [found] = await loadSituations(tx, campaign, [task]);
  if (found === undefined || standingsOf(person, found.situation).length === 0) throw new AppError('TASK.NOT_FOUND');
  return { campaign, ...found };
}

/** @throws AppError TASK.NOT_FOUND */
export async function readWholeTask(tx: Tx, person: SignedInPerson, taskId: string): Promise<WholeTask> {
  const view = await readTask(tx, person, taskId);
  const { campaign, task, situation } = view;
  const found = findTemplate(campaign.plan, task.template);
  const today = campaign.calendar.dayOf(campaign.now);
  return {
    ...view,
    stage: found?.stage ?? null,
    template: found?.template ?? null,
    coordinating: await coordinatingOrganisations(tx, person.authorityId, situation.coordinating),
    comments: await commentsOfTask(tx, taskId),
    files: await filesOfTask(tx, taskId),
    extensionRequests: await requestsOfTask(tx, taskId),
    history: await readHistory(tx, taskId),
    delegates:
      refusalOfAction('DELEGATE', person, situation) === null
        ? (await peopleWhoCanTake(tx, task.organisationId, today)).filter(({ id }) => id !== task.claimedBy)
        : [],
  };
}

const COLLECTIVE_NAMES: Readonly<Record<string, string>> = {
  bodies: 'Các cơ quan, đơn vị liên quan',
  units: 'Các xã, phường, thị trấn',
};

async function coordinatingOrganisations(
  tx: Tx,
  authorityId: string,
  names: readonly string[],
): Promise<{ key: string; name: string }[]> {
  const known = new Map((await namesOfOrganisations(tx, authorityId, names)).map((one) => [one.key, one.name]));
  return names.map((key) => ({ key, name: COLLECTIVE_NAMES[key] ?? known.get(key) ?? key }));
}
