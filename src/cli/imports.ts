import { readFileSync } from 'node:fs';
import { parseCalendar } from '../calendars/domain/checkCalendar';
import { insertCalendar } from '../calendars/persistence/calendarStore';
import { inTransaction } from '../database/transaction';
import { parseOrganisations } from '../organisations/domain/checkOrganisations';
import { importOrganisations } from '../organisations/importOrganisations';
import type { Fault } from '../plans/domain/plan';
import { importPlan } from '../plans/importPlan';
import { givenFile } from '../config/givenPaths';
import { UsageError, wordAt } from './arguments';
import { authorityNamed } from './authorities';
import { OPERATOR, say, type Command } from './command';
import { withDatabase } from './connection';

/** The file has faults: it is to be mended, not the machine. */
const EXIT_FAULTS = 2;

function sayFaults(path: string, faults: readonly Fault[]): number {
  say(`${path} has faults; nothing was stored:`);
  for (const fault of faults) say(`  ${fault.path === '' ? '(file)' : fault.path}  ${fault.code}`);
  return EXIT_FAULTS;
}

function textOf(path: string): string {
  try {
    return readFileSync(givenFile(path), 'utf8');
  } catch (cause) {
    throw new UsageError(`${path} cannot be read`, { cause });
  }
}

export const importOrganisationsCommand: Command = {
  usage: 'import-organisations FILE',
  does: 'brings an authority with its bodies and units into the database',
  run: async (given) => {
    const path = wordAt(given, 0, 'FILE');
    const parsed = parseOrganisations(textOf(path));
    if ('faults' in parsed) return sayFaults(path, parsed.faults);
    const { file } = parsed;
    await withDatabase((database) => inTransaction(database, (tx) => importOrganisations(tx, file, { isDemo: false })));
    say(`${file.tenant.name}: ${String(file.bodies.length)} bodies, ${String(file.units.length)} units.`);
    return 0;
  },
};

export const importCalendarCommand: Command = {
  usage: 'import-calendar FILE [--authority KEY] [--name NAME]',
  does: 'brings a calendar of working days into the database',
  run: async (given) => {
    const path = wordAt(given, 0, 'FILE');
    const parsed = parseCalendar(textOf(path));
    if ('faults' in parsed) return sayFaults(path, parsed.faults);
    const { calendar } = parsed;
    const name = given.options['name'] ?? 'Ngày làm việc';
    const id = await withDatabase((database) =>
      inTransaction(database, async (tx) =>
        insertCalendar(tx, await authorityNamed(tx, given.options['authority']), { name, ...calendar }),
      ),
    );
    say(`Calendar ${id}: ${String(calendar.daysOff.length)} days off.`);
    return 0;
  },
};

export const importPlanCommand: Command = {
  usage: 'import-plan FILE [--authority KEY]',
  does: 'checks a plan as a whole and stores it as the next version of its code',
  run: async (given) => {
    const path = wordAt(given, 0, 'FILE');
    const value = jsonOf(textOf(path));
    if (value === undefined) return sayFaults(path, [{ path: '', code: 'VALUE.INVALID' }]);
    const imported = await withDatabase((database) =>
      inTransaction(database, async (tx) =>
        importPlan(tx, await authorityNamed(tx, given.options['authority']), value, OPERATOR),
      ),
    );
    if ('faults' in imported) return sayFaults(path, imported.faults);
    const { id, code, version } = imported.plan;
    say(`${imported.isNew ? 'Imported' : 'There already'}: ${code} version ${String(version)}, plan ${id}`);
    return 0;
  },
};

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
