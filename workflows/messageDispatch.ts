import { condition, continueAsNew, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import type { DispatchActivities } from '../activities/dispatch';
import { changedSignal } from './messages';
import { LONG_STEP } from './patience';

const { dispatchMail } = proxyActivities<DispatchActivities>(LONG_STEP);

/** Drains the mail queue: one for the whole system. What failed is tried again when its time has come. */
export async function messageDispatchWorkflow(): Promise<void> {
  let hasNews = true;
  setHandler(changedSignal, () => {
    hasNews = true;
  });
  for (;;) {
    hasNews = false;
    const { wakeInMs } = await dispatchMail();
    const isCalled = (): boolean => hasNews;
    await (wakeInMs === null ? condition(isCalled) : condition(isCalled, wakeInMs));
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof messageDispatchWorkflow>();
  }
}
