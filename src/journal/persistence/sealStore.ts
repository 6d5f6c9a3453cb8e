import type { Tx } from '../../database/transaction';
import type { Day } from '../../shared/instant';
import type { ChainHead } from '../domain/seal';
import { JOURNAL_LOCK } from './journalStore';

export interface Seal {
  readonly onDate: Day;
  /** The last entry that it holds. */
  readonly lastId: string;
  /** How many chains there were. */
  readonly chains: number;
  readonly hash: Buffer;
}

const SEAL_COLUMNS = 'on_date as "onDate", last_id as "lastId", chains, hash';

/** All seals, the oldest first: one a day. */
export async function sealsInOrder(tx: Tx): Promise<Seal[]> {
  return tx.rows<Seal>(`select ${SEAL_COLUMNS} from journal_seal order by on_date`);
}

export async function sealOn(tx: Tx, day: Day): Promise<Seal | undefined> {
  const [seal] = await tx.rows<Seal>(`select ${SEAL_COLUMNS} from journal_seal where on_date = $1`, [day]);
  return seal;
}

/** Waits until nobody writes, and keeps writers waiting: a number that is given out but not committed would come later. */
export async function holdJournal(tx: Tx): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock($1)', [JOURNAL_LOCK]);
}

export async function lastSeal(tx: Tx): Promise<Seal | undefined> {
  const [seal] = await tx.rows<Seal>(`select ${SEAL_COLUMNS} from journal_seal order by on_date desc limit 1`);
  return seal;
}

/** The heads of the chains that grew after an entry. */
export async function headsGrownSince(tx: Tx, lastId: string): Promise<ChainHead[]> {
  return tx.rows<ChainHead>(
    `select h.subject_id as "subjectId", h.sequence, h.hash
       from journal_head h
      where h.subject_id in (select subject_id from journal_entry where id > $1)`,
    [lastId],
  );
}

export async function journalExtent(tx: Tx): Promise<{ readonly lastId: string; readonly chains: number }> {
  const [extent] = await tx.rows<{ lastId: string; chains: number }>(
    `select coalesce((select max(id) from journal_entry), 0)::bigint as "lastId", (select count(*)::int from journal_head) as chains`,
  );
  if (extent === undefined) throw new Error('The database did not tell how long the journal is');
  return extent;
}

export async function insertSeal(tx: Tx, seal: Seal): Promise<void> {
  await tx.rows(
    'insert into journal_seal (on_date, last_id, chains, hash, sealed_at) values ($1, $2, $3, $4, clock_timestamp())',
    [seal.onDate, seal.lastId, seal.chains, seal.hash],
  );
}
