import 'reflect-metadata';
import {
  ConsoleLogger,
  RequestMethod,
  type DynamicModule,
  type LogLevel,
  type Provider,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import { join } from 'node:path';
import { AppModule } from './app.module';
import type { AppConfig } from './config/appConfig';
import { LOG_LEVELS } from './config/environment';
import type { HealthProbe } from './health/healthProbe';
import { SESSION_COOKIE } from './identity/sessionToken';
import { AppError } from './shared/http/appError';
import { Database } from './shared/http/database';
import { addDocumentation, DOCUMENTATION_PATH } from './shared/http/documentation';
import type { HttpRequest, HttpResponse } from './shared/http/httpRequest';
import { documentationSecurity, pageSecurity } from './shared/http/pageSecurity';
import { ProblemFilter } from './shared/http/problem.filter';
import { giveRequestId } from './shared/http/requestId';
import { isPage, webFolder } from './shared/http/webPages';

/** What is beyond the API itself; each may be left out. */
export interface HttpExtras {
  readonly probes?: readonly HealthProbe[];
  readonly modules?: readonly (Type | DynamicModule)[];
  readonly providers?: readonly Provider[];
  /** Folder of the web page; null: none. Absent: `web/dist`, else `web`. */
  readonly webDir?: string | null;
  /** A test that expects errors keeps them out of its output. */
  readonly isSilent?: boolean;
}

/** Plans with hundreds of units stay below it; files are sent another way. */
const JSON_LIMIT = '1mb';

/**
 * The HTTP application, ready for `listen`. It does not own the data source: whoever made it
 * closes it after the application.
 */
export async function createHttpApp(
  config: AppConfig,
  dataSource: ConstructorParameters<typeof Database>[0],
  extras: HttpExtras = {},
): Promise<NestExpressApplication> {
  const module = AppModule.with({
    config,
    database: new Database(dataSource),
    probes: extras.probes ?? [],
    modules: extras.modules ?? [],
    providers: extras.providers ?? [],
  });
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares options as a class, and takes any object
  const app = await NestFactory.create<NestExpressApplication>(module, {
    bodyParser: false,
    logger: extras.isSilent === true ? false : new ConsoleLogger({ logLevels: levelsDownTo(config.logLevel) }),
  });
  const isHttps = config.http.publicUrl.startsWith('https:');
  app.set('trust proxy', config.http.trustedProxies);
  app.disable('x-powered-by');
  app.use(giveRequestId, pageSecurity(isHttps));
  app.use(`/${DOCUMENTATION_PATH}`, documentationSecurity(isHttps));
  app.use('/api/v1', keepNothing);
  app.use(cookieParser());
  app.useBodyParser('json', { limit: JSON_LIMIT });
  app.setGlobalPrefix('api/v1', {
    exclude: ['health', 'health/live', 'health/ready', 'docs/errors'].map((path) => ({
      path,
      method: RequestMethod.GET,
    })),
  });
  const webDir =
    extras.webDir === undefined ? webFolder([join(__dirname, '..'), join(__dirname, '..', '..')]) : extras.webDir;
  if (webDir !== null) app.useStaticAssets(webDir);
  addDocumentation(app, SESSION_COOKIE);
  await app.init();
  answerTheRest(app, webDir);
  return app;
}

/** Offices share their computers: what one person saw must not be there for the next. */
function keepNothing(_: HttpRequest, response: HttpResponse, next: () => void): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

/** After all routes: an address of the page is answered with the page, which reads it; anything else does not exist. */
function answerTheRest(app: NestExpressApplication, webDir: string | null): void {
  const problems = new ProblemFilter();
  app.use((request: HttpRequest, response: HttpResponse) => {
    if (webDir !== null && isPage(request)) response.sendFile(join(webDir, 'index.html'));
    else problems.answer(new AppError('NOT_FOUND'), request, response);
  });
}

function levelsDownTo(level: AppConfig['logLevel']): LogLevel[] {
  return ['fatal', ...LOG_LEVELS.slice(0, LOG_LEVELS.indexOf(level) + 1)];
}
