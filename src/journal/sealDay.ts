import { databaseNow } from '../campaigns/persistence/campaignStore';
import type { Tx } from '../database/transaction';
import { isoOf, type Day } from '../shared/instant';
import { sealHash, START_OF_SEALS } from './domain/seal';
import {
  headsGrownSince,
  holdJournal,
  insertSeal,
  journalExtent,
  lastSeal,
  sealOn,
  type Seal,
} from './persistence/sealStore';

/**
 * Seals the journal as it stands, under a day (the authority's today): whoever keeps the hash elsewhere can prove that
 * nothing before was altered. A day that is sealed already, or lies before the last sealed one, stays as it is. To be
 * called in a transaction of its own, once a day.
 */
export async function sealDay(tx: Tx, day: Day): Promise<Seal> {
  const known = await sealOn(tx, day);
  if (known !== undefined) return known;
  await holdJournal(tx);
  const previous = await lastSeal(tx);
  // Another process may have sealed it while this one waited.
  if (previous !== undefined && previous.onDate >= day) return previous;
  const { lastId, chains } = await journalExtent(tx);
  const grown = await headsGrownSince(tx, previous?.lastId ?? '0');
  const seal = { onDate: day, lastId, chains, hash: sealHash(previous?.hash ?? START_OF_SEALS, grown) };
  await insertSeal(tx, seal);
  return seal;
}

/** Seals under the day that it is by the database's clock, in UTC: the first call of a day seals, the others find it done. */
export async function sealToday(tx: Tx): Promise<Seal> {
  return sealDay(tx, isoOf(await databaseNow(tx)).slice(0, 'YYYY-MM-DD'.length));
}
