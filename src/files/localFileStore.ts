import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Instant } from '../shared/instant';
import type { FileStore, ReadPart, ReceivedFile } from './fileStore';

/** What is received lies here; on the same file system, so that keeping it is one rename. */
const ASIDE = 'received';
const SHA256 = /^[0-9a-f]{64}$/u;

/** A folder of this machine: `ab/cd/abcd…`, so that no folder grows to millions of entries. */
export class LocalFileStore implements FileStore {
  constructor(private readonly folder: string) {}

  async receive(content: Readable): Promise<ReceivedFile> {
    const place = join(this.folder, ASIDE, randomUUID());
    await mkdir(dirname(place), { recursive: true });
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        done(null, chunk);
      },
    });
    try {
      await pipeline(content, counted, createWriteStream(place, { flags: 'wx', mode: 0o600 }));
    } catch (error) {
      await rm(place, { force: true });
      throw error;
    }
    return { sha256: hash.digest('hex'), sizeBytes, place };
  }

  readPart({ place }: ReceivedFile): ReadPart {
    return (offset, length) =>
      withFile(place, async (file) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      });
  }

  /** Replaces what is there: to attach a file once more mends one that was damaged. */
  async keep({ sha256, place }: ReceivedFile): Promise<void> {
    const kept = this.placeOf(sha256);
    await mkdir(dirname(kept), { recursive: true });
    try {
      await syncOf(place);
      await rename(place, kept);
    } catch (error) {
      // A transaction that is tried again keeps a second time.
      if (isMissing(error) && (await exists(kept))) return;
      throw error;
    }
    // The name is in its folder, and the folder in the one above: a power cut after the commit must not lose either.
    await syncOf(dirname(kept));
    await syncOf(dirname(dirname(kept)));
    await syncOf(this.folder);
  }

  async discard({ place }: ReceivedFile): Promise<void> {
    await rm(place, { force: true });
  }

  async sweep(before: Instant): Promise<number> {
    const folder = join(this.folder, ASIDE);
    const names = await readdir(folder).catch(emptyIfMissing);
    let swept = 0;
    for (const name of names) {
      const place = join(folder, name);
      const found = await stat(place).catch(undefinedIfMissing);
      // An upload that another process is receiving now was written to a moment ago.
      if (found?.isFile() !== true || found.mtimeMs >= before) continue;
      await rm(place, { force: true });
      swept += 1;
    }
    return swept;
  }

  async open(sha256: string): Promise<Readable | 'DAMAGED'> {
    const file = await open(this.placeOf(sha256), 'r').catch(undefinedIfMissing);
    if (file === undefined) return 'DAMAGED';
    try {
      const hash = createHash('sha256');
      for await (const chunk of file.createReadStream({ start: 0, autoClose: false })) hash.update(chunk as Buffer);
      // The handle stays open, so what is sent is the very content that was checked.
      if (hash.digest('hex') === sha256) return file.createReadStream({ start: 0 });
    } catch (error) {
      await file.close();
      throw error;
    }
    await file.close();
    return 'DAMAGED';
  }

  private placeOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new Error('A file is named by its SHA-256');
    return join(this.folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function syncOf(path: string): Promise<void> {
  await withFile(path, (file) => file.sync());
}

async function withFile<Result>(path: string, work: (file: FileHandle) => Promise<Result>): Promise<Result> {
  const file = await open(path, 'r');
  try {
    return await work(file);
  } finally {
    await file.close();
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

function emptyIfMissing(error: unknown): string[] {
  undefinedIfMissing(error);
  return [];
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
