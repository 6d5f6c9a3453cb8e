import type { DatabasePool } from '../database/dataSource';
import { inTransaction, type Tx } from '../database/transaction';
import { nextLink, START_OF_CHAIN, type ChainLink } from './domain/chain';
import { sealHash, START_OF_SEALS, type ChainHead } from './domain/seal';
import { entriesAfter, headsAfter, type StoredEntry } from './persistence/journalReader';
import { sealsInOrder, type Seal } from './persistence/sealStore';

/**
 * ALTERED: an entry is not what was written. MISSING: entries before this one are gone. UNLINKED: it does not follow the
 * one before it. HEAD_MISMATCH: the end of the chain is gone, or was added by another hand. SEAL_MISMATCH: the journal up to
 * a day is not what was sealed.
 */
export type JournalFaultKind = 'ALTERED' | 'MISSING' | 'UNLINKED' | 'HEAD_MISMATCH' | 'SEAL_MISMATCH';

export interface JournalFault {
  /** Null: of a seal. */
  readonly subjectId: string | null;
  readonly sequence: number | null;
  readonly what: JournalFaultKind;
  /** The day of a seal. */
  readonly onDate?: string;
}

export interface JournalReport {
  readonly entries: number;
  readonly chains: number;
  readonly seals: number;
  readonly faults: readonly JournalFault[];
}

/** Entries and heads are read so many at a time: a journal of years does not fit in memory. */
const PAGE_SIZE = 5_000;
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000';

/** Recomputes every chain and every seal from the entries. Reads one snapshot, so that people may go on working. */
export async function verifyJournal(database: DatabasePool): Promise<JournalReport> {
  return inTransaction(database, async (tx) => {
    await tx.rows('set transaction isolation level repeatable read, read only');
    const verification = new Verification(await sealsInOrder(tx));
    await verification.readEntries(tx);
    await verification.readHeads(tx);
    return verification.report();
  });
}

class Verification {
  private entries = 0;
  private readonly faults: JournalFault[] = [];
  /** The last link of each chain, so far. */
  private readonly links = new Map<string, ChainLink>();
  private readonly grown = new Map<string, ChainHead>();
  private sealed = 0;
  private sealedHash = START_OF_SEALS;

  constructor(private readonly seals: readonly Seal[]) {}

  async readEntries(tx: Tx): Promise<void> {
    let last = '0';
    for (;;) {
      const page = await entriesAfter(tx, last, PAGE_SIZE);
      for (const entry of page) {
        this.checkSealsBefore(BigInt(entry.id));
        this.checkEntry(entry);
      }
      last = page.at(-1)?.id ?? last;
      if (page.length < PAGE_SIZE) break;
    }
    this.checkSealsBefore(null);
  }

  /** Deleting the end of a chain leaves no gap: only its head knows how far it went. */
  async readHeads(tx: Tx): Promise<void> {
    let last = BEFORE_ALL_IDS;
    const withHead = new Set<string>();
    for (;;) {
      const page = await headsAfter(tx, last, PAGE_SIZE);
      for (const { subjectId, sequence, hash } of page) {
        withHead.add(subjectId);
        const link = this.links.get(subjectId) ?? START_OF_CHAIN;
        if (link.sequence !== sequence || !link.hash.equals(hash)) this.found(subjectId, sequence, 'HEAD_MISMATCH');
      }
      last = page.at(-1)?.subjectId ?? last;
      if (page.length < PAGE_SIZE) break;
    }
    for (const [subjectId, { sequence }] of this.links) {
      if (!withHead.has(subjectId)) this.found(subjectId, sequence, 'HEAD_MISMATCH');
    }
  }

  report(): JournalReport {
    const { entries, faults, links, seals } = this;
    return { entries, chains: links.size, seals: seals.length, faults };
  }

  private checkEntry({ act, link, previousHash, recordedAt }: StoredEntry): void {
    this.entries += 1;
    const { subjectId } = act;
    const before = this.links.get(subjectId) ?? START_OF_CHAIN;
    const expected = nextLink({ sequence: link.sequence - 1, hash: previousHash }, act, recordedAt);
    if (!expected.hash.equals(link.hash)) this.found(subjectId, link.sequence, 'ALTERED');
    if (link.sequence !== before.sequence + 1) this.found(subjectId, link.sequence, 'MISSING');
    else if (!previousHash.equals(before.hash)) this.found(subjectId, link.sequence, 'UNLINKED');
    this.links.set(subjectId, link);
    this.grown.set(subjectId, { subjectId, ...link });
  }

  /** Seals whose last entry lies before this one (null: all that are left) are complete now. */
  private checkSealsBefore(id: bigint | null): void {
    for (;;) {
      const seal = this.seals[this.sealed];
      if (seal === undefined || (id !== null && BigInt(seal.lastId) >= id)) return;
      const hash = sealHash(this.sealedHash, [...this.grown.values()]);
      if (!hash.equals(seal.hash) || seal.chains !== this.links.size) {
        this.faults.push({ subjectId: null, sequence: null, what: 'SEAL_MISMATCH', onDate: seal.onDate });
      }
      // Each seal is judged by itself: one that is broken must not condemn all that came after it.
      this.sealedHash = seal.hash;
      this.grown.clear();
      this.sealed += 1;
    }
  }

  private found(subjectId: string, sequence: number, what: JournalFaultKind): void {
    this.faults.push({ subjectId, sequence, what });
  }
}
