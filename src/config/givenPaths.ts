import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { standingIn } from './machine';

/**
 * A file that a person named on the command line: seen from where they stand, or, if it is not there, from the project's
 * folder, in which npm runs everything. Absolute; of a file that is nowhere as they will have meant it.
 */
export function givenFile(path: string, from: string = standingIn()): string {
  const meant = resolve(from, path);
  return [meant, resolve(path)].find((one) => existsSync(one)) ?? meant;
}

/**
 * Where a person wants a file written, likewise.
 * @throws Error if its folder is missing or it is a folder itself: better known before the work than after
 */
export function givenFileToWrite(path: string, from: string = standingIn()): string {
  const found = [resolve(from, path), resolve(path)].find((one) => isFolder(dirname(one)));
  if (found === undefined) throw new Error(`${path} cannot be written: its folder is missing`);
  if (isFolder(found)) throw new Error(`${path} cannot be written: it is a folder`);
  return found;
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
