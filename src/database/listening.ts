import { Client } from 'pg';

/** A server that does not answer by then is asked again later. */
const CONNECT_WITHIN_MS = 5_000;

export interface Listening {
  stop(): Promise<void>;
}

/**
 * Hears notifications of a PostgreSQL channel over a connection of its own. Null if the database does not answer;
 * `onLost` is called once when the connection breaks.
 */
export async function listenTo(
  url: string,
  channel: string,
  onNews: () => void,
  onLost: () => void,
): Promise<Listening | null> {
  const client = new Client({
    connectionString: url,
    application_name: 'don-doc listening',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  client.on('notification', onNews);
  client.on('error', onLost);
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    return {
      stop: async () => {
        client.off('error', onLost);
        // Closing a connection that breaks meanwhile is closing all the same.
        client.on('error', () => undefined);
        await client.end().catch(() => undefined);
      },
    };
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
}
