import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryFolder } from '../support/temporaryFolder';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

interface Faults {
  readonly schema: number;
  readonly faults: readonly { readonly path: string; readonly code: string }[];
}

/** Runs the program of the build, as `npm run rehearse` does. */
function rehearse(words: readonly string[]): { readonly status: number | null; readonly report: Faults } {
  const path = join(folder.path, 'report.json');
  const { status } = spawnSync(process.execPath, [resolve('dist/src/rehearse.js'), ...words, '--report', path]);
  return { status, report: JSON.parse(readFileSync(path, 'utf8')) as Faults };
}

const asSet = ({ faults }: Faults): string[] => faults.map(({ path, code }) => `${path} ${code}`).sort();

const goldenNames = (kind: string): string[] =>
  readdirSync(join('test', 'golden', kind))
    .filter((name) => name.endsWith('.faults.json'))
    .map((name) => name.replace('.faults.json', ''));

describe.each([
  ['plans', (path: string) => ['--check', '--plan', path]],
  ['scenarios', (path: string) => ['--scenario', path]],
] as const)('broken %s', (kind, words) => {
  it.each(goldenNames(kind))('%s: exit status 2, and the report is all its faults', (name) => {
    const path = join('test', 'golden', kind, name);
    const expected = JSON.parse(readFileSync(`${path}.faults.json`, 'utf8')) as Faults;
    const { status, report } = rehearse(words(`${path}.json`));
    expect({ status, schema: report.schema, faults: asSet(report) }).toEqual({
      status: 2,
      schema: 1,
      faults: asSet(expected),
    });
  });
});

it('a plan without fault: exit status 0, and the report says so', () => {
  expect(rehearse(['--check'])).toEqual({ status: 0, report: { schema: 1, faults: [] } });
});
