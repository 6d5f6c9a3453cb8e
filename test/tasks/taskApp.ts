import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { loadConfig } from '../../src/config/loadConfig';
import { seedDemoAccounts } from '../../src/identity/seedDemoAccounts';
import { csrfTokenOf, newSessionToken, SESSION_COOKIE, tokenHash } from '../../src/identity/sessionToken';
import { createHttpApp } from '../../src/httpApp';
import { PUBLIC_URL, type Browser } from '../http/testApp';
import { CampaignForTests } from '../messages/support';
import { temporaryFolder } from '../support/temporaryFolder';

type Launch = Parameters<typeof CampaignForTests.launched>[0];

/** A running campaign of the sample plan behind the real HTTP application. */
export class TaskApp {
  private readonly browsers = new Map<string, Browser>();

  private constructor(
    readonly campaign: CampaignForTests,
    readonly filesDir: string,
    private readonly app: NestExpressApplication,
    private readonly removeFolder: () => void,
  ) {}

  static async launched(options: Launch): Promise<TaskApp> {
    const campaign = await CampaignForTests.launched(options);
    await campaign.run();
    await campaign.tx((tx) => seedDemoAccounts(tx, campaign.authorityId));
    const folder = temporaryFolder();
    const config = loadConfig({
      DATABASE_URL: campaign.database.appUrl,
      PUBLIC_URL,
      FILES_DIR: folder.path,
      MAX_UPLOAD_MIB: '1',
    });
    const app = await createHttpApp(config, campaign.dataSource, { isSilent: true, webDir: null });
    return new TaskApp(campaign, folder.path, app, folder.remove);
  }

  /** A session of this person, made in the database without the sign-in. */
  async as(key: string): Promise<Browser> {
    const known = this.browsers.get(key);
    if (known !== undefined) return known;
    const token = newSessionToken();
    await this.campaign.rows(
      `insert into session (id_hash, person_id, created_at, last_seen_at, expires_at)
       values ($1, $2, now(), now(), now() + interval '1 hour')`,
      [tokenHash(token), await this.campaign.personId(key)],
    );
    const browser = { Cookie: `${SESSION_COOKIE}=${token}`, 'X-CSRF-Token': csrfTokenOf(token) };
    this.browsers.set(key, browser);
    return browser;
  }

  async taskId(template: string, unit: string | null = null): Promise<string> {
    const [row] = await this.campaign.rows<{ id: string }>(
      'select id from task where campaign_id = $1 and template = $2 and unit_code is not distinct from $3',
      [this.campaign.id, template, unit],
    );
    if (row === undefined) throw new Error(`No task ${template} of ${String(unit)}`);
    return row.id;
  }

  async get(who: string, path: string) {
    return request(this.app.getHttpServer())
      .get(`/api/v1/${path}`)
      .set({ ...(await this.as(who)) });
  }

  async post(who: string, path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) {
    return request(this.app.getHttpServer())
      .post(`/api/v1/${path}`)
      .set({ ...(await this.as(who)), ...headers })
      .send(body);
  }

  async upload(who: string, taskId: string, content: Buffer, name: string) {
    return request(this.app.getHttpServer())
      .post(`/api/v1/tasks/${taskId}/files`)
      .set({ ...(await this.as(who)) })
      .attach('file', content, name);
  }

  /** An act at the version that is there now, as somebody who has just looked at the page. */
  async act(who: string, taskId: string, path: string, body: object = {}) {
    const [row] = await this.campaign.rows<{ version: number }>('select version from task where id = $1', [taskId]);
    return this.post(who, `tasks/${taskId}/${path}`, body, { 'If-Match': `"${String(row?.version)}"` });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.campaign.end();
    this.removeFolder();
  }
}
