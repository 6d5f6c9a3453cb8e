import type { Tx } from '../../database/transaction';
import { isoOf, instantOf } from '../../shared/instant';
import { nextLink, START_OF_CHAIN, type ChainLink, type JournalAct } from '../domain/chain';

/** The advisory lock between those who write into the journal and whoever seals it. */
export const JOURNAL_LOCK = 146_001;

/**
 * Writes acts into the journal, in the transaction of their effects. Acts of one subject are chained in the order given.
 * Locks the heads of all chains in a fixed order, so that two writers cannot wait for each other.
 */
export async function writeJournal(tx: Tx, acts: readonly JournalAct[]): Promise<void> {
  if (acts.length === 0) return;
  const subjects = [...new Set(acts.map((act) => act.subjectId))].sort();
  const { heads, recordedAt } = await lockHeads(tx, subjects);
  const links = acts.map((act) => {
    const previous = heads.get(act.subjectId) ?? START_OF_CHAIN;
    const link = nextLink(previous, act, recordedAt);
    heads.set(act.subjectId, link);
    return { act, link, previous };
  });
  await tx.rows(
    `insert into journal_entry (subject_kind, subject_id, sequence, act, actor_id, on_behalf_of, source, details, at,
                                recorded_at, previous_hash, hash)
     select k, s, q, a, p, b, o, d, t, $12, ph, h
       from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::jsonb[],
                   $9::timestamptz[], $10::bytea[], $11::bytea[]) as act (k, s, q, a, p, b, o, d, t, ph, h)`,
    [
      links.map(({ act }) => act.subjectKind),
      links.map(({ act }) => act.subjectId),
      links.map(({ link }) => link.sequence),
      links.map(({ act }) => act.act),
      links.map(({ act }) => act.actorId),
      links.map(({ act }) => act.onBehalfOf),
      links.map(({ act }) => act.source),
      links.map(({ act }) => JSON.stringify(act.details)),
      links.map(({ act }) => isoOf(act.at)),
      links.map(({ previous }) => previous.hash),
      links.map(({ link }) => link.hash),
      isoOf(recordedAt),
    ],
  );
  await writeHeads(tx, acts, heads);
}

async function lockHeads(
  tx: Tx,
  subjects: readonly string[],
): Promise<{ heads: Map<string, ChainLink>; recordedAt: number }> {
  const rows = await tx.rows<{ subject_id: string; sequence: number; hash: Buffer }>(
    'select subject_id, sequence, hash from journal_head where subject_id = any($1) order by subject_id for update',
    [subjects],
  );
  // Shared with other writers; a seal waits until none is left (sealStore).
  const [clock] = await tx.rows<{ now: Date }>(
    `select pg_advisory_xact_lock_shared($1), date_trunc('milliseconds', clock_timestamp()) as now`,
    [JOURNAL_LOCK],
  );
  if (clock === undefined) throw new Error('The database did not tell its time');
  const heads = new Map(rows.map((row) => [row.subject_id, { sequence: row.sequence, hash: row.hash }]));
  return { heads, recordedAt: instantOf(clock.now) };
}

async function writeHeads(tx: Tx, acts: readonly JournalAct[], heads: ReadonlyMap<string, ChainLink>): Promise<void> {
  const kinds = new Map(acts.map((act) => [act.subjectId, act.subjectKind]));
  const changed = [...kinds].map(([subjectId, kind]) => ({
    subjectId,
    kind,
    link: heads.get(subjectId) ?? START_OF_CHAIN,
  }));
  await tx.rows(
    `insert into journal_head (subject_id, subject_kind, sequence, hash)
     select * from unnest($1::uuid[], $2::text[], $3::int[], $4::bytea[])
     on conflict (subject_id) do update set sequence = excluded.sequence, hash = excluded.hash`,
    [
      changed.map(({ subjectId }) => subjectId),
      changed.map(({ kind }) => kind),
      changed.map(({ link }) => link.sequence),
      changed.map(({ link }) => link.hash),
    ],
  );
}
