/**
 * Calls back when the launcher (scripts/start.mjs) is gone without having said so, killed for example: whoever starts
 * next must not find us living. Does nothing for a process that was started without it.
 */
export function whenLauncherIsGone(stop: () => void): void {
  if (process.channel === undefined) return;
  process.once('disconnect', stop);
  // Listening must not keep us alive when all else has ended.
  process.channel.unref();
}
