import type { Environment } from './environment';

interface Setting {
  /** As one writes it in the environment; null where absence has its own meaning. */
  readonly default: string | null;
  /** Shown in `.env.example` when there is no default to show. */
  readonly example?: string;
  /** What it does and what its absence means; units are in the name. */
  readonly text: string;
}

/** Every setting there is. `.env.example` is written from this table, in this order. */
export const SETTINGS = {
  PORT: { default: '3000', text: 'Port of the web server; 0 takes any free one.' },
  HOST: { default: '127.0.0.1', text: 'Address it listens on; 0.0.0.0 lets other machines in.' },
  PUBLIC_URL: {
    default: null,
    example: 'https://dondoc.example.vn',
    text: 'Address by which people reach it, used for the links in messages. Absent: http://HOST:PORT.',
  },
  TRUST_PROXY: { default: '0', text: 'Number of reverse proxies in front whose X-Forwarded-For is believed.' },
  DATABASE_URL: {
    default: null,
    example: 'postgres://don_doc_app:password@127.0.0.1:5432/don_doc',
    text: 'PostgreSQL 15 or later, as the role without right to change the schema. Absent: an own server under DATA_DIR.',
  },
  MIGRATION_DATABASE_URL: {
    default: null,
    example: 'postgres://don_doc:password@127.0.0.1:5432/don_doc',
    text: 'The same database as the role that owns the schema. Absent: DATABASE_URL.',
  },
  DATABASE_POOL_SIZE: { default: '10', text: 'Connections to PostgreSQL that one process holds at most.' },
  TEMPORAL_ADDRESS: {
    default: null,
    example: '127.0.0.1:7233',
    text: 'Temporal server. Absent: an own local one, its data under DATA_DIR.',
  },
  TEMPORAL_NAMESPACE: { default: 'default', text: 'Temporal namespace; it must exist.' },
  TEMPORAL_TASK_QUEUE: { default: 'don-doc', text: 'Task queue that API and workers share.' },
  DATA_DIR: { default: '.data', text: 'Folder of everything this machine keeps.' },
  FILES_DIR: {
    default: null,
    example: '/srv/don-doc/files',
    text: 'Folder of evidence and generated files. Absent: files/ in DATA_DIR.',
  },
  MAX_UPLOAD_MIB: { default: '25', text: 'Largest file that a person may attach.' },
  SMTP_URL: {
    default: null,
    example: 'smtp://user:password@mail.example.vn:587',
    text: 'Mail server. Absent: messages of real campaigns wait in the queue, and /health says so.',
  },
  MAIL_FROM: { default: 'Đôn Đốc <don-doc@localhost>', text: 'Sender of every message.' },
  SMTP_TIMEOUT_SECONDS: {
    default: '30',
    text: 'How long the mail server may keep silent. Mail of a worker that died is taken over after ten times as long.',
  },
  MAIL_RETRY_MAX_HOURS: { default: '72', text: 'A message that could not be sent for so long is given up.' },
  SESSION_IDLE_MINUTES: { default: '60', text: 'A session unused for so long ends.' },
  SESSION_MAX_HOURS: { default: '12', text: 'A session ends after so long, used or not.' },
  RECONCILE_EVERY_SECONDS: { default: '300', text: 'How often missing workflows are started again from the facts.' },
  LOG_LEVEL: { default: 'warn', text: 'error, warn, log or debug.' },
} as const satisfies Record<keyof Environment, Setting>;

/** The text of `.env.example`. Every line is commented out: a copy of it changes nothing until a line is edited. */
export function environmentExample(): string {
  const entries = Object.entries<Setting>(SETTINGS).map(([name, setting]) => {
    const value = setting.default ?? setting.example ?? '';
    return `# ${setting.text}\n# ${name}=${/[\s<>]/.test(value) ? `"${value}"` : value}\n`;
  });
  return `# Settings of Đôn Đốc. Written by \`npm run env-example\` from src/config/settings.ts: edit that instead.\n\n${entries.join('\n')}`;
}
