// npm start: everything a fresh clone needs, then the system itself (src/start.ts).
import { checkNode, ensureBuilt, ensureInstalled, main, runBuilt } from './steps.mjs';

await main(async () => {
  checkNode();
  await ensureInstalled();
  await ensureBuilt();
  return runBuilt('src/start.js', process.argv.slice(2));
});
