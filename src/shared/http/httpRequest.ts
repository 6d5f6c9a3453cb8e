import type { IncomingHttpHeaders } from 'node:http';
import type { SignedInPerson } from '../../identity/domain/person';

/** What we use of Express's request. */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly originalUrl: string;
  readonly ip?: string;
  readonly headers: IncomingHttpHeaders;
  readonly cookies?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  acceptsLanguages(...languages: string[]): string | false;
  /** Set by the request id middleware. */
  requestId?: string;
  /** Set by the permission guard on routes that need a session. */
  person?: SignedInPerson;
}

/** What we use of Express's response. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headersSent: boolean;
  status(status: number): this;
  setHeader(name: string, value: string): unknown;
  getHeader(name: string): unknown;
  type(mediaType: string): this;
  send(body: string): unknown;
  sendFile(path: string): void;
  end(): unknown;
  cookie(name: string, value: string, options: CookieOptions): unknown;
  clearCookie(name: string, options: CookieOptions): unknown;
}

export interface CookieOptions {
  readonly httpOnly: boolean;
  readonly sameSite: 'lax' | 'strict';
  readonly secure: boolean;
  readonly path: string;
  readonly expires?: Date;
}

/** One header as text; of a repeated one the first. */
export function headerOf(request: Pick<HttpRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
