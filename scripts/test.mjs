// npm test: every check and every test, each fault shown, and at the very end one line that counts them. A check
// counts as one. Words after `npm test --` go to Jest and leave the other checks out.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, checkNode, ensureInstalled, main, ROOT, run, runCaptured, say } from './steps.mjs';

const existing = (...folders) => folders.filter((folder) => existsSync(join(ROOT, folder)));
const node = (name, script, ...args) => [process.execPath, [bin(name, script), ...args]];

/** In the order they are told. */
const CHECKS = [
  { name: 'format', command: () => node('prettier', 'bin/prettier.cjs', '--check', '--log-level', 'warn', '.') },
  { name: 'lint', command: () => node('eslint', 'bin/eslint.js', '--max-warnings', '0', '.') },
  { name: 'types', command: () => node('typescript', 'bin/tsc', '--noEmit', '-p', 'tsconfig.json') },
  {
    name: 'boundaries',
    command: () =>
      node(
        'dependency-cruiser',
        'bin/dependency-cruise.mjs',
        ...['--config', '.dependency-cruiser.cjs'],
        ...existing('src', 'workflows', 'activities', 'migrations', 'web', 'test', 'bench'),
      ),
  },
  { name: 'dead code', command: () => node('knip', 'bin/knip.js', '--no-progress', '--no-config-hints') },
  { name: 'build', command: () => [process.execPath, [join(ROOT, 'scripts', 'build.mjs')]] },
];

/** Two at a time: lint takes as long as the rest together, and the machine it is sized for has two cores. */
const LANES = [['lint'], ['types', 'build', 'format', 'boundaries', 'dead code']];

const counts = { passed: 0, failed: 0, skipped: 0 };
const began = performance.now();
const heading = (title) => say(`\n== ${title}`);

async function runChecks() {
  const results = new Map();
  const tell = () => {
    for (const { name } of CHECKS) {
      const result = results.get(name);
      if (result === undefined) return; // told in order: the next one is not done yet
      if (result.told) continue;
      result.told = true;
      heading(`${name}: ${result.code === 0 ? 'passed' : 'FAILED'} (${(result.ms / 1000).toFixed(1)} s)`);
      if (result.code !== 0) say(result.output.trim());
      counts[result.code === 0 ? 'passed' : 'failed'] += 1;
    }
  };
  const lane = async (names) => {
    for (const name of names) {
      const [file, args] = CHECKS.find((check) => check.name === name).command();
      results.set(name, await runCaptured(file, args));
      tell();
    }
  };
  await Promise.all(LANES.map(lane));
}

async function runJest(args) {
  heading('tests');
  const folder = mkdtempSync(join(tmpdir(), 'don-doc-results-'));
  const report = join(folder, 'jest.json');
  try {
    const [file, jest] = node('jest', 'bin/jest.js', '--passWithNoTests', '--json', `--outputFile=${report}`, ...args);
    // With --json Jest writes the report to standard output, too, unless it has a file; what a person reads is on stderr.
    const code = await run(file, jest, { stdio: ['ignore', 'inherit', 'inherit'] });
    count(code, existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(code, report) {
  const failedBefore = counts.failed;
  counts.passed += report?.numPassedTests ?? 0;
  counts.skipped += (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that could not even be loaded has no tests to count, and must not pass for none.
  counts.failed += (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  if (code !== 0 && counts.failed === failedBefore) {
    say(`✗ Jest ended with code ${code} before or after its tests: see above.`);
    counts.failed += 1;
  }
}

/** The journeys need a browser; as root on Debian it is installed, elsewhere its absence is said beforehand. */
async function ensureBrowser() {
  const has = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
  if (['chromium', 'chromium-browser', 'google-chrome'].some(has)) return;
  if (process.getuid?.() === 0 && has('apt-get')) {
    say('• installing Chromium and fonts (apt-get)');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runCaptured('apt-get', ['update', '-qq'], { env });
    const install = ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-core'];
    const { code, output } = await runCaptured('apt-get', install, { env });
    if (code === 0) return;
    say(output.trim());
  }
  say('! No Chromium: the browser tests will fail. Install it (Debian: apt-get install chromium fonts-noto-core).');
}

await main(async () => {
  const args = process.argv.slice(2);
  checkNode();
  await ensureInstalled();
  if (args.length === 0) {
    await ensureBrowser();
    await runChecks();
  } else if ((await run(process.execPath, [join(ROOT, 'scripts', 'build.mjs')])) !== 0) {
    counts.failed += 1;
  }
  await runJest(args);
  say(`\n${((performance.now() - began) / 1000).toFixed(0)} s`);
  // On standard output and last, whatever was still waiting to be written to the other.
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  return counts.failed === 0 ? 0 : 1;
});
