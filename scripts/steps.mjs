// What every command needs first: a fit Node, the locked packages, the build. Uses nothing that must be installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Ends the command with one line on what failed and one on what to do. */
export class StepFailed extends Error {
  constructor(step, advice) {
    super(`\n✗ ${step}\n  ${advice}`);
  }
}

/** What a person reads goes to standard error, so that a program's own output can be piped on. */
export const say = (line) => process.stderr.write(`${line}\n`);

export function checkNode() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [hasMajor, hasMinor] = process.versions.node.split('.').map(Number);
  if (hasMajor < major || (hasMajor === major && hasMinor < minor)) {
    throw new StepFailed(
      `Node.js ${process.versions.node} is too old`,
      `Install Node.js ${major}.${minor} or later (https://nodejs.org) and start again.`,
    );
  }
}

/** Installs exactly the locked packages, unless that was done for this lock file and this Node. */
export async function ensureInstalled() {
  const marker = join(ROOT, 'node_modules', '.don-doc-installed');
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  // Packages with native parts fit one Node and one machine only: a folder copied from another must be installed anew.
  const machine = `${process.versions.modules} ${process.platform}-${process.arch}`;
  const wanted = `${machine} ${createHash('sha256').update(lock).digest('hex')}`;
  const found = existsSync(marker) ? readFileSync(marker, 'utf8') : null;
  if (found === wanted) return;
  if ((found !== null && !found.startsWith(machine)) || !installedAsLocked(JSON.parse(lock))) {
    say('• installing the locked packages (npm ci; the first time takes a minute)');
    const code = await run(npm(), ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    if (code !== 0) {
      throw new StepFailed(
        'npm ci failed',
        'Its message is above. The package registry must be reachable (behind a proxy: npm config set proxy …); then start again.',
      );
    }
  }
  writeFileSync(marker, wanted);
}

/** Somebody ran npm by hand: what it noted last, when all was in place, says what is there. */
function installedAsLocked(lock) {
  const note = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return false;
  const { packages } = JSON.parse(readFileSync(note, 'utf8'));
  return Object.entries(lock.packages).every(
    ([path, { version, optional }]) => path === '' || optional || packages[path]?.version === version,
  );
}

/**
 * Runs the parts of the build whose sources changed since they last succeeded.
 * @returns false when nothing had to be done
 */
export async function ensureBuilt() {
  let built = false;
  for (const part of BUILD_PARTS) built = (await buildPart(part)) || built;
  return built;
}

const COMPILED = ['src', 'workflows', 'activities', 'migrations', 'bench'];
const CONFIGS = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

const BUILD_PARTS = [
  {
    name: 'program',
    sources: [...COMPILED, ...CONFIGS],
    needed: () => true,
    make: () => {
      removeOrphans();
      return run(process.execPath, [bin('@nestjs/cli', 'bin/nest.js'), 'build']);
    },
  },
  {
    name: 'workflows',
    sources: [...COMPILED, ...CONFIGS],
    needed: () => existsSync(join(ROOT, 'dist', 'src', 'temporal', 'bundleWorkflows.js')),
    make: () => run(process.execPath, [join(ROOT, 'dist', 'src', 'temporal', 'bundleWorkflows.js')]),
  },
  {
    name: 'web',
    sources: ['web', 'package-lock.json'],
    needed: () => existsSync(join(ROOT, 'web', 'build.mjs')),
    make: () => run(process.execPath, [join(ROOT, 'web', 'build.mjs')]),
  },
];

async function buildPart({ name, sources, needed, make }) {
  if (!needed()) return false;
  const marker = join(ROOT, 'dist', `.built-${name}`);
  const wanted = hashOf(sources.flatMap((source) => filesUnder(join(ROOT, source))));
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return false;
  say(`• building: ${name}`);
  rmSync(marker, { force: true });
  const code = await make();
  if (code !== 0) {
    throw new StepFailed(
      `Building the ${name} failed`,
      'Its message is above: mend it, or go back to a released state (git status).',
    );
  }
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, wanted);
  return true;
}

/**
 * What was compiled from a source that is gone would go on being imported. Only that is removed: a system may be
 * running from the rest.
 */
function removeOrphans() {
  for (const file of COMPILED.flatMap((folder) => filesUnder(join(ROOT, 'dist', folder)))) {
    const source = file.replace(join(ROOT, 'dist'), ROOT).replace(/\.js(\.map)?$/, '.ts');
    if (source.endsWith('.ts') && !existsSync(source)) rmSync(file);
  }
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  const entries = readdirSync(dirname(path), { withFileTypes: true });
  if (entries.find((entry) => join(dirname(path), entry.name) === path)?.isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'))
    .sort();
}

/** Of names and contents: a checkout changes times, and a copied clone keeps its build. */
function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** The script of an installed package: started with our own Node, no shell between, so that signals reach it. */
export const bin = (name, script) => join(ROOT, 'node_modules', name, script);

/** npm as npm itself told us, so that its version is the one that started us. */
function npm() {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js') ? [process.execPath, script] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** Settings kept in a file `.env`; what the environment itself says goes before. */
const settingsFile = () => (existsSync(join(ROOT, '.env')) ? [`--env-file=${join(ROOT, '.env')}`] : []);

/**
 * Runs a compiled program of dist/ with the settings of `.env`, if there is one, and tells it where the person stands as
 * npm does.
 * @returns its exit code
 */
export const runBuilt = (program, args, options) =>
  run(process.execPath, ['--enable-source-maps', ...settingsFile(), join(ROOT, 'dist', program), ...args], {
    env: { INIT_CWD: process.cwd(), ...process.env },
    ...options,
  });

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in the project's folder with our output. Signals are handed on and the program is waited for, however
 * often Ctrl-C is pressed: it has servers to stop.
 * @returns its exit code (128 + number for a signal)
 */
export function run(command, args, { cwd = ROOT, env = process.env, stdio = 'inherit' } = {}) {
  const [file, ...before] = [command].flat();
  return new Promise((done) => {
    const child = spawn(file, [...before, ...args], { cwd, env, stdio });
    // In a terminal Ctrl-C reaches the whole group: handing it on once more would count as a second press.
    const handOn = (signal) => {
      if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, handOn);
    const end = (code) => {
      for (const signal of SIGNALS) process.off(signal, handOn);
      done(code);
    };
    child.on('error', (error) => {
      say(`${file}: ${error.message}`);
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Runs a program and keeps what it says for later. @returns its exit code, its output and the time it took */
export function runCaptured(file, args, { env = process.env } = {}) {
  const began = performance.now();
  return new Promise((done) => {
    const child = spawn(file, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output += text));
    }
    const end = (code) => done({ code, output, ms: performance.now() - began });
    child.on('error', (error) => {
      output += `${file}: ${error.message}\n`;
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** Runs a command's story and sets the exit code; a failed step is told without a stack. */
export async function main(story) {
  try {
    process.exitCode = await story();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
