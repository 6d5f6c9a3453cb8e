import { elementsOf, memberOf } from './shape';

/**
 * The owners of `after` lists that wait for themselves, straight or through others. An owner that only waits for such a
 * circle is not in it.
 *
 * @param awaited for each owner, the indices of those it waits for
 * @returns indices of the owners on a circle
 */
export function waitingForThemselves(awaited: readonly (readonly number[])[]): number[] {
  return awaited.map((_, owner) => owner).filter((owner) => reaches(owner, awaited));
}

function reaches(owner: number, awaited: readonly (readonly number[])[]): boolean {
  const seen = new Set<number>();
  const open = [...(awaited[owner] ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === owner) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(awaited[next] ?? []));
  }
  return false;
}

/** The indices that the names of an `after` list stand for; names of nobody are left out. */
export function indicesOf(after: unknown, indexByName: ReadonlyMap<string, number>): number[] {
  return elementsOf(after).flatMap((name) => {
    const index = typeof name === 'string' ? indexByName.get(name) : undefined;
    return index === undefined ? [] : [index];
  });
}

/** Index of each `key` in a list; a key given twice stands for the first, for the later one is the fault. */
export function indexByKey(list: readonly unknown[]): Map<string, number> {
  const indices = new Map<string, number>();
  list.forEach((element, index) => {
    const key = memberOf(element, 'key');
    if (typeof key === 'string' && !indices.has(key)) indices.set(key, index);
  });
  return indices;
}
