import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporalBinary } from '../../src/servers/temporalBinary';
import { temporaryFolder } from '../support/temporaryFolder';

describe('the temporal program', () => {
  const folder = temporaryFolder();
  const cached = join(folder.path, 'cache', 'temporal-1.9.1', 'temporal');
  const ours = programThatSays(join(folder.path, 'ours', 'temporal'), 'temporal version 1.7.0 (Server 1.31.0)');
  const foreign = programThatSays(join(folder.path, 'foreign', 'temporal'), 'Temporal, the calendar');
  const find = (...programs: readonly string[]): Promise<string> =>
    temporalBinary(
      { programFolders: programs.map((path) => dirname(path)), cacheDir: join(folder.path, 'cache') },
      () => undefined,
    );

  beforeAll(() => programThatSays(cached, 'temporal version 1.9.1 (Server 1.32.0)'));
  afterAll(() => {
    folder.remove();
  });

  it('is taken from the PATH before all else', async () => {
    expect(await find(ours)).toBe(ours);
  });

  it('is not mistaken for another program of that name', async () => {
    expect(await find(foreign, ours)).toBe(ours);
    expect(await find(foreign)).toBe(cached);
  });

  it('is taken from the cache without asking anybody', async () => {
    expect(await find()).toBe(cached);
  });
});

function programThatSays(path: string, line: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho '${line}'\n`, { mode: 0o755 });
  return path;
}
