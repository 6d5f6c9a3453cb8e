import type { Tx } from '../../database/transaction';
import { instantOf, instantOrNull, isoOf, type Instant } from '../../shared/instant';
import { afterAttempt, FORGOTTEN_AFTER_MS, type ThrottleLimits } from '../domain/throttle';

export interface ThrottledSubject {
  readonly subject: string;
  readonly limits: ThrottleLimits;
}

/**
 * Counts an attempt on each subject before it is made. Returns how many milliseconds to wait if one of them is blocked
 * (then nothing is counted), else 0.
 */
export async function countAttempt(tx: Tx, subjects: readonly ThrottledSubject[]): Promise<number> {
  // In one order, so that two attempts cannot wait for each other.
  const ordered = [...subjects].sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const names = ordered.map(({ subject }) => subject);
  await tx.rows(
    `insert into sign_in_throttle (subject, failures, last_tried_at)
     select subject, 0, now() from unnest($1::text[]) as t (subject) on conflict do nothing`,
    [names],
  );
  const rows = await tx.rows<{
    subject: string;
    failures: number;
    last_tried_at: Date;
    blocked_until: Date | null;
    now: Date;
  }>(
    `select subject, failures, last_tried_at, blocked_until, clock_timestamp() as now
       from sign_in_throttle where subject = any($1) order by subject for update`,
    [names],
  );
  const found = new Map(rows.map((row) => [row.subject, row]));
  const judged = ordered.map(({ subject, limits }) => {
    const row = found.get(subject);
    const now: Instant = row === undefined ? 0 : instantOf(row.now);
    const state = row && {
      failures: row.failures,
      lastTriedAt: instantOf(row.last_tried_at),
      blockedUntil: instantOrNull(row.blocked_until),
    };
    return { subject, after: afterAttempt(state, limits, now), waitMs: (state?.blockedUntil ?? 0) - now };
  });
  const blocked = judged.filter(({ after }) => after === null);
  if (blocked.length > 0) return Math.max(...blocked.map(({ waitMs }) => waitMs));
  for (const { subject, after } of judged) {
    if (after === null) continue;
    await tx.rows(
      'update sign_in_throttle set failures = $2, last_tried_at = $3, blocked_until = $4 where subject = $1',
      [
        subject,
        after.failures,
        isoOf(after.lastTriedAt),
        after.blockedUntil === null ? null : isoOf(after.blockedUntil),
      ],
    );
  }
  return 0;
}

/**
 * The attempt succeeded. The login starts anew; the address only gets this one attempt back, or somebody with an account
 * of their own could go on guessing at the others'.
 */
export async function forgiveAttempt(tx: Tx, address: string, login: string): Promise<void> {
  await tx.rows(
    'update sign_in_throttle set failures = greatest(failures - 1, 0), blocked_until = null where subject = $1',
    [address],
  );
  await tx.rows('delete from sign_in_throttle where subject = $1', [login]);
  await tx.rows(
    `delete from sign_in_throttle where subject in (
       select subject from sign_in_throttle where last_tried_at < now() - $1 * interval '1 millisecond'
        limit 100 for update skip locked)`,
    [FORGOTTEN_AFTER_MS],
  );
}
