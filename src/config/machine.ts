import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What this machine's environment says beyond our own settings. */
export interface Machine {
  /** The folders of PATH. */
  readonly programFolders: readonly string[];
  /** Where downloaded programs are kept between clones. */
  readonly cacheDir: string;
}

export function thisMachine(): Machine {
  return {
    programFolders: (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    cacheDir: join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'don-doc'),
  };
}
