import type { LogLevel } from './environment';

/** The settings of one process, checked and frozen. Paths are absolute. */
export interface AppConfig {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Without a slash at the end. */
    readonly publicUrl: string;
    /** Number of proxies to believe; 0 is none. */
    readonly trustedProxies: number;
    readonly maxUploadBytes: number;
  };
  readonly database: {
    /** Role without right to change the schema; null: `npm start` runs its own server. */
    readonly url: string | null;
    /** Role that owns the schema; null like `url`. */
    readonly migrationUrl: string | null;
    readonly poolSize: number;
  };
  readonly temporal: {
    /** `host:port`; null: `npm start` runs its own server. */
    readonly address: string | null;
    readonly namespace: string;
    readonly taskQueue: string;
    readonly reconcileEveryMs: number;
  };
  readonly storage: {
    readonly dataDir: string;
    readonly filesDir: string;
  };
  readonly mail: {
    /** null: messages of real campaigns wait in the queue. */
    readonly smtpUrl: string | null;
    readonly from: string;
    /** How long the mail server may keep silent. */
    readonly silenceMs: number;
    readonly retryMaxMs: number;
  };
  readonly sessions: {
    readonly idleMs: number;
    readonly maxMs: number;
  };
  readonly logLevel: LogLevel;
}
