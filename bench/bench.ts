import { cpus, totalmem } from 'node:os';
import { loadConfig } from '../src/config/loadConfig';
import { runMigrations } from '../src/database/migrate';
import { startScratchServers } from '../src/servers/scratchServers';
import { tableOf, type Figure } from './figures';
import { BenchPlace } from './place';
import { fullRehearsal } from './rehearsal';
import { remindersAfterKill, remindersAtOneInstant } from './reminders';
import { warmStart } from './warmStart';

/** Units of the whole country: 10,599 communes in one stage. */
const COUNTRY = 10_599;
const SIZES = [20, 600, COUNTRY] as const;

/** Each figure gets servers of its own, so that none pays for what another has left behind. */
async function withServers(
  measure: (databaseUrl: string, temporalAddress: string) => Promise<Figure>,
): Promise<Figure> {
  const servers = await startScratchServers(loadConfig(), () => undefined, true);
  try {
    await runMigrations(servers.databaseUrl);
    return await measure(servers.databaseUrl, servers.temporalAddress);
  } finally {
    await servers.stop();
  }
}

async function inPlace(url: string, address: string, measure: (place: BenchPlace) => Promise<Figure>): Promise<Figure> {
  const place = await BenchPlace.open(url, address);
  try {
    return await measure(place);
  } finally {
    await place.close();
  }
}

async function main(): Promise<void> {
  const measures = [
    ...SIZES.map(
      (size) => () =>
        withServers((url, address) => inPlace(url, address, (place) => remindersAtOneInstant(place, size))),
    ),
    () => withServers((url, address) => inPlace(url, address, (place) => remindersAfterKill(place, COUNTRY))),
    () => withServers(fullRehearsal),
    warmStart,
  ];
  const figures: Figure[] = [];
  for (const measure of measures) {
    const figure = await measure();
    process.stderr.write(`${figure.what}: ${figure.seconds.toFixed(2)} s\n`);
    figures.push(figure);
  }
  const gib = Math.round(totalmem() / 1024 ** 3);
  process.stdout.write(
    `\n${String(cpus().length)} cores, ${String(gib)} GiB, Node ${process.version}, PostgreSQL with fsync\n\n`,
  );
  process.stdout.write(`${tableOf(figures)}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
