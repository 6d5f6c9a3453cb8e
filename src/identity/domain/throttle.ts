import { HOUR_MS, MINUTE_MS, type Instant } from '../../shared/instant';

/** How many failures are free, and how long one waits after each further one. */
export interface ThrottleLimits {
  readonly freeFailures: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

/**
 * Ten guesses in the first minutes and then four an hour do not find a password of ten characters, and somebody who has
 * forgotten theirs is not kept out for a day.
 */
export const LOGIN_LIMITS: ThrottleLimits = {
  freeFailures: 5,
  firstWaitMs: MINUTE_MS,
  longestWaitMs: 15 * MINUTE_MS,
};

/** An office of 100 people may share one address, so it gets more. */
export const ADDRESS_LIMITS: ThrottleLimits = {
  freeFailures: 50,
  firstWaitMs: MINUTE_MS,
  longestWaitMs: 15 * MINUTE_MS,
};

/** Failures count no longer after so much quiet. */
export const FORGOTTEN_AFTER_MS = HOUR_MS;

export interface ThrottleState {
  readonly failures: number;
  readonly lastTriedAt: Instant;
  readonly blockedUntil: Instant | null;
}

/**
 * The state when an attempt begins. It counts as failed until it has succeeded: attempts made at the same time cannot
 * slip through together. Null: no attempt is allowed before `blockedUntil`.
 */
export function afterAttempt(
  state: ThrottleState | undefined,
  limits: ThrottleLimits,
  now: Instant,
): ThrottleState | null {
  if ((state?.blockedUntil ?? -Infinity) > now) return null;
  const isForgotten = state === undefined || state.lastTriedAt + FORGOTTEN_AFTER_MS <= now;
  const failures = (isForgotten ? 0 : state.failures) + 1;
  const beyond = failures - limits.freeFailures;
  const waitMs = Math.min(limits.firstWaitMs * 2 ** Math.max(0, beyond), limits.longestWaitMs);
  return { failures, lastTriedAt: now, blockedUntil: beyond >= 0 ? now + waitMs : null };
}

/** What is counted for a login, whether there is such an account or not. */
export function loginSubject(normalLogin: string): string {
  return `login:${normalLogin}`;
}

/** What is counted for an address: of IPv6 the network, because one machine has as many addresses there as it likes. */
export function addressSubject(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined || !ip.includes(':')) return `address:${mapped ?? ip}`;
  const [head = '', tail] = ip.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after];
  return `address:${groups.slice(0, 4).join(':')}::/64`;
}
