import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Injectable,
  StreamableFile,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { AppError } from './appError';
import { Database } from './database';
import { headerOf, type HttpRequest, type HttpResponse } from './httpRequest';
import {
  keepAnswer,
  releaseKey,
  requestWithKey,
  takeKey,
  type EarlierRequest,
} from './persistence/idempotentRequestStore';

const USABLE_KEY = /^[\x21-\x7e]{1,255}$/;

/** Headers that belong to the answer itself and are given again with it. */
const ANSWER_HEADERS = ['etag', 'location'] as const;

/** A press on the button twice: the second waits for the answer of the first as long as a person would. */
const WAIT_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** No statement takes longer (src/database/dataSource.ts), so a request without an answer by then has lost its process. */
const INTERRUPTED_AFTER_MS = 150_000;

interface Use {
  readonly personId: string;
  readonly key: string;
  readonly request: string;
}

/**
 * `Idempotency-Key` on a POST of a person: the same request again gets the first one's answer and does nothing. Only
 * requests that succeeded are remembered; one that was refused had no effect and is judged anew.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  /** @throws AppError VALUE.INVALID, IDEMPOTENCY.CONFLICT, IDEMPOTENCY.IN_PROGRESS or IDEMPOTENCY.INTERRUPTED */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<HttpRequest>();
    const key = headerOf(request, 'idempotency-key');
    if (request.method !== 'POST' || key === undefined || request.person === undefined) return next.handle();
    if (!USABLE_KEY.test(key))
      throw new AppError('VALUE.INVALID', {
        extra: { errors: [{ parameter: 'Idempotency-Key', code: 'VALUE.FORMAT', message: 'Không đúng dạng.' }] },
      });
    const use: Use = { personId: request.person.personId, key, request: fingerprintOf(request) };
    return from(this.once(use, context.switchToHttp().getResponse<HttpResponse>(), next));
  }

  private async once(use: Use, response: HttpResponse, next: CallHandler): Promise<unknown> {
    const { personId, key } = use;
    if (!(await this.database.inTransaction((tx) => takeKey(tx, personId, key, use.request))))
      return this.earlierAnswer(use, response, next);
    let body: unknown;
    try {
      body = await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      await this.database.inTransaction((tx) => releaseKey(tx, personId, key));
      throw error;
    }
    if (body instanceof StreamableFile) {
      await this.database.inTransaction((tx) => releaseKey(tx, personId, key));
      return body;
    }
    const headers = Object.fromEntries(
      ANSWER_HEADERS.flatMap((name) => {
        const value = response.getHeader(name);
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    );
    await this.database.inTransaction((tx) =>
      keepAnswer(tx, personId, key, response.statusCode, { body: body ?? null, headers }),
    );
    return body;
  }

  private async earlierAnswer(use: Use, response: HttpResponse, next: CallHandler): Promise<unknown> {
    const earlier = await this.settled(use);
    if (earlier === undefined) return this.once(use, response, next);
    if (earlier.request !== use.request) throw new AppError('IDEMPOTENCY.CONFLICT');
    if (earlier.status === null || earlier.response === null)
      throw earlier.ageMs > INTERRUPTED_AFTER_MS
        ? new AppError('IDEMPOTENCY.INTERRUPTED')
        : new AppError('IDEMPOTENCY.IN_PROGRESS', { retryAfterSeconds: 2 });
    response.status(earlier.status);
    for (const [name, value] of Object.entries(earlier.response.headers)) response.setHeader(name, value);
    response.setHeader('Idempotent-Replayed', 'true');
    return earlier.response.body ?? undefined;
  }

  /** The earlier request once it is answered, or as it stands when that takes too long; undefined: it was refused. */
  private async settled({ personId, key, request }: Use): Promise<EarlierRequest | undefined> {
    for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
      const earlier = await this.database.reading((tx) => requestWithKey(tx, personId, key));
      if (earlier?.status !== null || earlier.request !== request) return earlier;
      if (waitedMs >= WAIT_MS || earlier.ageMs > INTERRUPTED_AFTER_MS) return earlier;
      await pause(LOOK_EVERY_MS);
    }
  }
}

/** Of an upload the body is not read yet: its path and length have to do. */
function fingerprintOf(request: HttpRequest): string {
  return createHash('sha256')
    .update(
      JSON.stringify([request.method, request.originalUrl, request.body ?? null, request.headers['content-length']]),
    )
    .digest('hex');
}
