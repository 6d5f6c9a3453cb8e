import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What this machine's environment says beyond our own settings. */
export interface Machine {
  /** The folders of PATH. */
  readonly programFolders: readonly string[];
  /** Where downloaded programs are kept between clones. */
  readonly cacheDir: string;
}

/** Where the person stands who called us: npm changes to the project's folder and leaves word of it. */
export const standingIn = (): string => process.env['INIT_CWD'] ?? process.cwd();

export function thisMachine(): Machine {
  return {
    programFolders: (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    cacheDir: join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'don-doc'),
  };
}
