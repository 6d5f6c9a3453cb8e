import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError, loadConfig } from '../../src/config/loadConfig';
import { environmentExample, SETTINGS } from '../../src/config/settings';

describe('settings', () => {
  it('are complete without any variable', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      http: { host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000', trustedProxies: 0 },
      database: { url: null, migrationUrl: null },
      temporal: { address: null, namespace: 'default', reconcileEveryMs: 300_000 },
      mail: { smtpUrl: null, retryMaxMs: 72 * 3_600_000 },
      logLevel: 'warn',
    });
    expect(config.storage).toEqual({ dataDir: resolve('.data'), filesDir: resolve('.data/files') });
  });

  it('cannot be changed by who reads them', () => {
    const config = loadConfig({});
    expect(Object.isFrozen(config) && Object.isFrozen(config.http)).toBe(true);
  });

  it('count a variable set to nothing as absent', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ' })).toEqual(loadConfig({}));
  });

  it('take the migration role from DATABASE_URL when it has none of its own', () => {
    const config = loadConfig({ DATABASE_URL: 'postgres://a:b@db:5432/c' });
    expect(config.database.migrationUrl).toBe('postgres://a:b@db:5432/c');
  });

  it('keep the name in MAIL_FROM', () => {
    expect(loadConfig({ MAIL_FROM: 'Sở Nội vụ <snv@example.vn>' }).mail.from).toBe('Sở Nội vụ <snv@example.vn>');
  });

  it.each([
    ['http://dondoc.example.vn/', 'http://dondoc.example.vn'],
    ['https://example.vn/dd', 'https://example.vn/dd'],
  ])('take PUBLIC_URL %s without a slash at the end', (given, expected) => {
    expect(loadConfig({ PUBLIC_URL: given }).http.publicUrl).toBe(expected);
  });

  it('give an address that can be opened when listening on all addresses', () => {
    expect(loadConfig({ HOST: '0.0.0.0', PORT: '8080' }).http.publicUrl).toBe('http://localhost:8080');
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PORT', '80.5'],
    ['HOST', 'two words'],
    ['PUBLIC_URL', 'ftp://example.vn'],
    ['TRUST_PROXY', '-1'],
    ['DATABASE_URL', 'mysql://root:secret@db/x'],
    ['MIGRATION_DATABASE_URL', 'nowhere'],
    ['DATABASE_POOL_SIZE', '1'],
    ['TEMPORAL_ADDRESS', 'localhost'],
    ['TEMPORAL_NAMESPACE', 'a b'],
    ['TEMPORAL_TASK_QUEUE', 'a b'],
    ['MAX_UPLOAD_MIB', '0'],
    ['SMTP_URL', 'mail.example.vn'],
    ['MAIL_FROM', 'nobody'],
    ['MAIL_RETRY_MAX_HOURS', 'x'],
    ['SESSION_IDLE_MINUTES', '0'],
    ['SESSION_MAX_HOURS', '0'],
    ['RECONCILE_EVERY_SECONDS', '0'],
    ['LOG_LEVEL', 'loud'],
  ])('refuse %s=%s by name and without showing the value', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} `));
    if (value.length > 5) expect(faults[0]).not.toContain(value);
  });

  it('name every wrong variable at once', () => {
    expect(faultsOf({ PORT: 'x', LOG_LEVEL: 'y' })).toHaveLength(2);
  });
});

describe('.env.example', () => {
  it('is what the settings say (else: npm run env-example)', () => {
    expect(readFileSync('.env.example', 'utf8')).toBe(environmentExample());
  });

  it('shows each setting with a value that is accepted', () => {
    const lines = environmentExample().matchAll(/^# ([A-Z_]+)="?(.*?)"?$/gm);
    const env = Object.fromEntries([...lines].map((line) => [line[1], line[2]]));
    expect(Object.keys(env)).toEqual(Object.keys(SETTINGS));
    expect(() => loadConfig(env)).not.toThrow();
  });
});

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}
