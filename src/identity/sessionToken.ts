import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const SESSION_COOKIE = 'don_doc_session';

/** 256 bits. */
const TOKEN_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

export function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What of the cookie could be one of our tokens. */
export function tokenOf(cookie: unknown): string | undefined {
  return typeof cookie === 'string' && TOKEN.test(cookie) ? cookie : undefined;
}

/** Under which the session is stored. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The CSRF token of a session: only who may read the answers of our API knows it, and it opens nothing by itself. */
export function csrfTokenOf(token: string): string {
  return createHmac('sha256', token).update('csrf').digest('base64url');
}

export function isCsrfToken(token: string, given: string | undefined): boolean {
  const expected = Buffer.from(csrfTokenOf(token));
  const received = Buffer.from(given ?? '');
  return received.length === expected.length && timingSafeEqual(received, expected);
}
