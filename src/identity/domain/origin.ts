const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Is the `Origin` of a request our own? It must be the public address. On a machine of one's own, `localhost` and
 * `127.0.0.1` are the same place under two names: there the address that the browser used will do.
 * @param host the `Host` header of the request
 */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  const ours = new URL(publicUrl);
  if (from.origin === ours.origin) return true;
  return LOOPBACK.has(ours.hostname) && LOOPBACK.has(from.hostname) && from.host === host;
}
