import type { CookieOptions, HttpRequest, HttpResponse } from '../shared/http/httpRequest';
import { headerOf } from '../shared/http/httpRequest';
import { SESSION_COOKIE, tokenOf } from './sessionToken';
import type { Client } from './sessions';

export function clientOf(request: HttpRequest): Client {
  return {
    ip: request.ip ?? 'unknown',
    userAgent: headerOf(request, 'user-agent') ?? null,
    token: tokenOf(request.cookies?.[SESSION_COOKIE]),
  };
}

/** The cookie lives as long as the browser's session; how long the token is good for is decided by the database. */
export function setSessionCookie(response: HttpResponse, token: string, publicUrl: string): void {
  response.cookie(SESSION_COOKIE, token, cookieOptions(publicUrl));
}

export function clearSessionCookie(response: HttpResponse, publicUrl: string): void {
  response.clearCookie(SESSION_COOKIE, cookieOptions(publicUrl));
}

function cookieOptions(publicUrl: string): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), path: '/' };
}
