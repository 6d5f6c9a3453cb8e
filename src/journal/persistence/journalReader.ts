import type { Tx } from '../../database/transaction';
import { instantOf, type Instant } from '../../shared/instant';
import type { ChainLink, JournalAct, JournalSource } from '../domain/chain';

/** An entry as it was written, with its links. */
export interface StoredEntry {
  readonly id: string;
  readonly act: JournalAct;
  readonly recordedAt: Instant;
  readonly link: ChainLink;
  readonly previousHash: Buffer;
}

interface EntryRow {
  readonly id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly sequence: number;
  readonly act: string;
  readonly actor_id: string | null;
  readonly on_behalf_of: string | null;
  readonly source: JournalSource;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly recorded_at: Date;
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
}

function actOf(row: EntryRow): JournalAct {
  return {
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    act: row.act,
    actorId: row.actor_id,
    onBehalfOf: row.on_behalf_of,
    source: row.source,
    details: row.details,
    at: instantOf(row.at),
  };
}

/** The entries after one, in the order in which they were written. */
export async function entriesAfter(tx: Tx, id: string, limit: number): Promise<StoredEntry[]> {
  const rows = await tx.rows<EntryRow>(
    `select id, subject_kind, subject_id, sequence, act, actor_id, on_behalf_of, source, details, at, recorded_at,
            previous_hash, hash
       from journal_entry where id > $1 order by id limit $2`,
    [id, limit],
  );
  return rows.map((row) => ({
    id: row.id,
    act: actOf(row),
    recordedAt: instantOf(row.recorded_at),
    link: { sequence: row.sequence, hash: row.hash },
    previousHash: row.previous_hash,
  }));
}

/** The heads after one, by subject. */
export async function headsAfter(
  tx: Tx,
  subjectId: string,
  limit: number,
): Promise<{ readonly subjectId: string; readonly sequence: number; readonly hash: Buffer }[]> {
  return tx.rows(
    `select subject_id as "subjectId", sequence, hash from journal_head where subject_id > $1 order by subject_id limit $2`,
    [subjectId, limit],
  );
}

/** An entry as people read it. */
export interface JournalLine {
  readonly id: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly sequence: number;
  readonly act: string;
  readonly actor: { readonly id: string; readonly name: string } | null;
  readonly onBehalfOf: { readonly id: string; readonly name: string } | null;
  readonly source: JournalSource;
  readonly details: Readonly<Record<string, unknown>>;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly hash: string;
}

type LineRow = EntryRow & { readonly actor: string | null; readonly on_behalf_of_name: string | null };

const LINES = `select j.id, j.subject_kind, j.subject_id, j.sequence, j.act, j.actor_id, j.on_behalf_of, j.source, j.details, j.at,
    j.recorded_at, j.previous_hash, j.hash, p.name as actor, b.name as on_behalf_of_name
  from journal_entry j
  left join person p on p.id = j.actor_id
  left join person b on b.id = j.on_behalf_of`;

function lineOf(row: LineRow): JournalLine {
  return {
    id: row.id,
    ...actOf(row),
    sequence: row.sequence,
    actor: row.actor_id === null ? null : { id: row.actor_id, name: row.actor ?? '' },
    onBehalfOf: row.on_behalf_of === null ? null : { id: row.on_behalf_of, name: row.on_behalf_of_name ?? '' },
    recordedAt: instantOf(row.recorded_at),
    hash: row.hash.toString('hex'),
  };
}

/**
 * The journal of an authority, the latest entry first: of one subject, or of everything that is its own. What belongs to
 * no authority that is known (a subject of another kind) is the journal of whoever acted.
 */
export async function journalLines(
  tx: Tx,
  authorityId: string,
  filter: { readonly subjectId: string | null; readonly before: string | null; readonly limit: number },
): Promise<JournalLine[]> {
  const rows = await tx.rows<LineRow>(
    `${LINES}
      where ($2::uuid is null or j.subject_id = $2)
        and ($3::bigint is null or j.id < $3)
        and $1 = case j.subject_kind
          when 'TASK' then (select c.authority_id from task t join campaign c on c.id = t.campaign_id where t.id = j.subject_id)
          when 'STAGE' then (select c.authority_id from stage g join campaign c on c.id = g.campaign_id where g.id = j.subject_id)
          when 'CAMPAIGN' then (select authority_id from campaign where id = j.subject_id)
          when 'CALENDAR' then (select authority_id from calendar where id = j.subject_id)
          when 'PLAN' then (select authority_id from plan where id = j.subject_id)
          when 'ORGANISATION' then (select authority_id from organisation where id = j.subject_id)
          when 'AUTHORITY' then j.subject_id
          when 'ACCOUNT' then (select authority_id from person where id = j.subject_id)
          when 'PERSON' then (select authority_id from person where id = j.subject_id)
          else p.authority_id end
      order by j.id desc limit $4`,
    [authorityId, filter.subjectId, filter.before, filter.limit],
  );
  return rows.map(lineOf);
}

/** What was done with one subject, the earliest first, without the acts named. */
export async function linesOfSubject(tx: Tx, subjectId: string, without: readonly string[]): Promise<JournalLine[]> {
  const rows = await tx.rows<LineRow>(
    `${LINES} where j.subject_id = $1 and j.act <> all($2::text[]) order by j.sequence`,
    [subjectId, without],
  );
  return rows.map(lineOf);
}
