import { isoInZone } from '../calendars/domain/workingCalendar';
import { launchOfPerson } from '../campaigns/launchOfPerson';
import { presentPreview, type PresentedRow } from '../campaigns/presentPreview';
import { previewLaunch } from '../campaigns/previewLaunch';
import { inTransaction, reading, type Tx } from '../database/transaction';
import { plansOf } from '../plans/persistence/planStore';
import { instantOfText } from '../plans/domain/timeText';
import type { Instant } from '../shared/instant';
import { UsageError, wordAt, type CommandArguments } from './arguments';
import { authorityNamed } from './authorities';
import { OPERATOR, say, type Command } from './command';
import { withDatabase } from './connection';

interface PlanToLaunch {
  readonly authorityId: string;
  readonly planId: string;
  readonly calendarId: null;
  readonly fieldAssignments: null;
  readonly startAt: Instant | null;
}

/** The newest version of a plan's code; --at is where a rehearsal would begin. */
async function planToLaunch(tx: Tx, given: CommandArguments): Promise<PlanToLaunch> {
  const code = wordAt(given, 0, 'PLAN-CODE');
  const authorityId = await authorityNamed(tx, given.options['authority']);
  const versions = (await plansOf(tx, authorityId)).filter((plan) => plan.code === code);
  const newest = versions.sort((a, b) => b.version - a.version)[0];
  if (newest === undefined) throw new UsageError(`There is no plan ${code}: import-plan first`);
  return { authorityId, planId: newest.id, calendarId: null, fieldAssignments: null, startAt: startOf(given) };
}

function startOf({ options }: CommandArguments): Instant | null {
  const text = options['at'];
  if (text === undefined) return null;
  const instant = instantOfText(text);
  if (instant === undefined) throw new UsageError('--at takes an instant with its offset: 2023-12-08T07:30:00+07:00');
  return instant;
}

export const previewCommand: Command = {
  usage: 'preview PLAN-CODE [--at INSTANT] [--authority KEY]',
  does: 'shows every opening, reminder, escalation, digest and closing before launch, and warns',
  run: async (given) => {
    const preview = await withDatabase((database) =>
      reading(database, async (tx) => presentPreview(await previewLaunch(tx, await planToLaunch(tx, given)))),
    );
    for (const row of preview.rows) say(lineOf(row, preview.timeZone));
    say('');
    for (const warning of preview.warnings) say(`! ${warning.pointer}  ${warning.code}  ${warning.message}`);
    say(
      `${String(preview.rows.length)} rows, ${String(preview.messageCount)} messages, ${String(preview.warnings.length)} warnings.`,
    );
    return 0;
  },
};

function lineOf(row: PresentedRow, zone: string): string {
  const what = [row.kind, row.rule, row.taskTitle ?? row.stageTitle].filter((part) => part !== null).join(' ');
  const units = row.taskCount > 1 ? ` (${String(row.taskCount)})` : '';
  const to = row.recipientCount === 0 ? '' : ` → ${String(row.recipientCount)}`;
  const depends = row.dependsOn.length > 0 ? ' ?' : '';
  return `${isoInZone(Date.parse(row.at), zone).slice(0, 16).replace('T', ' ')}  ${what}${units}${to}${depends}${row.isPast ? ' (past)' : ''}`;
}

export const launchCommand: Command = {
  usage: 'launch PLAN-CODE (--real | --rehearsal --at INSTANT) [--authority KEY]',
  does: 'launches the newest version of a plan',
  run: async (given) => {
    const isRehearsal = given.options['rehearsal'] !== undefined;
    if (isRehearsal === (given.options['real'] !== undefined)) throw new UsageError('Say --real or --rehearsal');
    if (isRehearsal && startOf(given) === null) throw new UsageError('A rehearsal needs --at, where its clock stands');
    const id = await withDatabase((database) =>
      inTransaction(database, async (tx) => {
        const { authorityId, ...plan } = await planToLaunch(tx, given);
        return launchOfPerson(tx, authorityId, { ...plan, clock: isRehearsal ? 'REHEARSAL' : 'REAL' }, OPERATOR);
      }),
    );
    say(`Launched: campaign ${id}. Its workflow starts as soon as the system runs.`);
    return 0;
  },
};
