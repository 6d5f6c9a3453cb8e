import { loadConfig } from './config/loadConfig';
import type { AppConfig } from './config/appConfig';
import { runMigrations } from './database/migrate';
import { inTransaction } from './database/transaction';
import { whenLauncherIsGone } from './servers/launcher';
import { startOwnServers } from './servers/ownServers';
import { startApi, type RunningPart } from './system/api';
import { connect } from './system/connections';
import { seedSample } from './system/seedSample';
import { startWork } from './system/work';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** What has been started, stopped in the contrary order, once. */
class Started {
  private readonly parts: RunningPart[] = [];
  private stopping: Promise<void> | null = null;

  add<Part extends RunningPart>(part: Part): Part {
    this.parts.push(part);
    return part;
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  private async stopAll(): Promise<void> {
    for (const part of [...this.parts].reverse()) {
      await part.stop().catch((error: unknown) => {
        say(`  ${error instanceof Error ? error.message : String(error)}`);
      });
    }
  }
}

async function step<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  say(`• ${what} …`);
  try {
    return await work();
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

async function start(started: Started): Promise<void> {
  const asked = loadConfig();
  const report = (line: string): void => {
    say(`  ${line}`);
  };
  const servers = started.add(await step('PostgreSQL and Temporal', () => startOwnServers(asked, report)));
  const { config } = servers;
  await step('Database schema', () => migrate(config));
  const connections = await step('Connections', () => connect(config, 'don-doc'));
  started.add({ stop: () => connections.close() });
  const isSeeded = await step('Sample plan, units, calendar and demo accounts', () =>
    inTransaction(connections.dataSource, seedSample),
  );
  if (!isSeeded) say('  there already');
  const work = started.add(await step('Worker', () => startWork(config, connections, report)));
  work.stopped.catch((error: unknown) => {
    say(`The worker broke: ${error instanceof Error ? error.message : String(error)}`);
    end(started, 1);
  });
  started.add(await step('API', () => startApi(config, connections, report)));
  greet(config);
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
  process.stderr.write(`\nNot started. ${error instanceof Error ? error.message : String(error)}\n`);
  end(started, 1);
});
