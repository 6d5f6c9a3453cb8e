import { HOUR_MS, type Instant } from '../../shared/instant';

export const MESSAGE_KINDS = ['LEDGER', 'DIGEST', 'NOTICE', 'ACCOUNT'] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export const MESSAGE_STATUSES = [
  'GATHERING',
  'QUEUED',
  'SENDING',
  'SENT',
  'RETRYING',
  'FAILED',
  'BOUNCED',
  'CANCELLED',
  'KEPT',
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

/** A mail server that is restarted answers again within half a minute. */
const FIRST_WAIT_MS = 30_000;
/** After a long failure the first mail still leaves within the hour of its mending. */
const LONGEST_WAIT_MS = HOUR_MS;
/** What failed together must not come back together. */
const JITTER = 0.2;
/** Tries before the waits have grown to the longest: a message that waited for days in an outage gets them as well. */
const LEAST_ATTEMPTS = 8;

/** How long to wait after the n-th failed attempt: doubled each time, from 30 s to 1 h. `random` in [0, 1). */
export function waitAfterAttempt(attempts: number, random: number): number {
  const doubled = FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 20);
  const jittered = Math.min(doubled, LONGEST_WAIT_MS) * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.min(Math.max(jittered, FIRST_WAIT_MS), LONGEST_WAIT_MS));
}

export interface FailedAttempt {
  /** How many attempts there were, this one included. */
  readonly attempts: number;
  /** Since when the message may leave. */
  readonly releaseAt: Instant;
  readonly now: Instant;
  /** The server will never take this message for this recipient. */
  readonly isPermanent: boolean;
}

export type NextTry = { readonly status: 'FAILED' } | { readonly status: 'RETRYING'; readonly nextAttemptAt: Instant };

/** What becomes of a message that did not leave: tried again, or given up (a dead letter for the administrator). */
export function afterFailure(failed: FailedAttempt, retryMaxMs: number, random: number): NextTry {
  const isTooOld = failed.now - failed.releaseAt >= retryMaxMs && failed.attempts >= LEAST_ATTEMPTS;
  if (failed.isPermanent || isTooOld) return { status: 'FAILED' };
  return { status: 'RETRYING', nextAttemptAt: failed.now + waitAfterAttempt(failed.attempts, random) };
}
