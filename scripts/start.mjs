// npm start: everything a fresh clone needs, then the system itself (src/start.ts).
import { checkNode, ensureBuilt, ensureInstalled, main, runBuilt } from './steps.mjs';

/** `kill` of npm ends its shell, but tells us nothing: the new parent does. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return;
  const npm = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}

await main(async () => {
  checkNode();
  await ensureInstalled();
  await ensureBuilt();
  endWithNpm();
  // By the channel the system notices our own death (src/servers/launcher.ts).
  return runBuilt('src/start.js', process.argv.slice(2), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
});
