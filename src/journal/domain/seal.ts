import { createHash } from 'node:crypto';

/** The last link of a chain, as a seal holds it. */
export interface ChainHead {
  readonly subjectId: string;
  readonly sequence: number;
  readonly hash: Buffer;
}

/** Before the first seal. */
export const START_OF_SEALS: Buffer = Buffer.alloc(32);

/**
 * The hash of a day's seal: SHA-256 over the seal before it and the heads, by subject, of the chains that grew since.
 * What did not grow is held by the earlier seals, so that each seal holds the heads of all chains.
 */
export function sealHash(previous: Buffer, grown: readonly ChainHead[]): Buffer {
  const hash = createHash('sha256').update(previous);
  const inOrder = [...grown].sort((a, b) => (a.subjectId < b.subjectId ? -1 : a.subjectId > b.subjectId ? 1 : 0));
  for (const head of inOrder) hash.update(`${head.subjectId} ${String(head.sequence)} `).update(head.hash);
  return hash.digest();
}
