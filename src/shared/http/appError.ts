import { kindOfError, type ErrorCode } from './errorCodes';

export interface AppErrorOptions {
  /** What is particular to this occurrence, in Vietnamese; shown to the client. */
  readonly detail?: string;
  /** Further members of the problem document, shown to the client. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** For the log only. */
  readonly cause?: unknown;
  readonly retryAfterSeconds?: number;
}

/** A refusal the client is told about: the filter turns it into problem+json with the status of its code. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly detail: string | undefined;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ErrorCode,
    options: AppErrorOptions = {},
  ) {
    super(`${code}: ${options.detail ?? kindOfError(code).titleEn}`, { cause: options.cause });
    this.detail = options.detail;
    this.extra = options.extra ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** Throws a typed refusal of the domain (`TaskRefusal`); null is no refusal. */
export function throwRefusal(refusal: ErrorCode | null): void {
  if (refusal !== null) throw new AppError(refusal);
}
