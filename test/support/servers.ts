/** What globalSetup started, as the tests see it. */
export interface TestServers {
  readonly postgresAdminUrl: string;
  readonly postgresOwnerUrl: string;
  readonly postgresAppUrl: string;
  /** Name of the migrated database that `createTestDatabase` clones. */
  readonly templateDatabase: string;
  readonly temporalAddress: string;
  /** The workflows as they are in the sources, bundled once for all tests. */
  readonly workflowBundlePath: string;
}

const VARIABLE = 'DON_DOC_TEST_SERVERS';

/** Jest's workers inherit the environment of the process that ran globalSetup, and nothing else. */
export function announceTestServers(servers: TestServers): void {
  process.env[VARIABLE] = JSON.stringify(servers);
}

/** The PostgreSQL and Temporal servers of this run. To import it puts a test into the project "servers". */
export function testServers(): TestServers {
  const announced = process.env[VARIABLE];
  if (announced === undefined) throw new Error('No test servers: run this test through jest.config.cjs.');
  return JSON.parse(announced) as TestServers;
}
