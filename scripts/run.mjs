// npm run rehearse | cli | bench | env-example: installs and builds if need be, then runs the program of that name.
import { checkNode, ensureBuilt, ensureInstalled, main, runBuilt, StepFailed } from './steps.mjs';

const PROGRAMS = {
  rehearse: 'src/rehearse.js',
  cli: 'src/cli.js',
  bench: 'bench/bench.js',
  'env-example': 'src/config/writeEnvironmentExample.js',
};

await main(async () => {
  const [name, ...args] = process.argv.slice(2);
  const program = PROGRAMS[name];
  if (program === undefined)
    throw new StepFailed(`No program "${name}"`, `One of: ${Object.keys(PROGRAMS).join(', ')}.`);
  checkNode();
  await ensureInstalled();
  await ensureBuilt();
  return runBuilt(program, args);
});
