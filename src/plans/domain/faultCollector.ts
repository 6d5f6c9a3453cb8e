import type { Fault } from './plan';

/** Path of a member of the value at `path` (JSON Pointer, RFC 6901: `~` is written `~0`, `/` is written `~1`). */
export function pathOf(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Collects the faults of one file, so that all of them can be named at once. */
export class FaultCollector {
  private readonly faults = new Map<string, Fault>();

  /** A fault already named (same path, same code) is not named again. */
  add(path: string, code: string): void {
    this.faults.set(JSON.stringify([path, code]), { path, code });
  }

  /** All faults by path as text, then by code. */
  list(): Fault[] {
    return [...this.faults.values()].sort((a, b) => compareText(a.path, b.path) || compareText(a.code, b.code));
  }
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
