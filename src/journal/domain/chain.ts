import { createHash } from 'node:crypto';
import { isoOf, type Instant } from '../../shared/instant';

/** Where an act came from. */
export type JournalSource = 'API' | 'WORKFLOW' | 'CLI';

/** One act, as it enters the chain of its subject. */
export interface JournalAct {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly act: string;
  readonly actorId: string | null;
  readonly onBehalfOf: string | null;
  readonly source: JournalSource;
  readonly details: Readonly<Record<string, unknown>>;
  /** By the clock of the subject's campaign; `recordedAt` is the database's clock. */
  readonly at: Instant;
}

export interface ChainLink {
  readonly sequence: number;
  readonly hash: Buffer;
}

/** Before the first act of a subject. */
export const START_OF_CHAIN: ChainLink = { sequence: 0, hash: Buffer.alloc(32) };

/** The next link: SHA-256 over the hash before it and the whole act in canonical JSON. */
export function nextLink(previous: ChainLink, act: JournalAct, recordedAt: Instant): ChainLink {
  const sequence = previous.sequence + 1;
  const hash = createHash('sha256')
    .update(previous.hash)
    .update(
      canonicalJson({
        act: act.act,
        actorId: act.actorId,
        at: isoOf(act.at),
        details: act.details,
        onBehalfOf: act.onBehalfOf,
        recordedAt: isoOf(recordedAt),
        sequence,
        source: act.source,
        subjectId: act.subjectId,
        subjectKind: act.subjectKind,
      }),
    )
    .digest();
  return { sequence, hash };
}

/** JSON with the keys of every object sorted, so that what PostgreSQL's jsonb gives back has the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
