import type { JournalSource } from '../journal/domain/chain';

/** Who acts: a person (perhaps for an absent one), or the system itself. */
export interface Actor {
  readonly personId: string | null;
  readonly onBehalfOf: string | null;
  readonly source: JournalSource;
}

export const SYSTEM: Actor = { personId: null, onBehalfOf: null, source: 'WORKFLOW' };
