import { Module, type DynamicModule, type Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import type { DataSource } from 'typeorm';
import { loadConfig } from '../../src/config/loadConfig';
import { createDataSource } from '../../src/database/dataSource';
import { inTransaction, type Tx } from '../../src/database/transaction';
import { csrfTokenOf, newSessionToken, SESSION_COOKIE, tokenHash } from '../../src/identity/sessionToken';
import { seedDemoAccounts } from '../../src/identity/seedDemoAccounts';
import { createHttpApp, type HttpExtras } from '../../src/httpApp';
import type { OrganisationsFile } from '../../src/organisations/domain/organisations';
import { importOrganisations } from '../../src/organisations/importOrganisations';
import { holdingsFor, seedHolders } from '../../src/organisations/seedHolders';
import type { Plan } from '../../src/plans/domain/plan';
import { createTestDatabase } from '../support/database';

export const PUBLIC_URL = 'https://dondoc.example.vn';

/** What a signed-in browser sends. */
export interface Browser {
  readonly Cookie: string;
  readonly 'X-CSRF-Token': string;
}

/** The real application on a real database with the sample authority, its offices and their demo accounts. */
export interface TestApp {
  readonly app: NestExpressApplication;
  readonly dataSource: DataSource;
  readonly authorityId: string;
  http(): ReturnType<typeof request>;
  write<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
  personId(key: string): Promise<string>;
  /** A session of this person, made in the database without the sign-in. */
  as(key: string): Promise<Browser>;
  close(): Promise<void>;
}

/** A module with nothing but a controller of the test. */
export function withRoutes(controller: Type): DynamicModule {
  @Module({})
  class Routes {}
  return { module: Routes, controllers: [controller] };
}

interface TestAppOptions extends HttpExtras {
  readonly isDemo?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
}

export async function startTestApp({
  isDemo = true,
  environment = {},
  ...extras
}: TestAppOptions = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const config = loadConfig({ DATABASE_URL: database.appUrl, PUBLIC_URL, ...environment });
  const dataSource = await createDataSource({ url: database.appUrl, poolSize: 6, name: 'test' }).initialize();
  const file: OrganisationsFile = sample('organisations/ninh-giang-2023.json');
  const plan: Plan = sample('plans/ke-hoach-146-2023.json');
  const authorityId = await inTransaction(dataSource, async (tx) => {
    const id = await importOrganisations(tx, file, { isDemo });
    await seedHolders(tx, id, holdingsFor(file, plan, []));
    await seedDemoAccounts(tx, id);
    return id;
  });
  const app = await createHttpApp(config, dataSource, { isSilent: true, webDir: null, ...extras });
  const personId = async (key: string): Promise<string> => {
    const rows = await dataSource.query('select id from person where authority_id = $1 and key = $2', [
      authorityId,
      key,
    ]);
    return rows[0].id;
  };
  return {
    app,
    dataSource,
    authorityId,
    http: () => request(app.getHttpServer()),
    write: (work) => inTransaction(dataSource, work),
    personId,
    as: async (key) => {
      const token = newSessionToken();
      await dataSource.query(
        `insert into session (id_hash, person_id, created_at, last_seen_at, expires_at)
         values ($1, $2, now(), now(), now() + interval '1 hour')`,
        [tokenHash(token), await personId(key)],
      );
      return { Cookie: `${SESSION_COOKIE}=${token}`, 'X-CSRF-Token': csrfTokenOf(token) };
    },
    close: async () => {
      await app.close();
      await dataSource.destroy();
      await database.drop();
    },
  };
}

function sample(path: string) {
  return JSON.parse(readFileSync(join(__dirname, '../../samples', path), 'utf8'));
}
