import { endRun, runFolder } from './testRun';

export default async function globalTeardown(): Promise<void> {
  if (runFolder.current !== null) await endRun(runFolder.current);
}
