import { inTransaction } from '../database/transaction';
import { openAccount, setPassword } from '../identity/accounts';
import { verifyJournal } from '../journal/verifyJournal';
import { createPerson, giveRole } from '../organisations/administerPeople';
import { reconcile } from '../temporal/reconciler';
import { requiredOption, UsageError, wordAt } from './arguments';
import { authorityNamed } from './authorities';
import { OPERATOR, say, type Command } from './command';
import { withDatabase, withTemporal } from './connection';
import { organisationNamed } from './persistence/authorityStore';

export const reconcileCommand: Command = {
  usage: 'reconcile',
  does: 'starts every workflow that the facts ask for; harmless to repeat',
  run: async () => {
    const { campaigns, stages } = await withDatabase((database, config) =>
      withTemporal(config, (gateway) => reconcile(database, gateway)),
    );
    say(`Told ${String(campaigns)} campaigns and ${String(stages)} stages to look again.`);
    return 0;
  },
};

export const verifyJournalCommand: Command = {
  usage: 'verify-journal',
  does: 'recomputes every hash chain and seal of the journal; exit status 1 if one does not hold',
  run: async () => {
    const { entries, chains, seals, faults } = await withDatabase(verifyJournal);
    say(`${String(entries)} entries in ${String(chains)} chains, ${String(seals)} seals.`);
    for (const fault of faults) {
      const where = fault.onDate ?? `${fault.subjectId ?? ''} #${String(fault.sequence ?? '')}`;
      say(`  ${fault.what}  ${where}`);
    }
    say(faults.length === 0 ? 'Nothing was altered.' : `${String(faults.length)} faults.`);
    return faults.length === 0 ? 0 : 1;
  },
};

export const createAccountCommand: Command = {
  usage:
    'create-account LOGIN --name NAME --email ADDRESS --role ROLE --at ORGANISATION [--authority KEY]  (password on standard input)',
  does: 'a person with a role and a password: the first administrator of a new installation',
  run: async (given) => {
    const login = wordAt(given, 0, 'LOGIN');
    const [name, email, role, at] = ['name', 'email', 'role', 'at'].map((option) => requiredOption(given, option));
    const password = await passwordFromInput();
    await withDatabase((database) =>
      inTransaction(database, async (tx) => {
        const authorityId = await authorityNamed(tx, given.options['authority']);
        const organisationId = await organisationNamed(tx, authorityId, at ?? '');
        if (organisationId === undefined) throw new UsageError(`There is no organisation ${at ?? ''}`);
        const act = { tx, authorityId, actor: OPERATOR };
        const personId = await createPerson(act, { key: login, name: name ?? '', email: email ?? '', login: null });
        await giveRole(act, personId, { organisationId, role: role ?? '', fromOn: null, toOn: null });
        await openAccount(tx, personId, login, OPERATOR);
        const refused = await setPassword(tx, personId, password, OPERATOR);
        if (refused !== null) throw new UsageError(`The password is refused: ${refused}`);
      }),
    );
    say(`${login} can sign in.`);
    return 0;
  },
};

/** Never an argument: arguments are seen by everybody on the machine and kept in the shell's history. */
async function passwordFromInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Password, then Enter and Ctrl-D: ');
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part as Buffer));
  const [password = ''] = Buffer.concat(parts).toString('utf8').split(/\r?\n/u);
  if (password === '') throw new UsageError('The password is read from standard input, and there was none');
  return password;
}
