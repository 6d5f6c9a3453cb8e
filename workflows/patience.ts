import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * A database away for minutes must not end a campaign: every activity is tried again without end. Refusals that another
 * try cannot mend do not arise here, for workflows decide nothing that a person could be refused.
 */
const RETRY = { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' } as const;

/** One short transaction, done where the workflow runs: saves two trips to the server. */
export const SHORT_STEP = {
  // The order of one instant of 10,599 tasks takes seconds, of a district milliseconds.
  startToCloseTimeout: '2 minutes',
  retry: RETRY,
} as const satisfies LocalActivityOptions;

/** Batches of transactions: a worker that was killed is noticed when its heartbeat stays away. */
export const LONG_STEP = {
  startToCloseTimeout: '30 minutes',
  // A killed worker's run goes on elsewhere after this time; shorter would mistake a slow disk for a death.
  heartbeatTimeout: '4s',
  retry: RETRY,
} as const satisfies ActivityOptions;

/** Another workflow that has not answered by then may have been ended by an operator: it is asked, and started, again. */
export const ASK_AGAIN_AFTER = '1 minute';
