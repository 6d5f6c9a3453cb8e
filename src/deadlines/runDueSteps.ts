import type { Campaign } from '../campaigns/domain/campaign';
import { findTemplate } from '../campaigns/domain/campaign';
import type { Tx } from '../database/transaction';
import type { JournalAct } from '../journal/domain/chain';
import { writeJournal } from '../journal/persistence/journalStore';
import { gatherMessages, releaseRun, type FiredStep } from '../messages/persistence/messageStore';
import { loadDirectory } from '../organisations/persistence/directoryStore';
import type { Policy } from '../plans/domain/plan';
import { MINUTE_MS, type Instant } from '../shared/instant';
import { DISPATCH_ID, tellWorkflow } from '../temporal/persistence/outboxStore';
import { judgeTask, type Judgement } from './domain/judgement';
import { dueStepsOf, escalationsOf, insertVersions, settleSteps, type SettledStep } from './persistence/ledgerStore';
import { beginRun, finishRun, lockDueTasks, lockOpenRun, type DeadlineRun, type DueTask } from './persistence/runStore';

/** Tasks judged in one transaction: large enough that 10,599 take few of them, small enough to hold no lock for long. */
const BATCH_TASKS = 1_500;

/** A step fired later than this was held up (an outage); the few milliseconds of a normal wake-up do not count. */
const HELD_UP_AFTER_MS = 5 * MINUTE_MS;

/** A judgement of one task's step. */
type TaskJudgement = Judgement & { readonly taskId: string };

/**
 * One batch of a run: judges what has come due in a stage, and queues its messages, in this transaction. The campaign
 * must be locked `share` at least. Returns whether more is left. Doing it twice is harmless: what was judged is no longer
 * planned.
 */
export async function runDueSteps(tx: Tx, campaign: Campaign, stageId: string, batch = BATCH_TASKS): Promise<boolean> {
  if (campaign.isOut) return false;
  const { now } = campaign;
  const open = await lockOpenRun(tx, campaign.id, stageId);
  if (campaign.state !== 'RUNNING') {
    // The campaign has ended in the middle of a run: what was fired by then is told.
    if (open !== undefined) await endRun(tx, campaign, open);
    return false;
  }
  const tasks = await lockDueTasks(tx, stageId, now, batch);
  if (tasks.length === 0 && open === undefined) return false;
  const run = open ?? (await beginRun(tx, campaign.id, stageId, now));
  const judgements = await judgeTasks(tx, campaign, tasks);
  await writeJudgements(tx, campaign, stageId, judgements);
  await gatherMessages(tx, { id: run.id, campaignId: campaign.id, stageId }, firedSteps(judgements, campaign), now);
  await writeJournal(tx, journalOf(judgements, now));
  if (tasks.length === batch) return true;
  await endRun(tx, campaign, run);
  return false;
}

/** Lets the run's e-mails go. */
async function endRun(tx: Tx, { plan, clock, now }: Campaign, run: DeadlineRun): Promise<void> {
  const messages = await releaseRun(tx, run.id, plan.code);
  await finishRun(tx, run.id, now);
  if (messages > 0 && clock === 'REAL') await tellWorkflow(tx, 'DISPATCH', DISPATCH_ID);
}

async function judgeTasks(tx: Tx, campaign: Campaign, tasks: readonly DueTask[]): Promise<TaskJudgement[]> {
  if (tasks.length === 0) return [];
  const { plan, calendar, now } = campaign;
  const due = groupedByTask(
    await dueStepsOf(
      tx,
      tasks.map((task) => task.id),
      now,
    ),
  );
  const escalating = tasks.filter((task) => due.get(task.id)?.some((step) => step.kind === 'ESCALATION'));
  const escalations = groupedByTask(
    await escalationsOf(
      tx,
      escalating.map((task) => task.id),
    ),
  );
  const organisationIds = tasks.map((task) => task.organisationId);
  const directory = await loadDirectory(tx, campaign.authorityId, organisationIds, plan.roles, calendar.dayOf(now));
  return tasks.flatMap((task) =>
    judgeTask(
      {
        assignment: task,
        policy: policyOf(campaign, task.template),
        due: due.get(task.id) ?? [],
        escalations: escalations.get(task.id) ?? [],
      },
      { now, calendar, directory },
    ).map((judgement) => ({ ...judgement, taskId: task.id })),
  );
}

async function writeJudgements(
  tx: Tx,
  campaign: Campaign,
  stageId: string,
  judgements: readonly TaskJudgement[],
): Promise<void> {
  await settleSteps(tx, judgements.map(settledStep), campaign.now);
  await insertVersions(
    tx,
    campaign.id,
    judgements.flatMap((judgement) =>
      judgement.outcome === 'WAITING' ? [{ stageId, taskId: judgement.taskId, step: judgement.next }] : [],
    ),
  );
}

export function settledStep(judgement: Judgement): SettledStep {
  const { id } = judgement.step;
  switch (judgement.outcome) {
    case 'FIRED': {
      const recipients = judgement.recipients.map((recipient) => recipient.personId);
      return { id, status: 'FIRED', reason: null, recipients, isFault: false };
    }
    case 'SUPPRESSED':
      return { id, status: 'SUPPRESSED', reason: judgement.reason, recipients: [], isFault: judgement.isFault };
    case 'WAITING':
      return { id, status: 'SUPERSEDED', reason: 'WAITING', recipients: [], isFault: false };
  }
}

function firedSteps(judgements: readonly TaskJudgement[], campaign: Campaign): FiredStep[] {
  return judgements.flatMap((judgement) =>
    judgement.outcome === 'FIRED'
      ? [
          {
            stepId: judgement.step.id,
            recipients: judgement.recipients,
            releaseAt: releaseInstant(judgement.step.plannedAt, campaign),
          },
        ]
      : [],
  );
}

/** When the e-mail of a step may leave: at once, but what was held up until outside working time waits for it. */
export function releaseInstant(plannedAt: Instant, { now, calendar }: Pick<Campaign, 'now' | 'calendar'>): Instant {
  const wasHeldUp = now - plannedAt > HELD_UP_AFTER_MS;
  return wasHeldUp ? calendar.workingInstantFrom(now) : now;
}

/** One entry per task and run, naming each step with what became of it. */
function journalOf(judgements: readonly TaskJudgement[], now: Instant): JournalAct[] {
  const byTask = groupedByTask(judgements);
  return [...byTask].map(([subjectId, ofTask]) => ({
    subjectKind: 'TASK',
    subjectId,
    act: 'STEPS_JUDGED',
    actorId: null,
    onBehalfOf: null,
    source: 'WORKFLOW',
    details: { steps: ofTask.map(describe) },
    at: now,
  }));
}

export function describe(judgement: Judgement): Readonly<Record<string, unknown>> {
  const { kind, rule, repetition, version } = judgement.step;
  const settled = settledStep(judgement);
  return {
    kind,
    rule,
    repetition,
    version,
    status: settled.status,
    reason: settled.reason,
    recipients: settled.recipients,
  };
}

function policyOf(campaign: Campaign, template: string): Policy {
  const key = findTemplate(campaign.plan, template)?.template.policy;
  return (key === undefined ? undefined : campaign.plan.policies[key]) ?? {};
}

function groupedByTask<Row extends { readonly taskId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.taskId);
    if (group === undefined) groups.set(row.taskId, [row]);
    else group.push(row);
  }
  return groups;
}
