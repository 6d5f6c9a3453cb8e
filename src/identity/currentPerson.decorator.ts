import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { HttpRequest } from '../shared/http/httpRequest';
import type { SignedInPerson } from './domain/person';

/** Who is signed in, as a parameter of a handler. On a public route there is nobody: asking there is a bug. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): SignedInPerson => {
  const { person } = context.switchToHttp().getRequest<HttpRequest>();
  if (person === undefined) throw new Error('A public route asked who is signed in');
  return person;
});
