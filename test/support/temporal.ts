import { Connection } from '@temporalio/client';
import { testServers } from './servers';

/** `host:port` of this run's Temporal server (in memory, namespace `default`). */
export function testTemporalAddress(): string {
  return testServers().temporalAddress;
}

/** A connection to it; the caller closes it. */
export function connectToTestTemporal(): Promise<Connection> {
  return Connection.connect({ address: testTemporalAddress() });
}
