import { insertCalendar } from '../../src/calendars/persistence/calendarStore';
import type { CalendarFile } from '../../src/calendars/domain/checkCalendar';
import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { stagesOf } from '../../src/campaigns/persistence/campaignStore';
import { settleInstant } from '../../src/campaigns/settleInstant';
import { runDigests } from '../../src/deadlines/runDigests';
import { runDueSteps } from '../../src/deadlines/runDueSteps';
import { jsonFile } from '../plans/edits';
import { startTestApp, type Browser, type TestApp } from '../http/testApp';

export const COORDINATOR = 'coordinator@noi-vu';
export const ADMINISTRATOR = 'administrator@ubnd-huyen';
export const OFFICIAL = 'official@11155';

type Options = Parameters<typeof startTestApp>[0];

/** The application with the sample calendar and plan, and what a test does with them as people do. */
export class CampaignApp {
  private constructor(
    readonly test: TestApp,
    readonly calendarId: string,
    readonly planId: string,
  ) {}

  static async started(options: Options = {}): Promise<CampaignApp> {
    const test = await startTestApp(options);
    const calendar = jsonFile('samples/calendars/viet-nam-2023-2026.json') as CalendarFile;
    const calendarId = await test.write((tx) =>
      insertCalendar(tx, test.authorityId, { name: 'Việt Nam', ...calendar }),
    );
    const answer = await test
      .http()
      .post('/api/v1/plans')
      .set({ ...(await test.as(COORDINATOR)) })
      .send(jsonFile('samples/plans/ke-hoach-146-2023.json') as object);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return new CampaignApp(test, calendarId, answer.body.id);
  }

  browser(key: string): Promise<Browser> {
    return this.test.as(key);
  }

  async get(path: string, as = COORDINATOR) {
    return this.test
      .http()
      .get(`/api/v1/${path}`)
      .set({ ...(await this.browser(as)) });
  }

  /** `version`: as If-Match. */
  async post(path: string, body: object, { as = COORDINATOR, version }: { as?: string; version?: number } = {}) {
    return this.test
      .http()
      .post(`/api/v1/${path}`)
      .set({ ...(await this.browser(as)), ...(version === undefined ? {} : { 'If-Match': `"${String(version)}"` }) })
      .send(body);
  }

  async send(method: 'patch' | 'delete', path: string, body: object = {}, as = ADMINISTRATOR) {
    return this.test
      .http()
      [method](`/api/v1/${path}`)
      .set({ ...(await this.browser(as)) })
      .send(body);
  }

  /** A rehearsal that stands at this local time, its openings done. Returns its id. */
  async rehearsalAt(time: string): Promise<string> {
    const answer = await this.post('campaigns', {
      planId: this.planId,
      clock: 'REHEARSAL',
      startAt: `${time}:00+07:00`,
    });
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    const { id } = answer.body as { id: string };
    await this.run(id);
    return id;
  }

  /** Everything of the instant at which a campaign's clock stands, without Temporal. */
  run(campaignId: string): Promise<void> {
    return this.test.write(async (tx) => {
      const campaign = await loadCampaign(tx, campaignId, 'alone');
      await settleInstant(tx, campaign);
      for (const stage of await stagesOf(tx, campaignId))
        if (stage.state === 'OPEN') await runDueSteps(tx, campaign, stage.id);
      await runDigests(tx, campaign);
    });
  }

  /** Sets a rehearsal's clock without running anything on the way, then runs. */
  async moveTo(campaignId: string, time: string): Promise<void> {
    await this.rows('update campaign set clock_at = $2 where id = $1', [campaignId, `${time}:00+07:00`]);
    await this.run(campaignId);
  }

  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.test.write((tx) => tx.rows<Row>(sql, parameters));
  }

  /** Acts in the journal of a subject, in order. */
  async actsOn(subjectId: string): Promise<string[]> {
    const rows = await this.rows<{ act: string }>('select act from journal_entry where subject_id = $1 order by id', [
      subjectId,
    ]);
    return rows.map(({ act }) => act);
  }
}
