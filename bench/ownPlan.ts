import { isoInZone } from '../src/calendars/domain/workingCalendar';
import type { CalendarFile } from '../src/calendars/domain/checkCalendar';
import { insertCalendar } from '../src/calendars/persistence/calendarStore';
import type { ClockKind } from '../src/campaigns/domain/campaign';
import { launchCampaign } from '../src/campaigns/launchCampaign';
import type { Tx } from '../src/database/transaction';
import type { OrganisationsFile } from '../src/organisations/domain/organisations';
import { importOrganisations } from '../src/organisations/importOrganisations';
import { holdingsFor, seedHolders } from '../src/organisations/seedHolders';
import type { Plan, Policy } from '../src/plans/domain/plan';
import { storePlan } from '../src/plans/persistence/planStore';
import { SYSTEM } from '../src/shared/actor';
import { HOUR_MS } from '../src/shared/instant';

/** An authority of our own with so many units, for tests and benchmarks; no name of it is real. */
export function organisationsWith(units: number, key = 'thu-nghiem'): OrganisationsFile {
  return {
    tenant: { key, name: 'UBND thử nghiệm', timeZone: 'UTC' },
    bodies: [
      { key: 'ubnd', name: 'UBND thử nghiệm', kind: 'AUTHORITY' },
      { key: 'noi-vu', name: 'Phòng Nội vụ', kind: 'BODY' },
    ],
    units: Array.from({ length: units }, (_, index) => {
      const code = `U${String(index + 1).padStart(5, '0')}`;
      return { code, name: `Xã ${code}` };
    }),
  };
}

/** Every day is a working day, so that a run may happen at any hour. */
const ALWAYS_WORKING: CalendarFile = { zone: 'UTC', weekend: [], daysOff: [], workingWeekends: [] };

/** A zone in which it is about noon now: working time reaches over the whole run, and no day ends within it. */
function zoneAtNoon(now: number): string {
  const offset = 12 - new Date(now).getUTCHours();
  return offset === 0 ? 'Etc/GMT' : `Etc/GMT${offset > 0 ? '-' : '+'}${String(Math.abs(offset))}`;
}

/** One stage with one task per unit, due in two days. */
export function planOf(policy: Policy, now: number): Plan {
  const zone = zoneAtNoon(now);
  const day = (days: number): string => isoInZone(now + days * 24 * HOUR_MS, zone).slice(0, 10);
  return {
    schema: 1,
    code: '01/KH-TN',
    title: 'Kế hoạch thử nghiệm',
    issuer: 'ubnd',
    timeZone: zone,
    lead: 'noi-vu',
    workingTime: { from: '00:00', to: '23:59' },
    roles: { coordinator: { at: 'noi-vu', label: 'Chuyên viên theo dõi' } },
    policies: { work: policy },
    stages: [
      {
        key: 'scoring',
        title: 'Tự chấm điểm',
        lead: 'units',
        opens: { on: day(-1) },
        due: { on: day(2) },
        completes: 'ALL_TASKS_DONE',
        tasks: [
          {
            key: 'self-score',
            title: 'Tự chấm điểm và gửi phiếu',
            assignee: { each: 'unit' },
            due: { stage: true },
            policy: 'work',
            doneBy: 'REPORT',
          },
        ],
      },
    ],
  };
}

/** Imports everything and launches the plan. Returns the campaign's id. */
export async function launchOwnPlan(
  tx: Tx,
  organisations: OrganisationsFile,
  plan: Plan,
  clock: ClockKind,
  startAt: number | null = null,
): Promise<string> {
  const authorityId = await importOrganisations(tx, organisations, { isDemo: true });
  await seedHolders(tx, authorityId, holdingsFor(organisations, plan, []));
  const calendarId = await insertCalendar(tx, authorityId, { name: 'Mọi ngày', ...ALWAYS_WORKING });
  const { id: planId } = await storePlan(tx, authorityId, plan, null);
  const order = { authorityId, planId, calendarId, clock, startAt, fieldAssignments: [] };
  return launchCampaign(tx, order, SYSTEM);
}
