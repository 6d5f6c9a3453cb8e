import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { AppError } from './appError';
import { headerOf, type HttpRequest, type HttpResponse } from './httpRequest';

const STRONG_TAG = /^"([1-9]\d{0,8})"$/;

/**
 * The version that a client edits, from its `If-Match`.
 * @throws AppError VERSION.REQUIRED without the header; VERSION.CONFLICT for a tag that is none of ours, which cannot match
 */
function versionFrom(ifMatch: string | undefined): number {
  if (ifMatch === undefined) throw new AppError('VERSION.REQUIRED');
  const version = STRONG_TAG.exec(ifMatch.trim())?.[1];
  if (version === undefined) throw new AppError('VERSION.CONFLICT');
  return Number(version);
}

/** A parameter of a handler that changes something versioned: the version named by `If-Match`. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number =>
  versionFrom(headerOf(context.switchToHttp().getRequest<HttpRequest>(), 'if-match')),
);

/**
 * To be called with the row locked.
 * @throws AppError VERSION.CONFLICT telling the version that is there
 */
export function requireVersion(present: number, edited: number): void {
  if (present !== edited) throw new AppError('VERSION.CONFLICT', { extra: { version: present } });
}

/** Names the version of what is answered, for the next `If-Match`. */
export function setVersion(response: Pick<HttpResponse, 'setHeader'>, version: number): void {
  response.setHeader('ETag', `"${version}"`);
}
