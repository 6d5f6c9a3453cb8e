import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, seen from `src` as well as from `dist/src`. */
function projectFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'samples'))) {
    if (folder === dirname(folder)) throw new Error('The folder samples is missing: clone the project again');
    folder = dirname(folder);
  }
  return folder;
}

const samples = join(projectFolder(), 'samples');

/** What is run when nothing else is named: Plan 146/KH-UBND with its units, bodies and calendar. */
export const SAMPLES = {
  plan: join(samples, 'plans', 'ke-hoach-146-2023.json'),
  organisations: join(samples, 'organisations', 'ninh-giang-2023.json'),
  calendar: join(samples, 'calendars', 'viet-nam-2023-2026.json'),
  scenario: join(samples, 'scenarios', 'mixed.json'),
} as const;
