import { readFileSync } from 'node:fs';
import { parseCalendar } from '../../calendars/domain/checkCalendar';
import { parseOrganisations } from '../../organisations/domain/checkOrganisations';
import { parsePlan } from '../../plans/domain/checkPlan';
import type { Fault } from '../../plans/domain/plan';
import { parseScenario } from '../domain/rehearsal/checkScenario';
import type { RehearsalFiles } from './runRehearsal';

/** Paths of the four files of a rehearsal; without a scenario only the plan is checked. */
export interface RehearsalPaths {
  readonly plan: string;
  readonly organisations: string;
  readonly calendar: string;
  readonly scenario: string | null;
}

export type RehearsalInputs =
  | { readonly faults: readonly Fault[] }
  | { readonly files: Omit<RehearsalFiles, 'scenario'> & { readonly scenario: RehearsalFiles['scenario'] | null } };

/**
 * Reads and checks the files. The faults are those of the plan, or, of a sound plan, those of the scenario.
 * @throws Error for a file that cannot be read, and for organisations or a calendar with faults, naming file and fault
 */
export function readRehearsalInputs(paths: RehearsalPaths): RehearsalInputs {
  const organisations = parseOrganisations(readText(paths.organisations));
  if ('faults' in organisations) throw new Error(describe(paths.organisations, organisations.faults));
  const calendar = parseCalendar(readText(paths.calendar));
  if ('faults' in calendar) throw new Error(describe(paths.calendar, calendar.faults));
  const plan = parsePlan(readText(paths.plan), organisations.file);
  if ('faults' in plan) return { faults: plan.faults };
  const common = { plan: plan.plan, organisations: organisations.file, calendar: calendar.calendar };
  if (paths.scenario === null) return { files: { ...common, scenario: null } };
  const scenario = parseScenario(readText(paths.scenario), plan.plan, organisations.file);
  if ('faults' in scenario) return { faults: scenario.faults };
  return { files: { ...common, scenario: scenario.scenario } };
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${path} cannot be read`, { cause });
  }
}

function describe(path: string, faults: readonly Fault[]): string {
  return [`${path} has faults:`, ...faults.map((fault) => `  ${fault.path} ${fault.code}`)].join('\n');
}
