import { ValidateBy, type ValidationOptions } from 'class-validator';
import { isDay, instantOfText } from '../../plans/domain/timeText';
import type { Instant } from '../instant';
import { AppError } from './appError';

// The names are those of class-validator's own rules, so that a fault is told in the same words.

/** An existing day `YYYY-MM-DD`. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && isDay(value);
  return ValidateBy({ name: 'isISO8601', validator: { validate } }, options);
}

/** An existing instant in ISO 8601 with an offset. */
export function IsInstant(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown): boolean => typeof value === 'string' && instantOfText(value) !== undefined;
  return ValidateBy({ name: 'isRFC3339', validator: { validate } }, options);
}

/** The instant of a text that `IsInstant` has let through. */
export function instantGiven(text: string): Instant {
  const instant = instantOfText(text);
  if (instant === undefined) throw new Error(`${text} was not checked`);
  return instant;
}

/** A wrong value that no decorator can see. `pointer`: JSON Pointer into the body. */
export function wrongValue(pointer: string, code: string, message: string): AppError {
  return new AppError('VALUE.INVALID', { extra: { errors: [{ pointer, code, message }] } });
}
