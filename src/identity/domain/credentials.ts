/** Characters. Longer beats more complicated (NIST SP 800-63B §3.1.1). */
export const PASSWORD_MIN_LENGTH = 10;
/** Hashing takes time in proportion: a password of megabytes would be an attack. */
export const PASSWORD_MAX_LENGTH = 200;

/** Two keyboards may spell the same Vietnamese letter with different code points. */
export function normalPassword(password: string): string {
  return password.normalize('NFC');
}

export function normalLogin(login: string): string {
  return login.normalize('NFC').trim().toLowerCase();
}

export type PasswordRefusal = 'PASSWORD.TOO_SHORT' | 'PASSWORD.IS_LOGIN';

/** Why this cannot be the password of this login; null: it can. */
export function refusalOfPassword(password: string, login: string): PasswordRefusal | null {
  const normal = normalPassword(password);
  if (Array.from(normal).length < PASSWORD_MIN_LENGTH) return 'PASSWORD.TOO_SHORT';
  return normalLogin(normal) === normalLogin(login) ? 'PASSWORD.IS_LOGIN' : null;
}
