import type { Campaign } from '../campaigns/domain/campaign';
import { stagesOf } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { writeJournal } from '../journal/persistence/journalStore';
import { digestSubject } from '../messages/domain/subject';
import { queueDigest } from '../messages/persistence/messageStore';
import { loadDirectory } from '../organisations/persistence/directoryStore';
import type { DigestRule } from '../plans/domain/plan';
import { unsettledDueDays } from '../tasks/persistence/taskStore';
import { DISPATCH_ID, tellWorkflow } from '../temporal/persistence/outboxStore';
import { isLagging, succession } from './domain/digest';
import type { Judgement } from './domain/judgement';
import { digestRecipients } from './domain/recipients';
import type { Step } from './domain/step';
import { insertVersions, plannedDigests, settleSteps } from './persistence/ledgerStore';
import { beginRun, finishRun } from './persistence/runStore';
import { describe, releaseInstant, settledStep } from './runDueSteps';

/**
 * The digests of a campaign that have come due, in plan order, in one transaction. The campaign must be locked `alone`.
 * After an outage only the last one missed of each series is sent. Returns how many fired.
 */
export async function runDigests(tx: Tx, campaign: Campaign): Promise<number> {
  if (campaign.state !== 'RUNNING' || campaign.isOut) return 0;
  const planned = await plannedDigests(tx, campaign.id);
  const due = planned.filter((step) => step.plannedAt <= campaign.now);
  if (due.length === 0) return 0;
  const run = await beginRun(tx, campaign.id, null, campaign.now);
  let fired = 0;
  for (const rule of campaign.plan.digests ?? []) {
    const step = due.find((one) => one.rule === rule.key);
    if (step !== undefined) fired += await runSeries(tx, campaign, run.id, rule, step);
  }
  await finishRun(tx, run.id, campaign.now);
  if (fired > 0 && campaign.clock === 'REAL') await tellWorkflow(tx, 'DISPATCH', DISPATCH_ID);
  return fired;
}

async function runSeries(tx: Tx, campaign: Campaign, runId: string, rule: DigestRule, due: Step): Promise<number> {
  const { now, calendar } = campaign;
  const { due: alsoDue, ahead } = succession(rule, due, now, calendar);
  const versions = [...alsoDue, ahead].map((step) => ({ stageId: null, taskId: null, step }));
  await insertVersions(tx, campaign.id, versions);
  const chain = (await plannedDigests(tx, campaign.id))
    .filter((step) => step.rule === rule.key && step.plannedAt <= now)
    .sort((a, b) => a.repetition - b.repetition);
  const last = chain.at(-1) ?? due;
  const overtaken = chain
    .slice(0, -1)
    .map((step): Judgement => ({ step, outcome: 'SUPPRESSED', reason: 'OVERTAKEN', isFault: false }));
  const judgement = await judgeDigest(tx, campaign, rule, last);
  const judgements = [...overtaken, judgement];
  await settleSteps(tx, judgements.map(settledStep), now);
  await writeJournal(tx, [
    {
      subjectKind: 'CAMPAIGN',
      subjectId: campaign.id,
      act: 'STEPS_JUDGED',
      actorId: null,
      onBehalfOf: null,
      source: 'WORKFLOW',
      details: { steps: judgements.map(describe) },
      at: now,
    },
  ]);
  if (judgement.outcome !== 'FIRED') return 0;
  await queueDigest(
    tx,
    {
      campaignId: campaign.id,
      runId,
      stepId: last.id,
      recipients: judgement.recipients,
      subject: digestSubject(campaign.plan.code),
      releaseAt: releaseInstant(last.plannedAt, campaign),
    },
    now,
  );
  return 1;
}

async function judgeDigest(tx: Tx, campaign: Campaign, rule: DigestRule, step: Step): Promise<Judgement> {
  if (rule.onlyIf === 'SOMEONE_LAGGING' && !(await someoneLags(tx, campaign, rule))) {
    return { step, outcome: 'SUPPRESSED', reason: 'CONDITION', isFault: false };
  }
  const { plan, calendar, now, authorityId } = campaign;
  const directory = await loadDirectory(tx, authorityId, [], plan.roles, calendar.dayOf(now));
  const { told, isFault } = digestRecipients(rule.to, directory);
  if (told.length === 0) return { step, outcome: 'SUPPRESSED', reason: 'NO_RECIPIENT', isFault };
  return { step, outcome: 'FIRED', recipients: told };
}

async function someoneLags(tx: Tx, campaign: Campaign, rule: DigestRule): Promise<boolean> {
  const { calendar, now } = campaign;
  const running = (await stagesOf(tx, campaign.id)).filter(
    (stage) => stage.state === 'OPEN' && rule.stages.includes(stage.key),
  );
  const dueDays = await unsettledDueDays(
    tx,
    running.map((stage) => stage.id),
  );
  const today = calendar.dayOf(now);
  return dueDays.some((dueOn) => isLagging(rule, dueOn, today, calendar));
}
