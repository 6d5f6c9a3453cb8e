import { Param, ParseUUIDPipe } from '@nestjs/common';
import { AppError } from './appError';

/** A path parameter that is the id of something; what is no UUID is the id of nothing, hence NOT_FOUND. */
export function IdParam(name = 'id'): ParameterDecorator {
  return Param(name, new ParseUUIDPipe({ exceptionFactory: () => new AppError('NOT_FOUND') }));
}
