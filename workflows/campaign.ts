import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  ParentClosePolicy,
  proxyLocalActivities,
  setHandler,
  startChild,
  workflowInfo,
} from '@temporalio/workflow';
import type { CampaignActivities } from '../activities/campaign';
import {
  changedSignal,
  ranSignal,
  rehearsalWorkflowId,
  runSignal,
  stageWorkflowId,
  turnSignal,
  turnTakenSignal,
} from './messages';
import { ASK_AGAIN_AFTER, SHORT_STEP } from './patience';
import { stageWorkflow } from './stage';

const { beginTurn, endTurn } = proxyLocalActivities<CampaignActivities>(SHORT_STEP);

/**
 * The plan's story. Each stage opens when its day has come and its predecessors are done, and runs as a child of its own;
 * the campaign ends when all have ended.
 *
 * A turn is everything of one instant, in the order of the contract: closings, completions and openings; then the
 * stages' runs in plan order, if the clock is a rehearsal's (by the wall clock each stage wakes by itself); then digests.
 */
export async function campaignWorkflow(campaignId: string): Promise<void> {
  let hasChanged = true;
  let asked: string[] = [];
  const ran = new Set<string>();
  const carriedOut = new Set<string>();
  setHandler(changedSignal, () => {
    hasChanged = true;
  });
  setHandler(turnSignal, (turn) => {
    asked.push(turn);
  });
  setHandler(ranSignal, (run) => {
    ran.add(run);
  });

  const isCalled = (): boolean => hasChanged || asked.length > 0;

  for (let turns = 1; ; turns += 1) {
    hasChanged = false;
    const answering = asked;
    asked = [];

    const turn = await beginTurn(campaignId);
    const begun = turn.openStages.filter((stageId) => !carriedOut.has(stageId));
    await Promise.all(begun.map((stageId) => haveCarriedOut(stageId, turn.isRehearsal)));
    for (const stageId of begun) carriedOut.add(stageId);
    for (const stageId of turn.completedStages) await haveEnded(stageId);
    for (const stageId of turn.stagesToRun) {
      const run = `${String(turns)}/${stageId}`;
      do await haveRun(stageId, run);
      while (!(await condition(() => ran.delete(run), ASK_AGAIN_AFTER)));
    }
    const { hasEnded, wakeInMs } = await endTurn(campaignId, turn.at);

    for (const taken of answering) await answer(campaignId, taken);
    if (hasEnded) {
      // Whoever asked while the last turn ran would wait for ever; the list grows if somebody asks meanwhile.
      for (const late of asked) await answer(campaignId, late);
      return;
    }
    if (workflowInfo().continueAsNewSuggested && !isCalled()) {
      await continueAsNew<typeof campaignWorkflow>(campaignId);
    }
    await (wakeInMs === null ? condition(isCalled) : condition(isCalled, wakeInMs));
  }
}

/** Starts the workflow of an open stage; one that runs already goes on. It outlives this workflow if that is lost. */
async function haveCarriedOut(stageId: string, isConducted: boolean): Promise<void> {
  try {
    await startChild(stageWorkflow, {
      workflowId: stageWorkflowId(stageId),
      args: [stageId, isConducted],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Asks a conducted stage to run; one whose workflow was lost is started again first. */
async function haveRun(stageId: string, run: string): Promise<void> {
  const ask = (): Promise<void> => getExternalWorkflowHandle(stageWorkflowId(stageId)).signal(runSignal, run);
  try {
    await ask();
  } catch {
    await haveCarriedOut(stageId, true);
    await ask();
  }
}

/** A completed stage's workflow looks once more, and ends; one that was lost has nothing left to do. */
async function haveEnded(stageId: string): Promise<void> {
  await getExternalWorkflowHandle(stageWorkflowId(stageId))
    .signal(changedSignal)
    .catch(() => undefined);
}

async function answer(campaignId: string, turn: string): Promise<void> {
  await getExternalWorkflowHandle(rehearsalWorkflowId(campaignId))
    .signal(turnTakenSignal, turn)
    .catch(() => undefined);
}
