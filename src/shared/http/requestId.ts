import { randomUUID } from 'node:crypto';
import { headerOf, type HttpRequest, type HttpResponse } from './httpRequest';

/** What another system may send: short, and nothing that could break a line of the log. */
const USABLE = /^[\w.-]{8,64}$/;

/** Gives every request a number that its answer and its lines in the log share; a proxy may bring its own. */
export function giveRequestId(request: HttpRequest, response: HttpResponse, next: () => void): void {
  const brought = headerOf(request, 'x-request-id');
  const id = brought !== undefined && USABLE.test(brought) ? brought : randomUUID();
  request.requestId = id;
  response.setHeader('X-Request-Id', id);
  next();
}
