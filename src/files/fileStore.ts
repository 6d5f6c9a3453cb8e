import type { Readable } from 'node:stream';
import type { Instant } from '../shared/instant';

/** What was received and lies aside until it is kept or thrown away. */
export interface ReceivedFile {
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Where the store has put it aside; only the store reads this. */
  readonly place: string;
}

/** Part of a file, for telling its kind: up to `length` bytes from `offset`. */
export type ReadPart = (offset: number, length: number) => Promise<Buffer>;

/**
 * Contents named by their SHA-256: the same content is kept once, and what comes back is what was kept. Names, types and
 * owners are in the database.
 */
export interface FileStore {
  /** Writes a stream aside while it arrives. What fails leaves nothing behind. */
  receive(content: Readable): Promise<ReceivedFile>;
  readPart(file: ReceivedFile): ReadPart;
  /** Keeps what was received, durably: to be called before the row that names it is committed. */
  keep(file: ReceivedFile): Promise<void>;
  /** Throws away what was received and not kept; harmless after `keep`. */
  discard(file: ReceivedFile): Promise<void>;
  /** Throws away what was received before an instant by a process that was killed. Returns how many. */
  sweep(before: Instant): Promise<number>;
  /** The content, after it was checked whole; 'DAMAGED' if it is missing or is not what was kept. */
  open(sha256: string): Promise<Readable | 'DAMAGED'>;
}

/** Under which the store is injected. */
export const FILE_STORE = Symbol('FileStore');
