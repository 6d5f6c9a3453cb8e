import type { Readable } from 'node:stream';
import type { FileStore, ReceivedFile } from './fileStore';

/** An uploaded file as a handler gets it: its content lies aside in the file store. */
export interface Upload {
  readonly originalname: string;
  readonly received: ReceivedFile;
}

interface Incoming {
  readonly originalname: string;
  readonly stream: Readable;
}

type Callback<Result extends unknown[]> = (error: Error | null, ...result: Result) => void;

/** Lets multer hand what arrives straight to the file store: no upload is ever held in memory. */
export function receivingStorage(store: FileStore) {
  return {
    _handleFile(_request: unknown, file: Incoming, callback: Callback<[Partial<Upload>?]>): void {
      store.receive(file.stream).then(
        (received) => callback(null, { received }),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    },
    /** Called when the request was refused after the file had arrived. */
    _removeFile(_request: unknown, file: Partial<Upload>, callback: Callback<[]>): void {
      const discarded = file.received === undefined ? Promise.resolve() : store.discard(file.received);
      discarded.then(
        () => callback(null),
        (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
      );
    },
  };
}
