import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isoInZone } from './calendars/domain/workingCalendar';
import { readRehearsalInputs, type RehearsalPaths } from './campaigns/rehearsal/rehearsalInputs';
import { runRehearsal, type RehearsalFiles } from './campaigns/rehearsal/runRehearsal';
import type { RehearsalReport } from './campaigns/rehearsal/report';
import { timelineOf } from './campaigns/rehearsal/timeline';
import { UsageError } from './cli/arguments';
import { givenFile, givenFileToWrite } from './config/givenPaths';
import { loadConfig } from './config/loadConfig';
import { createDataSource } from './database/dataSource';
import { runMigrations } from './database/migrate';
import { SAMPLES } from './samples';
import { startScratchServers } from './servers/scratchServers';

const USAGE = `npm run rehearse -- [--plan FILE] [--organisations FILE] [--calendar FILE] [--scenario FILE] [--report FILE]
npm run rehearse -- --check [--plan FILE] [--organisations FILE] [--report FILE]

Runs a whole plan in a scratch database and prints its timeline; with --check only checks the plan.
Without files: Plan 146/KH-UBND with its units, calendar and a mixed scenario. Paths are looked up where you stand, then
in the project's folder.
Exit status: 0 done, 2 the plan or the scenario has faults (they are the report), 1 anything else.`;

/** The plan or the scenario has faults: the files are to be mended, not the machine. */
const EXIT_FAULTS = 2;

interface Order {
  readonly paths: RehearsalPaths;
  readonly report: string | null;
}

const OPTIONS = {
  plan: { type: 'string', default: SAMPLES.plan },
  organisations: { type: 'string', default: SAMPLES.organisations },
  calendar: { type: 'string', default: SAMPLES.calendar },
  scenario: { type: 'string', default: SAMPLES.scenario },
  report: { type: 'string' },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function orderOf(args: readonly string[]): Order | 'HELP' {
  const values = parsed(args);
  if (values.help) return 'HELP';
  const { plan, organisations, calendar, scenario, check, report } = values;
  return {
    paths: {
      plan: givenFile(plan),
      organisations: givenFile(organisations),
      calendar: givenFile(calendar),
      scenario: check ? null : givenFile(scenario),
    },
    report: report === undefined ? null : givenFileToWrite(report),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function main(args: readonly string[]): Promise<number> {
  const order = orderOf(args);
  if (order === 'HELP') {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const inputs = readRehearsalInputs(order.paths);
  if ('faults' in inputs) {
    writeReport(order.report, { schema: 1, faults: inputs.faults });
    for (const { path, code } of inputs.faults) process.stderr.write(`${path === '' ? '(file)' : path} ${code}\n`);
    return EXIT_FAULTS;
  }
  const { scenario, ...files } = inputs.files;
  if (scenario === null) {
    writeReport(order.report, { schema: 1, faults: [] });
    process.stdout.write('No fault.\n');
    return 0;
  }
  const report = await rehearse({ ...files, scenario });
  writeReport(order.report, report);
  process.stdout.write(`${timelineOf(report, files.plan, files.organisations)}\n`);
  const { lost, doubled, afterDone } = report.invariants;
  return lost + doubled + afterDone === 0 ? 0 : 1;
}

async function rehearse(files: RehearsalFiles): Promise<RehearsalReport> {
  const config = loadConfig();
  const tell = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  const servers = await startScratchServers(config, tell);
  try {
    await runMigrations(servers.databaseUrl);
    const dataSource = await createDataSource({
      url: servers.databaseUrl,
      poolSize: 10,
      name: 'rehearse',
    }).initialize();
    try {
      return await runRehearsal(files, {
        dataSource,
        databaseUrl: servers.databaseUrl,
        temporal: {
          address: servers.temporalAddress,
          namespace: config.temporal.namespace,
          taskQueue: `rehearse-${randomBytes(6).toString('hex')}`,
        },
        progress: progressLine(files.plan.timeZone),
        report: tell,
      });
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await servers.stop();
  }
}

/** Shows where the clock stands, on a terminal only. */
function progressLine(zone: string): (at: number) => void {
  return (at) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${isoInZone(at, zone)} `);
  };
}

function writeReport(path: string | null, report: unknown): void {
  if (path !== null) writeFileSync(path, `${JSON.stringify(report, null, 1)}\n`);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${USAGE}\n`);
    process.exitCode = 1;
  },
);
