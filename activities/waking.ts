import type { Campaign } from '../src/campaigns/domain/campaign';
import type { Instant } from '../src/shared/instant';

/** A timer that is set for less would fire before the database's clock has come so far. */
const SHORTEST_SLEEP_MS = 5;

/** How long to sleep by the wall clock; null in a rehearsal, whose clock stands, and where nothing is planned. */
export function millisecondsUntil(
  next: Instant | null,
  { clock, now }: Pick<Campaign, 'clock' | 'now'>,
): number | null {
  return next === null || clock === 'REHEARSAL' ? null : Math.max(next - now, SHORTEST_SLEEP_MS);
}
