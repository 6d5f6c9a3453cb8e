import type { Tx } from '../database/transaction';
import { authorities } from './persistence/authorityStore';
import { UsageError } from './arguments';

/** The authority of a key; without a key the only one there is. */
export async function authorityNamed(tx: Tx, key: string | undefined): Promise<string> {
  const all = await authorities(tx);
  const found = key === undefined ? all : all.filter((one) => one.key === key);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only.id;
  const known = all.map((one) => one.key).join(', ');
  throw new UsageError(
    all.length === 0 ? 'There is no authority yet: import-organisations first' : `--authority is one of: ${known}`,
  );
}
