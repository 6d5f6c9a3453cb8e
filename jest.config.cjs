const { readFileSync, readdirSync, existsSync } = require('node:fs');
const { dirname, join, resolve } = require('node:path');

/** Packages published as ES modules only; Jest runs CommonJS, so they are transformed like our own code. */
const ESM_ONLY = ['@nestjs', 'file-type', 'strtok3', 'token-types', '@tokenizer', 'uint8array-extras', '@borewit'];

const SERVERS = resolve(__dirname, 'test/support/servers.ts');

/** Does this file use the test servers, by itself or through another file of test/? */
function usesServers(file, seen = new Set()) {
  if (file === SERVERS) return true;
  if (seen.has(file)) return false;
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(/(?:from|import|import\()\s*'(\.[^']*)'/g)]
    .map(([, path]) => resolve(dirname(file), `${path}.ts`))
    .filter((path) => path.startsWith(resolve(__dirname, 'test')) && existsSync(path))
    .some((path) => usesServers(path, seen));
}

const testFiles = readdirSync(join(__dirname, 'test'), { recursive: true })
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(__dirname, 'test', name));
const withServers = testFiles.filter((file) => usesServers(file));
const withoutServers = testFiles.filter((file) => !withServers.includes(file));

const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.[cm]?[tj]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${ESM_ONLY.join('|')})/)`, '<rootDir>/dist/'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};

/** A path pattern that matches exactly these files; with none, one that matches nothing. */
const exactly = (files) =>
  files.length === 0 ? ['(?!)'] : files.map((file) => `^${file.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/**
 * Two projects, so that the servers are started (test/support/globalSetup.ts) only when a test that uses them is run.
 * A test belongs to the second as soon as it imports test/support/servers.ts, directly or not.
 */
module.exports = {
  maxWorkers: 2,
  // Above what a database test takes when both cores are busy; a hang still fails the run.
  testTimeout: 30_000,
  projects: [
    { ...shared, displayName: 'pure', testRegex: exactly(withoutServers) },
    {
      ...shared,
      displayName: 'servers',
      testRegex: exactly(withServers),
      globalSetup: '<rootDir>/test/support/globalSetup.ts',
      globalTeardown: '<rootDir>/test/support/globalTeardown.ts',
    },
  ],
};
