import type { DataSource } from 'typeorm';
import { insertCalendar } from '../../src/calendars/persistence/calendarStore';
import type { CalendarFile } from '../../src/calendars/domain/checkCalendar';
import type { Campaign, ClockKind } from '../../src/campaigns/domain/campaign';
import { launchCampaign } from '../../src/campaigns/launchCampaign';
import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { stagesOf } from '../../src/campaigns/persistence/campaignStore';
import { settleInstant } from '../../src/campaigns/settleInstant';
import { createDataSource } from '../../src/database/dataSource';
import { inTransaction, type Tx } from '../../src/database/transaction';
import { runDigests } from '../../src/deadlines/runDigests';
import { runDueSteps } from '../../src/deadlines/runDueSteps';
import type { OrganisationsFile } from '../../src/organisations/domain/organisations';
import { importOrganisations } from '../../src/organisations/importOrganisations';
import { holdingsFor, seedHolders } from '../../src/organisations/seedHolders';
import type { Plan } from '../../src/plans/domain/plan';
import { storePlan } from '../../src/plans/persistence/planStore';
import { SYSTEM } from '../../src/shared/actor';
import type { Instant } from '../../src/shared/instant';
import { completeTask } from '../../src/tasks/taskActs';
import type { Task } from '../../src/tasks/domain/task';
import { lockTaskFor } from '../../src/tasks/persistence/taskStore';
import { jsonFile } from '../plans/edits';
import { createTestDatabase, type TestDatabase } from '../support/database';

const FIELDS = [
  { field: 'I', body: 'noi-vu' },
  { field: 'II', body: 'tu-phap' },
] as const;

export const at = (text: string): Instant => Date.parse(`${text}:00+07:00`);

/** A campaign of the sample plan in a database of its own; its clock is set by the test and everything runs without Temporal. */
export class CampaignForTests {
  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    readonly id: string,
    readonly authorityId: string,
    private clockAt: Instant,
  ) {}

  static async launched(options: {
    readonly on: string;
    readonly clock?: ClockKind;
    readonly vacant?: readonly string[];
    readonly plan?: (plan: Plan) => Plan;
  }): Promise<CampaignForTests> {
    const database = await createTestDatabase();
    const dataSource = createDataSource({ url: database.appUrl, poolSize: 12, name: 'messages-test' });
    await dataSource.initialize();
    const startAt = at(options.on);
    const organisations = jsonFile('samples/organisations/ninh-giang-2023.json') as OrganisationsFile;
    const calendar = jsonFile('samples/calendars/viet-nam-2023-2026.json') as CalendarFile;
    const sample = jsonFile('samples/plans/ke-hoach-146-2023.json') as Plan;
    const plan = options.plan?.(sample) ?? sample;
    const { id, authorityId } = await inTransaction(dataSource, async (tx) => {
      const authority = await importOrganisations(tx, organisations, { isDemo: true });
      await seedHolders(tx, authority, holdingsFor(organisations, plan, options.vacant ?? []));
      const calendarId = await insertCalendar(tx, authority, { name: 'Việt Nam', ...calendar });
      const { id: planId } = await storePlan(tx, authority, plan, null);
      // Launched as a rehearsal, for a real campaign of 2023 cannot be launched any more.
      const order = {
        authorityId: authority,
        planId,
        calendarId,
        clock: 'REHEARSAL',
        startAt,
        fieldAssignments: FIELDS,
      } as const;
      const campaignId = await launchCampaign(tx, order, SYSTEM);
      if (options.clock === 'REAL') {
        await tx.rows(`update campaign set clock = 'REAL', clock_at = null where id = $1`, [campaignId]);
      }
      return { id: campaignId, authorityId: authority };
    });
    return new CampaignForTests(database, dataSource, id, authorityId, startAt);
  }

  get now(): Instant {
    return this.clockAt;
  }

  /** Sets the clock without running anything. */
  async moveTo(text: string | Instant): Promise<this> {
    this.clockAt = typeof text === 'number' ? text : at(text);
    await this.tx((tx) =>
      tx.rows(`update campaign set clock_at = $2 where id = $1 and clock = 'REHEARSAL'`, [
        this.id,
        new Date(this.clockAt).toISOString(),
      ]),
    );
    return this;
  }

  /** Everything of the instant at which the clock stands: the order of one instant, the stages' runs, the digests. */
  async run(): Promise<this> {
    await this.act(async (tx, campaign) => {
      await settleInstant(tx, campaign);
      for (const stage of await stagesOf(tx, this.id))
        if (stage.state === 'OPEN') await runDueSteps(tx, campaign, stage.id);
      await runDigests(tx, campaign);
    });
    return this;
  }

  async runAt(...times: readonly string[]): Promise<this> {
    for (const time of times) await (await this.moveTo(time)).run();
    return this;
  }

  tx<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    return inTransaction(this.dataSource, work);
  }

  rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.tx((tx) => tx.rows<Row>(sql, parameters));
  }

  act<Result>(work: (tx: Tx, campaign: Campaign) => Promise<Result>): Promise<Result> {
    return this.tx(async (tx) => {
      const campaign = await loadCampaign(tx, this.id, 'alone');
      return work(tx, { ...campaign, now: this.clockAt });
    });
  }

  async withTask<Result>(
    template: string,
    unit: string | null,
    work: (tx: Tx, campaign: Campaign, task: Task) => Promise<Result>,
  ): Promise<Result> {
    return this.act(async (tx, campaign) => {
      const task = await lockTaskFor(tx, this.id, template, unit, null);
      if (task === undefined) throw new Error(`No task ${template} of ${String(unit)}`);
      return work(tx, campaign, task);
    });
  }

  async complete(template: string, unit: string | null = null): Promise<void> {
    const refusal = await this.withTask(template, unit, (tx, campaign, task) =>
      completeTask({ tx, campaign, actor: SYSTEM }, task),
    );
    if (refusal !== null) throw new Error(refusal);
  }

  async personId(key: string): Promise<string> {
    const [row] = await this.rows<{ id: string }>('select id from person where key = $1', [key]);
    if (row === undefined) throw new Error(`No person ${key}`);
    return row.id;
  }

  /** The messages of a campaign as a test reads them. */
  messages(where = 'true'): Promise<StoredMessage[]> {
    return this.rows<StoredMessage>(
      `select m.id, m.kind, m.status, p.key as to, p.email, m.subject, m.attempts, m.last_error as "lastError",
              m.text_body as text, m.html_body as html, m.left_at as "leftAt", m.release_at as "releaseAt",
              m.next_attempt_at as "nextAttemptAt"
         from message m join person p on p.id = m.to_id where ${where} order by m.queued_at, p.key, m.id`,
    );
  }

  async end(): Promise<void> {
    await this.dataSource.destroy();
    await this.database.drop();
  }
}

export interface StoredMessage {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly to: string;
  readonly email: string;
  readonly subject: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly leftAt: Date | null;
  readonly releaseAt: Date;
  readonly nextAttemptAt: Date | null;
}
