import type { Tx } from '../database/transaction';
import { journalLines, type JournalLine } from './persistence/journalReader';

export interface JournalPage {
  readonly lines: readonly JournalLine[];
  readonly nextCursor: string | null;
}

/** The journal of an authority, page by page, the latest entry first. */
export async function readJournal(
  tx: Tx,
  authorityId: string,
  query: { readonly subjectId: string | null; readonly cursor: string | null; readonly limit: number },
): Promise<JournalPage> {
  const { subjectId, cursor, limit } = query;
  const lines = await journalLines(tx, authorityId, { subjectId, before: cursor, limit: limit + 1 });
  const page = lines.slice(0, limit);
  return { lines: page, nextCursor: lines.length > limit ? (page.at(-1)?.id ?? null) : null };
}
