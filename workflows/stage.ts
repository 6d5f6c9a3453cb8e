import {
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { StageActivities } from '../activities/stage';
import { campaignWorkflowId, changedSignal, ranSignal, runSignal } from './messages';
import { LONG_STEP } from './patience';

const { runStage } = proxyActivities<StageActivities>(LONG_STEP);

/**
 * One stage: run what is due, sleep until the next planned instant or until something changed, until it is completed.
 * A conducted stage (of a rehearsal) sleeps until it is told to run, for its clock stands still.
 */
export async function stageWorkflow(stageId: string, isConducted: boolean): Promise<void> {
  let hasChanged = !isConducted;
  let asked: string[] = [];
  setHandler(changedSignal, () => {
    hasChanged = true;
  });
  setHandler(runSignal, (run) => {
    asked.push(run);
  });
  const isCalled = (): boolean => hasChanged || asked.length > 0;
  let wakeInMs: number | null = null;

  for (;;) {
    await (wakeInMs === null ? condition(isCalled) : condition(isCalled, wakeInMs));
    hasChanged = false;
    const answering = asked;
    asked = [];

    const standing = await runStage(stageId);
    wakeInMs = standing.wakeInMs;

    const campaign = getExternalWorkflowHandle(campaignWorkflowId(standing.campaignId));
    // A campaign that has ended, or was lost, needs no answer.
    const answer = (run: string): Promise<void> => campaign.signal(ranSignal, run).catch(() => undefined);
    for (const run of answering) await answer(run);
    if (standing.isOver) {
      // Whoever asked meanwhile would wait in vain; the list grows if somebody asks during the answers.
      for (const run of asked) await answer(run);
      // Stages that wait for this one may open.
      if (!isConducted) await campaign.signal(changedSignal).catch(() => undefined);
      return;
    }
    if (workflowInfo().continueAsNewSuggested && !isCalled()) {
      await continueAsNew<typeof stageWorkflow>(stageId, isConducted);
    }
  }
}
