import { HttpException } from '@nestjs/common';
import { AppError } from './appError';
import { kindOfError, type ErrorCode } from './errorCodes';

/** A problem document (RFC 9457) with our members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly detail?: string;
  readonly instance: string;
  readonly [extra: string]: unknown;
}

export type Language = 'vi' | 'en';

/** @param instance path of the request, without its query: that may hold what nobody should log */
export function problemOf(error: AppError, instance: string, language: Language): Problem {
  const kind = kindOfError(error.code);
  return {
    ...error.extra,
    type: `/docs/errors#${error.code}`,
    title: language === 'en' ? kind.titleEn : kind.title,
    status: kind.status,
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    instance,
  };
}

/** Codes for what the framework itself refuses: an unknown path, a body that is no JSON, a body that is too large. */
const CODE_OF_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'REQUEST.MALFORMED',
  401: 'SESSION.REQUIRED',
  403: 'PERMISSION.MISSING',
  404: 'NOT_FOUND',
  405: 'NOT_FOUND',
  413: 'REQUEST.TOO_LARGE',
  415: 'REQUEST.MEDIA_TYPE',
  429: 'RATE.LIMITED',
};

/** Connection refused, lost or not to be had: the driver's and PostgreSQL's codes. */
const DATABASE_AWAY = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|08\w{3}|57P0[1-3]|53300)$/;

/**
 * What a client is told about anything that was thrown. What is no expected refusal becomes INTERNAL, whose text says
 * nothing about its cause.
 * @param incident number under which the caller logs the cause
 */
export function refusalOf(error: unknown, incident: string): AppError {
  if (error instanceof AppError) return error;
  const status = statusOf(error);
  if (status !== undefined && status < 500)
    return new AppError(CODE_OF_STATUS[status] ?? 'REQUEST.MALFORMED', { cause: error });
  if (DATABASE_AWAY.test(codeOf(error) ?? ''))
    return new AppError('SERVICE.UNAVAILABLE', { cause: error, extra: { incident }, retryAfterSeconds: 10 });
  return new AppError('INTERNAL', { cause: error, extra: { incident } });
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (error instanceof HttpException) return error.getStatus();
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'driverError' in error ? codeOf(error.driverError) : undefined;
}
