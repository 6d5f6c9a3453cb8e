import {
  ApplicationFailure,
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  proxyLocalActivities,
  setHandler,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import type { RehearsalActivities } from '../activities/rehearsal';
import { campaignWorkflowId, progressQuery, turnSignal, turnTakenSignal } from './messages';
import { ASK_AGAIN_AFTER, SHORT_STEP } from './patience';

const { readClock, moveClock } = proxyLocalActivities<RehearsalActivities>(SHORT_STEP);

/** How far a rehearsal is to go: to an instant, or to whatever is planned next. */
export type RehearsalGoal = { readonly until: number } | 'NEXT';

/**
 * Moves a rehearsal's clock through every planned instant on its way, in order; at each the campaign takes its turn, so
 * that every step fires at its own instant. Returns where the clock stands at the end, in milliseconds since 1970.
 */
export async function rehearsalWorkflow(campaignId: string, goal: RehearsalGoal): Promise<number> {
  const taken = new Set<string>();
  let reached: number | null = null;
  setHandler(turnTakenSignal, (turn) => {
    taken.add(turn);
  });
  setHandler(progressQuery, () => reached);

  // What people did at this instant comes first, and everything that follows from it.
  const start = await readClock(campaignId);
  if (!start.hasEnded) await takeTurn(campaignId, taken);
  let { at } = start;
  for (;;) {
    // "From where" makes the move safe to repeat after a crash: a clock that has moved already is not moved again.
    const move = await moveClock(campaignId, at, goal);
    if (move.at !== at && !move.hasEnded) await takeTurn(campaignId, taken);
    at = move.at;
    reached = at;
    if (move.isThere) return at;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof rehearsalWorkflow>(campaignId, goal);
  }
}

async function takeTurn(campaignId: string, taken: Set<string>): Promise<void> {
  const turn = uuid4();
  do {
    try {
      await getExternalWorkflowHandle(campaignWorkflowId(campaignId)).signal(turnSignal, turn);
    } catch (cause) {
      // It may have ended since its clock was read: a turn of its own, for something that changed, was quicker.
      if ((await readClock(campaignId)).hasEnded) return;
      throw ApplicationFailure.retryable(
        'The campaign has no workflow; the reconciler starts it',
        'CAMPAIGN_LOST',
        cause,
      );
    }
  } while (!(await condition(() => taken.delete(turn), ASK_AGAIN_AFTER)));
}
