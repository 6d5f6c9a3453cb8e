import { readFileSync } from 'node:fs';
import { parseCalendar } from '../calendars/domain/checkCalendar';
import { insertCalendar } from '../calendars/persistence/calendarStore';
import { DEFAULT_FIELD_ASSIGNMENTS } from '../campaigns/domain/rehearsal/scenario';
import { launchCampaign } from '../campaigns/launchCampaign';
import type { Tx } from '../database/transaction';
import { seedDemoAccounts } from '../identity/seedDemoAccounts';
import { parseOrganisations } from '../organisations/domain/checkOrganisations';
import { hasAuthority, importOrganisations } from '../organisations/importOrganisations';
import { holdingsFor, seedHolders } from '../organisations/seedHolders';
import { parsePlan } from '../plans/domain/checkPlan';
import { storePlan } from '../plans/persistence/planStore';
import { SAMPLES } from '../samples';
import { SYSTEM } from '../shared/actor';

/** The day and hour at which the sample plan was issued: its rehearsal begins there. */
const SAMPLE_START = Date.parse('2023-12-08T07:30:00+07:00');

/**
 * Fills an empty database with the sample: units, bodies, calendar, one demo account per office, and Plan 146 launched
 * as a rehearsal. Returns false, and does nothing, where there is an authority already.
 */
export async function seedSample(tx: Tx): Promise<boolean> {
  if (await hasAuthority(tx)) return false;
  const organisations = parseOrganisations(readFileSync(SAMPLES.organisations, 'utf8'));
  if ('faults' in organisations) throw new Error('The sample organisations have faults');
  const plan = parsePlan(readFileSync(SAMPLES.plan, 'utf8'), organisations.file);
  const calendar = parseCalendar(readFileSync(SAMPLES.calendar, 'utf8'));
  if ('faults' in plan || 'faults' in calendar) throw new Error('The sample plan or calendar has faults');
  const authorityId = await importOrganisations(tx, organisations.file, { isDemo: true });
  await seedHolders(tx, authorityId, holdingsFor(organisations.file, plan.plan, []));
  await seedDemoAccounts(tx, authorityId);
  const calendarId = await insertCalendar(tx, authorityId, { name: 'Ngày làm việc', ...calendar.calendar });
  const { id: planId } = await storePlan(tx, authorityId, plan.plan, null);
  await launchCampaign(
    tx,
    {
      authorityId,
      planId,
      calendarId,
      clock: 'REHEARSAL',
      startAt: SAMPLE_START,
      fieldAssignments: DEFAULT_FIELD_ASSIGNMENTS,
    },
    SYSTEM,
  );
  return true;
}
