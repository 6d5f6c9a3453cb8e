import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const REMOVED = Symbol('removed');

/** A JSON file of this repository, by its path from the root. */
export function jsonFile(path: string): unknown {
  return JSON.parse(readFileSync(join(__dirname, '../..', path), 'utf8'));
}

/** A deep copy of a JSON value with the values at some JSON Pointers put in, replaced or REMOVED. */
export function edited(value: unknown, edits: Readonly<Record<string, unknown>>): unknown {
  let copy = structuredClone(value);
  for (const [pointer, replacement] of Object.entries(edits)) {
    if (pointer === '') copy = replacement;
    else edit(copy, pointer.slice(1).split('/').map(unescaped), replacement);
  }
  return copy;
}

function edit(value: unknown, keys: readonly string[], replacement: unknown): void {
  const [key = '', ...rest] = keys;
  if (typeof value !== 'object' || value === null) throw new Error(`nothing to edit at ${keys.join('/')}`);
  if (rest.length > 0) edit(Reflect.get(value, key), rest, replacement);
  else if (replacement !== REMOVED) Reflect.set(value, key, replacement);
  else Reflect.deleteProperty(value, key);
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The value at a JSON Pointer. */
export function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map(unescaped)
    .reduce(
      (inner: unknown, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
      value,
    );
}

/** Every JSON Pointer into a value, its own (``) first. */
export function pointersInto(value: unknown, pointer = ''): string[] {
  if (typeof value !== 'object' || value === null) return [pointer];
  const inner = Object.entries(value).flatMap(([key, member]) =>
    pointersInto(member, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [pointer, ...inner];
}

/** Faults as `path CODE`, as a check returned them. */
export function faultsOf(checked: object): string[] {
  if (!('faults' in checked) || !Array.isArray(checked.faults)) return [];
  return checked.faults.map((fault: { path: string; code: string }) => `${fault.path} ${fault.code}`);
}
