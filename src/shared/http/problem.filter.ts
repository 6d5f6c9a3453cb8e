import { randomUUID } from 'node:crypto';
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { kindOfError } from './errorCodes';
import type { HttpRequest, HttpResponse } from './httpRequest';
import { problemOf, refusalOf } from './problem';

/** The one place where what was thrown becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<HttpRequest>(), http.getResponse<HttpResponse>());
  }

  /** For what is refused outside Nest's routes. */
  answer(error: unknown, request: HttpRequest, response: HttpResponse): void {
    const incident = randomUUID();
    const refusal = refusalOf(error, incident);
    const { status } = kindOfError(refusal.code);
    if (status >= 500) this.log(error, request, incident);
    if (response.headersSent) {
      response.end();
      return;
    }
    if (refusal.retryAfterSeconds !== undefined)
      response.setHeader('Retry-After', String(Math.ceil(refusal.retryAfterSeconds)));
    response.setHeader('Cache-Control', 'no-store');
    const language = request.acceptsLanguages('vi', 'en') === 'en' ? 'en' : 'vi';
    const problem = problemOf(refusal, request.path, language);
    response.status(status).type('application/problem+json').send(JSON.stringify(problem));
  }

  private log(error: unknown, request: HttpRequest, incident: string): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const cause =
      error instanceof Error && error.cause instanceof Error ? `\nCaused by ${String(error.cause.stack)}` : '';
    this.logger.error(
      `Incident ${incident}, request ${request.requestId ?? '?'}: ${request.method} ${request.path}\n${text}${cause}`,
    );
  }
}
