import { FaultCollector, pathOf } from './faultCollector';
import type { Fault } from './plan';
import { instantOfText, isDay, isTimeOfDay, isTimeZone } from './timeText';

/**
 * Names the faults of one value: the small language in which the file formats (plans, scenarios, organisations,
 * calendars) are written down. A wrong value gets one fault and is not checked further.
 */
export type Check = (value: unknown, path: string, faults: FaultCollector) => void;

interface Member {
  readonly check: Check;
  readonly optional: boolean;
  /** The code where the key is absent though it is not optional. */
  readonly missingCode: string;
}

interface RequiredMember extends Member {
  readonly optional: false;
}

interface OptionalMember extends Member {
  readonly optional: true;
}

/** One member per key of a type, optional exactly where the type is: the compiler keeps format and type together. */
export type Members<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? OptionalMember : RequiredMember;
};

type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A key's own value, or undefined where it is absent: inherited names such as `constructor` are no keys of a file. */
export function memberOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The elements of a list; none where the value is no list. */
export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function required(check: Check, missingCode = 'KEY.MISSING'): RequiredMember {
  return { check, optional: false, missingCode };
}

export function optional(check: Check): OptionalMember {
  return { check, optional: true, missingCode: 'KEY.MISSING' };
}

export const anything: Check = () => undefined;

/** Any text, also an empty one. */
export const text = textThat(() => true, 'VALUE.INVALID');

/** A text that says something: keys, titles, reasons. */
export const words = textThat((value) => value !== '', 'VALUE.INVALID');

export const day = textThat(isDay, 'DATE.INVALID');

export const timeOfDay = textThat(isTimeOfDay, 'TIME.INVALID');

export const timeZone = textThat(isTimeZone, 'VALUE.INVALID');

/** An ISO 8601 instant with offset, as text. */
export const instant = textThat((value) => instantOfText(value) !== undefined, 'VALUE.INVALID');

/** A text that must be one of the names given elsewhere; `code` where it is none of them. */
export function nameAmong(names: ReadonlySet<string>, code: string): Check {
  return textThat((value) => names.has(value), code);
}

/** A text with a property; another JSON type is VALUE.INVALID, a text without the property has `code`. */
function textThat(holds: (value: string) => boolean, code: string): Check {
  return (value, path, faults) => {
    if (typeof value !== 'string') faults.add(path, 'VALUE.INVALID');
    else if (!holds(value)) faults.add(path, code);
  };
}

export function oneOf(...values: readonly (string | number | boolean)[]): Check {
  return (value, path, faults) => {
    if (!values.some((allowed) => allowed === value)) faults.add(path, 'VALUE.INVALID');
  };
}

/** A whole number, not below `least` where one is given. */
export function integer(least = -Infinity): Check {
  return (value, path, faults) => {
    if (!Number.isSafeInteger(value) || Number(value) < least) faults.add(path, 'VALUE.INVALID');
  };
}

/** A list of such elements; an empty one has the code `emptyCode`, or no fault where there is none. */
export function listOf(element: Check, emptyCode?: string): Check {
  return (value, path, faults) => {
    if (!Array.isArray(value)) faults.add(path, 'VALUE.INVALID');
    else if (value.length === 0 && emptyCode !== undefined) faults.add(path, emptyCode);
    else value.forEach((item: unknown, index) => element(item, pathOf(path, index), faults));
  };
}

/** An object whose keys are free names. */
export function mapOf(element: Check): Check {
  return (value, path, faults) => {
    if (!isObject(value)) faults.add(path, 'VALUE.INVALID');
    else for (const [key, item] of Object.entries(value)) element(item, pathOf(path, key), faults);
  };
}

interface ObjectOptions {
  /** Keys beginning with `_` are notes of the file's author. */
  readonly notes?: boolean;
}

/** An object with these keys and no others. */
export function object<T>(members: Members<T>, options: ObjectOptions = {}): Check {
  const entries = new Map<string, Member>(Object.entries<Member>(members));
  return (value, path, faults) => {
    if (!isObject(value)) {
      faults.add(path, 'VALUE.INVALID');
      return;
    }
    for (const [key, member] of entries) {
      const item = memberOf(value, key);
      if (item !== undefined) member.check(item, pathOf(path, key), faults);
      else if (!member.optional) faults.add(pathOf(path, key), member.missingCode);
    }
    for (const key of Object.keys(value)) {
      const known = entries.has(key) || (options.notes === true && key.startsWith('_'));
      if (!known && value[key] !== undefined) faults.add(pathOf(path, key), 'KEY.UNKNOWN');
    }
  };
}

/**
 * The first key of the one form an object has, or undefined where it has none or several of them (or is no object).
 */
export function formOf<K extends string>(value: unknown, firstKeys: readonly K[]): K | undefined {
  const present = firstKeys.filter((key) => memberOf(value, key) !== undefined);
  return present.length === 1 ? present[0] : undefined;
}

/** An object in one of several forms, told apart by their first keys; a key of another form is unknown. */
export function forms(byFirstKey: Readonly<Record<string, Check>>): Check {
  const firstKeys = Object.keys(byFirstKey);
  return (value, path, faults) => {
    const form = formOf(value, firstKeys);
    const check = form === undefined ? undefined : byFirstKey[form];
    if (check === undefined) faults.add(path, 'VALUE.INVALID');
    else check(value, path, faults);
  };
}

/** Several checks of one value. */
export function all(...checks: readonly Check[]): Check {
  return (value, path, faults) => {
    for (const check of checks) check(value, path, faults);
  };
}

/** KEY.DUPLICATE at every `key` that an earlier element of the list has. */
export const differentKeys: Check = (value, path, faults) => {
  const given = new Set<string>();
  elementsOf(value).forEach((element, index) => {
    nameOnce(memberOf(element, 'key'), pathOf(pathOf(path, index), 'key'), given, faults);
  });
};

/** KEY.DUPLICATE at `path` if the name was given before; remembers it. What is no name at all is another fault. */
export function nameOnce(name: unknown, path: string, given: Set<string>, faults: FaultCollector): void {
  if (typeof name !== 'string' || name === '') return;
  if (given.has(name)) faults.add(path, 'KEY.DUPLICATE');
  given.add(name);
}

/** The value of a JSON text; a text that is not JSON is one fault of the whole file (path ``). */
export function parseJson(fileText: string): { readonly value: unknown } | { readonly faults: Fault[] } {
  try {
    const value: unknown = JSON.parse(fileText);
    return { value };
  } catch {
    return { faults: [{ path: '', code: 'VALUE.INVALID' }] };
  }
}
