import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundle } from '@temporalio/worker';

/** From `dist/src/temporal` or `src/temporal` up to what holds `workflows`. */
const ROOT = join(__dirname, '..', '..');
const BUILT_BUNDLE = join(ROOT, 'workflow-bundle.js');

/** The bundle made when the project was built, else (from source, in tests) one made now, which takes seconds. */
export async function workflowBundle(): Promise<{ codePath: string } | WorkflowBundle> {
  return existsSync(BUILT_BUNDLE) ? { codePath: BUILT_BUNDLE } : bundle();
}

export async function bundle(): Promise<WorkflowBundle> {
  const entry = ['index.js', 'index.ts'].map((name) => join(ROOT, 'workflows', name)).find((path) => existsSync(path));
  if (entry === undefined) throw new Error(`There are no workflows in ${ROOT}`);
  return bundleWorkflowCode({ workflowsPath: entry, logger: new DefaultLogger('ERROR') });
}

if (require.main === module) {
  void bundle().then(
    ({ code }) => {
      writeFileSync(BUILT_BUNDLE, code);
    },
    (error: unknown) => {
      process.stderr.write(`The workflows could not be bundled: ${String(error)}\n`);
      process.exitCode = 1;
    },
  );
}
