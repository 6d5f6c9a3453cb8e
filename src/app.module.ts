import { Global, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { AppConfig } from './config/appConfig';
import { HealthModule } from './health/health.module';
import type { HealthProbe } from './health/healthProbe';
import { CalendarsModule } from './calendars/calendars.module';
import { CampaignsModule } from './campaigns/campaigns.module';
import { IdentityModule } from './identity/identity.module';
import { JournalModule } from './journal/journal.module';
import { MessagesModule } from './messages/messages.module';
import { OrganisationsModule } from './organisations/organisations.module';
import { PlansModule } from './plans/plans.module';
import { APP_CONFIG } from './shared/http/appConfig.token';
import { Database } from './shared/http/database';
import { ErrorsController } from './identity/errors.controller';
import { IdempotencyInterceptor } from './shared/http/idempotency.interceptor';
import { ProblemFilter } from './shared/http/problem.filter';
import { ValuesPipe } from './shared/http/values.pipe';
import { TasksModule } from './tasks/tasks.module';

/** Modules of the domain that have routes. */
const DOMAIN_MODULES: readonly Type[] = [
  IdentityModule,
  TasksModule,
  MessagesModule,
  JournalModule,
  PlansModule,
  CampaignsModule,
  CalendarsModule,
  OrganisationsModule,
];

export interface AppParts {
  readonly config: AppConfig;
  readonly database: Database;
  readonly probes: readonly HealthProbe[];
  /** Beyond the modules of the domain; a test adds its own routes with them. */
  readonly modules: readonly (Type | DynamicModule)[];
  /** What use cases need from outside (gateways, stores of files), injectable everywhere. */
  readonly providers: readonly Provider[];
}

/** What every module may have injected. */
@Global()
@Module({})
class PartsModule {
  static with({ config, database, providers }: AppParts): DynamicModule {
    const given: Provider[] = [
      { provide: APP_CONFIG, useValue: config },
      { provide: Database, useValue: database },
      ...providers,
    ];
    return {
      module: PartsModule,
      providers: given,
      exports: given.map((provider) => (typeof provider === 'function' ? provider : provider.provide)),
    };
  }
}

/** The HTTP application. */
@Module({})
export class AppModule {
  static with(parts: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [PartsModule.with(parts), HealthModule.with(parts.probes), ...DOMAIN_MODULES, ...parts.modules],
      controllers: [ErrorsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: ValuesPipe },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
    };
  }
}
