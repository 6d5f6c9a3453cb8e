import { existsSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import type { HttpRequest } from './httpRequest';

/** Paths that belong to programs: an unknown one is told as a problem, never as the page. */
const NOT_PAGES = /^\/(api|health|docs)(\/|$)/;

/**
 * The folder of the web page: what was built, else its sources; null: there is none.
 * @param roots folders in which `web/` may stand, nearest first
 */
export function webFolder(roots: readonly string[]): string | null {
  const folders = roots.flatMap((root) => [join(root, 'web', 'dist'), join(root, 'web')]);
  return folders.map((folder) => resolve(folder)).find((folder) => existsSync(join(folder, 'index.html'))) ?? null;
}

/** Is this address one of the page's own, which the page itself reads (`/tasks/…`)? */
export function isPage(request: Pick<HttpRequest, 'method' | 'path'>): boolean {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  return isReading && !NOT_PAGES.test(request.path) && extname(request.path) === '';
}
