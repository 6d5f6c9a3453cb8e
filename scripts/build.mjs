// npm run build: compiles what changed since the last time.
import { checkNode, ensureBuilt, ensureInstalled, main, say } from './steps.mjs';

await main(async () => {
  checkNode();
  await ensureInstalled();
  if (!(await ensureBuilt())) say('• built already');
  return 0;
});
