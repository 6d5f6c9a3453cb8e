import { parseArgs } from 'node:util';
import { UsageError } from './cli/arguments';
import { launchCommand, previewCommand } from './cli/campaigns';
import { createAccountCommand, reconcileCommand, verifyJournalCommand } from './cli/care';
import type { Command } from './cli/command';
import { importCalendarCommand, importOrganisationsCommand, importPlanCommand } from './cli/imports';

const COMMANDS: readonly Command[] = [
  importOrganisationsCommand,
  importCalendarCommand,
  importPlanCommand,
  previewCommand,
  launchCommand,
  reconcileCommand,
  verifyJournalCommand,
  createAccountCommand,
];

const OPTIONS = {
  authority: { type: 'string' },
  name: { type: 'string' },
  email: { type: 'string' },
  role: { type: 'string' },
  at: { type: 'string' },
  real: { type: 'boolean' },
  rehearsal: { type: 'boolean' },
} as const;

function usage(): string {
  return [
    'npm run cli -- COMMAND',
    '',
    ...COMMANDS.flatMap((command) => [`  ${command.usage}`, `      ${command.does}`]),
  ].join('\n');
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(args);
  const [name, ...words] = positionals;
  const command = COMMANDS.find((one) => one.usage.split(' ')[0] === name);
  if (command === undefined) throw new UsageError(name === undefined ? 'No command' : `No command "${name}"`);
  const options = Object.fromEntries(Object.entries(values).map(([option, value]) => [option, String(value)]));
  return command.run({ words, options });
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${usage()}\n`);
    process.exitCode = 1;
  },
);
