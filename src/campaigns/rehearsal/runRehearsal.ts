import type { CalendarFile } from '../../calendars/domain/checkCalendar';
import { insertCalendar } from '../../calendars/persistence/calendarStore';
import type { DatabasePool } from '../../database/dataSource';
import { inTransaction, reading } from '../../database/transaction';
import type { OrganisationsFile } from '../../organisations/domain/organisations';
import { importOrganisations } from '../../organisations/importOrganisations';
import { holdingsFor, seedHolders } from '../../organisations/seedHolders';
import type { Plan } from '../../plans/domain/plan';
import { storePlan } from '../../plans/persistence/planStore';
import { SYSTEM } from '../../shared/actor';
import type { Instant } from '../../shared/instant';
import { TemporalGateway } from '../../temporal/gateway';
import { OutboxRelay } from '../../temporal/relay';
import { startWorker, type WorkerOptions } from '../../temporal/worker';
import type { Scenario } from '../domain/rehearsal/scenario';
import { launchCampaign } from '../launchCampaign';
import { loadCampaign } from '../loadCampaign';
import { playScenario } from './playScenario';
import { reportOf, type RehearsalReport } from './report';

/** A rehearsal's mail is kept; there is nothing to send. */
const NO_MAIL = { transport: null, publicUrl: '', retryMaxMs: 0 };

export interface RehearsalFiles {
  readonly plan: Plan;
  readonly organisations: OrganisationsFile;
  readonly calendar: CalendarFile;
  readonly scenario: Scenario;
}

export interface RehearsalPlace {
  /** A migrated database without an authority. */
  readonly dataSource: DatabasePool;
  readonly databaseUrl: string;
  readonly temporal: WorkerOptions;
  readonly progress: (at: Instant) => void;
  readonly report: (problem: string) => void;
}

/**
 * Runs a whole plan by a scenario on real servers, through the workflows, activities and tables of a real campaign, and
 * reads the report from the facts.
 */
export async function runRehearsal(files: RehearsalFiles, place: RehearsalPlace): Promise<RehearsalReport> {
  const { dataSource } = place;
  const campaignId = await launchRehearsal(dataSource, files);
  const gateway = TemporalGateway.connect(place.temporal);
  const relay = new OutboxRelay({ ...place, gateway });
  const worker = await startWorker(place.temporal, { dataSource, mail: NO_MAIL });
  try {
    await relay.start();
    await gateway.tell('CAMPAIGN', campaignId);
    const refused = await Promise.race([
      playScenario({ dataSource, gateway, campaignId, progress: place.progress }, files.scenario),
      worker.stopped.then(() => Promise.reject(new Error('The worker stopped during the rehearsal'))),
    ]);
    return await reading(dataSource, async (tx) => reportOf(tx, await loadCampaign(tx, campaignId, 'none'), refused));
  } finally {
    await relay.stop();
    await worker.stop();
    await gateway.close();
  }
}

async function launchRehearsal(dataSource: DatabasePool, files: RehearsalFiles): Promise<string> {
  const { plan, organisations, calendar, scenario } = files;
  return inTransaction(dataSource, async (tx) => {
    const authorityId = await importOrganisations(tx, organisations, { isDemo: true });
    await seedHolders(tx, authorityId, holdingsFor(organisations, plan, scenario.vacant));
    const calendarId = await insertCalendar(tx, authorityId, { name: calendar.zone, ...calendar });
    const { id: planId } = await storePlan(tx, authorityId, plan, null);
    return launchCampaign(
      tx,
      {
        authorityId,
        planId,
        calendarId,
        clock: 'REHEARSAL',
        startAt: scenario.startAt,
        fieldAssignments: scenario.fieldAssignments,
      },
      SYSTEM,
    );
  });
}
