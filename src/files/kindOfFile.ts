import { directoryOf, kindByFirstBytes, kindOfZip, namesIn, type FileKind } from './domain/mediaType';
import type { ReadPart } from './fileStore';

const HEAD_LENGTH = 512;
/** The end record of a ZIP file lies within its last 64 KiB and 22 bytes: a comment may follow it. */
const TAIL_LENGTH = 0xffff + 22;
/** A document has a few hundred entries; a directory of megabytes is no document. */
const MAX_DIRECTORY_LENGTH = 1024 * 1024;

/** What a file is by its content; undefined: nothing that may be attached. */
export async function kindOfFile(read: ReadPart, sizeBytes: number): Promise<FileKind | undefined> {
  const head = await read(0, HEAD_LENGTH);
  const kind = kindByFirstBytes(head);
  if (kind !== 'ZIP') return kind;
  const directory = directoryOf(await read(Math.max(0, sizeBytes - TAIL_LENGTH), TAIL_LENGTH));
  if (directory === undefined || directory.length > MAX_DIRECTORY_LENGTH) return undefined;
  return kindOfZip(head, namesIn(await read(directory.offset, directory.length)));
}
