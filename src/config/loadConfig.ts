import { resolve } from 'node:path';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { HOUR_MS, MINUTE_MS } from '../shared/instant';
import type { AppConfig } from './appConfig';
import { Environment } from './environment';
import { SETTINGS } from './settings';

/** The process environment, or what stands for it in a test. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Thrown with one line per wrong variable. Never shows a value: it may hold a password. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly string[]) {
    super(`Settings that cannot be used (see .env.example):\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/**
 * Reads and checks the settings.
 * @param env defaults to the environment of this process; a variable set to nothing counts as absent
 * @throws ConfigError naming every wrong variable
 */
export function loadConfig(env: EnvironmentVariables = process.env): AppConfig {
  return deepFreeze(configOf(checkedEnvironment(env)));
}

function checkedEnvironment(env: EnvironmentVariables): Environment {
  const given: Record<string, string> = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const value = env[name]?.trim() || setting.default;
    if (value !== null) given[name] = value;
  }
  // The address within "Name <address>" is what is checked; the whole text is what is used.
  const faults = validateSync(plainToInstance(Environment, given, { groups: ['check'] }), {
    stopAtFirstError: true,
  }).map((fault) => {
    const reason = Object.values(fault.constraints ?? {})[0] ?? 'cannot be used';
    return reason.startsWith(fault.property) ? reason : `${fault.property} ${reason}`;
  });
  if (faults.length > 0) throw new ConfigError(faults);
  return plainToInstance(Environment, given);
}

function configOf(env: Environment): AppConfig {
  const dataDir = resolve(env.DATA_DIR);
  const url = env.DATABASE_URL ?? null;
  return {
    http: {
      host: env.HOST,
      port: env.PORT,
      publicUrl: (env.PUBLIC_URL ?? httpUrl(env.HOST, env.PORT)).replace(/\/+$/, ''),
      trustedProxies: env.TRUST_PROXY,
      maxUploadBytes: env.MAX_UPLOAD_MIB * 1024 * 1024,
    },
    database: { url, migrationUrl: env.MIGRATION_DATABASE_URL ?? url, poolSize: env.DATABASE_POOL_SIZE },
    temporal: {
      address: env.TEMPORAL_ADDRESS ?? null,
      namespace: env.TEMPORAL_NAMESPACE,
      taskQueue: env.TEMPORAL_TASK_QUEUE,
      reconcileEveryMs: env.RECONCILE_EVERY_SECONDS * 1000,
    },
    storage: { dataDir, filesDir: env.FILES_DIR === undefined ? resolve(dataDir, 'files') : resolve(env.FILES_DIR) },
    mail: {
      smtpUrl: env.SMTP_URL ?? null,
      from: env.MAIL_FROM,
      silenceMs: env.SMTP_TIMEOUT_SECONDS * 1000,
      retryMaxMs: env.MAIL_RETRY_MAX_HOURS * HOUR_MS,
    },
    sessions: { idleMs: env.SESSION_IDLE_MINUTES * MINUTE_MS, maxMs: env.SESSION_MAX_HOURS * HOUR_MS },
    logLevel: env.LOG_LEVEL,
  };
}

/** An address a person on this machine can open: nobody can open 0.0.0.0. */
function httpUrl(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner as object);
  return Object.freeze(value);
}
