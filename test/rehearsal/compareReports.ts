import type { RehearsalReport } from '../../src/campaigns/rehearsal/report';

type Row = Readonly<Record<string, unknown>>;

/** What tells the rows of each array apart; the order of each array counts. */
const KEYS = {
  stages: ['key'],
  tasks: ['stage', 'task', 'unit', 'field'],
  steps: ['stage', 'task', 'unit', 'field', 'kind', 'rule', 'repetition', 'version'],
  messages: ['at', 'to', 'steps'],
  refused: ['at', 'do', 'task', 'unit', 'field', 'code'],
} as const;

const INSTANTS = new Set(['at', 'openedAt', 'completedAt', 'doneAt', 'plannedAt', 'firedAt']);
const SETS = new Set(['recipients', 'steps']);

/**
 * The differences between an expected and a given report, in words: instants are compared as instants, recipients and a
 * message's steps as sets, and subjects not at all.
 */
export function differences(expected: RehearsalReport, given: RehearsalReport): string[] {
  const found = Object.entries(KEYS).flatMap(([array, keys]) =>
    differencesOfArray(
      array,
      keys,
      normal(expected[array as keyof typeof KEYS]),
      normal(given[array as keyof typeof KEYS]),
    ),
  );
  const invariants = JSON.stringify(given.invariants);
  return invariants === '{"lost":0,"doubled":0,"afterDone":0}' ? found : [...found, `invariants ${invariants}`];
}

function differencesOfArray(array: string, keys: readonly string[], expected: Row[], given: Row[]): string[] {
  const keyOf = (row: Row): string => JSON.stringify(keys.map((key) => row[key]));
  const givenByKey = new Map(given.map((row) => [keyOf(row), row]));
  const expectedKeys = expected.map(keyOf);
  const unequal = expected.flatMap((row) => {
    const other = givenByKey.get(keyOf(row));
    if (other === undefined) return [`${array}: missing ${keyOf(row)}`];
    return Object.keys(row)
      .filter((column) => JSON.stringify(row[column]) !== JSON.stringify(other[column]))
      .map((column) => `${array}: ${keyOf(row)} ${column} ${String(row[column])} ≠ ${String(other[column])}`);
  });
  const known = new Set(expectedKeys);
  const left = given.filter((row) => !known.has(keyOf(row))).map((row) => `${array}: left over ${keyOf(row)}`);
  const isOrdered = JSON.stringify(expectedKeys) === JSON.stringify(given.map(keyOf));
  const order = unequal.length + left.length === 0 && !isOrdered ? [`${array}: order or number of rows`] : [];
  return [...unequal, ...left, ...order];
}

function normal(rows: readonly object[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => column !== 'subject')
        .map(([column, value]: [string, unknown]) => [column, normalValue(column, value)]),
    ),
  );
}

function normalValue(column: string, value: unknown): unknown {
  if (INSTANTS.has(column) && typeof value === 'string') return Date.parse(value);
  if (SETS.has(column) && Array.isArray(value)) return [...value].sort();
  return value;
}
