import { randomBytes } from 'node:crypto';
import { argon2id, hash, needsRehash, verify } from 'argon2';
import { normalPassword } from './domain/credentials';

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane; some 30 ms. */
const COST = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(normalPassword(password), COST);
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password is the one of the hash. Without a hash (unknown login, or no password set) it takes as long and
 * says no.
 */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(16).toString('hex'));
  const fits = await verify(passwordHash ?? (await nobody), normalPassword(password));
  return fits && passwordHash !== null;
}

/** The hash was made at another cost: it is to be made anew while the password is at hand. */
export function isOutdated(passwordHash: string): boolean {
  return needsRehash(passwordHash, COST);
}
