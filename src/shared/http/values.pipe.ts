import { Injectable, ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { AppError } from './appError';
import { valueFaults, type WrongProperty } from './valueFaults';

/** Between the validator, which knows what is wrong, and `transform`, which knows where the value came from. */
class WrongValues extends Error {
  constructor(readonly errors: readonly WrongProperty[]) {
    super('Values are not valid');
  }
}

/** Checks every body, query and path parameter against its DTO; a key that the DTO does not have is refused. */
@Injectable()
export class ValuesPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      exceptionFactory: (errors) => new WrongValues(errors),
    });
  }

  /** @throws AppError VALUE.INVALID with `errors` */
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof WrongValues)) throw error;
      throw new AppError('VALUE.INVALID', { extra: { errors: valueFaults(error.errors, metadata.type === 'body') } });
    }
  }
}
