import type { Tx } from '../../../database/transaction';

export interface StoredAnswer {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export interface EarlierRequest {
  readonly request: string;
  /** Null while it is being carried out, or when its process died. */
  readonly status: number | null;
  readonly response: StoredAnswer | null;
  readonly ageMs: number;
}

/** How long a key is remembered. */
const KEPT_HOURS = 48;

/** So that one request does not pay for all: two of them remove more than one can add. */
const REMOVED_AT_ONCE = 20;

/** Takes the key for this request; false: it is taken already. Removes some that are older than 48 hours. */
export async function takeKey(tx: Tx, personId: string, key: string, request: string): Promise<boolean> {
  await tx.rows(
    `delete from idempotent_request
      where received_at < now() - interval '${KEPT_HOURS} hours'
        and ((person_id = $1 and key = $2) or ctid in (
              select ctid from idempotent_request where received_at < now() - interval '${KEPT_HOURS} hours'
               order by received_at limit ${REMOVED_AT_ONCE} for update skip locked))`,
    [personId, key],
  );
  const taken = await tx.rows(
    `insert into idempotent_request (person_id, key, request) values ($1, $2, $3)
     on conflict on constraint idempotent_request_pk do nothing returning key`,
    [personId, key, request],
  );
  return taken.length === 1;
}

export async function requestWithKey(tx: Tx, personId: string, key: string): Promise<EarlierRequest | undefined> {
  const [row] = await tx.rows<Omit<EarlierRequest, 'ageMs'> & { age_ms: number }>(
    `select request, status, response, (extract(epoch from now() - received_at) * 1000)::float8 as age_ms
       from idempotent_request where person_id = $1 and key = $2`,
    [personId, key],
  );
  return row && { request: row.request, status: row.status, response: row.response, ageMs: row.age_ms };
}

export async function keepAnswer(
  tx: Tx,
  personId: string,
  key: string,
  status: number,
  answer: StoredAnswer,
): Promise<void> {
  await tx.rows('update idempotent_request set status = $3, response = $4::jsonb where person_id = $1 and key = $2', [
    personId,
    key,
    status,
    JSON.stringify(answer),
  ]);
}

/** The request had no effect: the key may be used again. */
export async function releaseKey(tx: Tx, personId: string, key: string): Promise<void> {
  await tx.rows('delete from idempotent_request where person_id = $1 and key = $2 and status is null', [personId, key]);
}
