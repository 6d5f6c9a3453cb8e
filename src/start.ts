import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from './config/loadConfig';
import type { AppConfig } from './config/appConfig';
import { runMigrations } from './database/migrate';
import { inTransaction } from './database/transaction';
import { whenLauncherIsGone } from './servers/launcher';
import { startOwnServers } from './servers/ownServers';
import { freePort } from './servers/processes';
import { startApi, type RunningPart } from './system/api';
import { connect, type Connections } from './system/connections';
import { seedSample } from './system/seedSample';
import { startWork } from './system/work';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A step that does not come to its end, a database that does not answer say, must not keep the rest from stopping. */
const BEGUN_WITHIN_MS = 20_000;

/** What has been started, stopped in the contrary order, once. What is just being started is waited for: it must go too. */
class Started {
  private readonly parts: RunningPart[] = [];
  private readonly interruption = new AbortController();
  private beginning: Promise<unknown> = Promise.resolve();
  private stopping: Promise<void> | null = null;

  /** Aborted when everything is to stop. */
  get signal(): AbortSignal {
    return this.interruption.signal;
  }

  /** @throws Error naming the step that failed; nothing is begun any more once everything is to stop */
  async step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    this.signal.throwIfAborted();
    say(`• ${what} …`);
    const beginning = work();
    this.beginning = beginning.catch(() => undefined);
    try {
      return await beginning;
    } catch (error) {
      throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  /** A step whose result is to be stopped. */
  async part<Part extends RunningPart>(what: string, work: () => Promise<Part>): Promise<Part> {
    return this.step(what, async () => {
      const part = await work();
      this.parts.push(part);
      return part;
    });
  }

  stop(): Promise<void> {
    this.interruption.abort(new Error('interrupted'));
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    await Promise.race([this.beginning, sleep(BEGUN_WITHIN_MS, undefined, { ref: false })]);
    for (const part of [...this.parts].reverse()) {
      await part.stop().catch((error: unknown) => {
        say(`  ${error instanceof Error ? error.message : String(error)}`);
      });
    }
  }
}

async function start(started: Started): Promise<void> {
  const asked = loadConfig();
  const report = (line: string): void => {
    say(`  ${line}`);
  };
  const servers = await started.part('PostgreSQL and Temporal', () => startOwnServers(asked, report, started.signal));
  void servers.lost.then((what) => {
    say(`\nThe system stops: ${what}`);
    end(started, 1);
  });
  const config = await withPort(servers.config);
  await started.step('Database schema', () => migrate(config));
  const connections = await started.part('Connections', () => opened(config));
  const isSeeded = await started.step('Sample plan, units, calendar and demo accounts', () =>
    inTransaction(connections.dataSource, seedSample),
  );
  if (!isSeeded) say('  there already');
  const work = await started.part('Worker', () => startWork(config, connections, report));
  work.stopped.catch((error: unknown) => {
    say(`The worker broke: ${error instanceof Error ? error.message : String(error)}`);
    end(started, 1);
  });
  await started.part('API', () => startApi(config, connections, report));
  greet(config);
}

/** Port 0, any free one: it is chosen here, for the links in e-mails name it too. */
async function withPort(config: AppConfig): Promise<AppConfig> {
  if (config.http.port !== 0) return config;
  const port = await freePort();
  return { ...config, http: { ...config.http, port, publicUrl: config.http.publicUrl.replace(/:0$/, `:${port}`) } };
}

async function opened(config: AppConfig): Promise<Connections & RunningPart> {
  const connections = await connect(config, 'don-doc');
  return { ...connections, stop: () => connections.close() };
}

async function migrate(config: AppConfig): Promise<void> {
  const { migrationUrl } = config.database;
  if (migrationUrl === null) throw new Error('MIGRATION_DATABASE_URL is not set');
  await runMigrations(migrationUrl);
}

function greet(config: AppConfig): void {
  say(`
Đôn Đốc is ready: ${config.http.publicUrl}

Demo accounts, one press each on the sign-in page (no password; they exist only in demo data):
  coordinator@noi-vu   Phòng Nội vụ: who is late, who was told; moves the rehearsal's clock
  official@11155       Thị trấn Ninh Giang: what a commune official sees
  approver@ubnd-huyen  Chủ tịch UBND huyện: escalations
  administrator@ubnd-huyen, inspector@ubnd-huyen, and one for every other office

Try first: sign in as coordinator@noi-vu, press "Đến mốc tiếp theo" (next event) in the rehearsal
of Plan 146/KH-UBND, which stands at 8 December 2023, 07:30, and look at a task and the mailbox.
API documentation: ${config.http.publicUrl}/api/docs    Stop: Ctrl-C
`);
}

function end(started: Started, code: number): void {
  void started.stop().then(() => process.exit(code));
}

const started = new Started();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    end(started, 0);
  });
}
whenLauncherIsGone(() => {
  end(started, 0);
});
start(started).catch((error: unknown) => {
  if (started.signal.aborted) return; // whoever stops it says so
  process.stderr.write(`\nNot started. ${error instanceof Error ? error.message : String(error)}\n`);
  end(started, 1);
});
