import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join('docs', 'adr');
const records = readdirSync(FOLDER).filter((name) => name !== 'README.md');

describe('decision records', () => {
  it('have numbers that are unique and without a gap', () => {
    const numbers = records.map((name) => Number(name.slice(0, 4))).sort((a, b) => a - b);
    expect(numbers).toEqual(records.map((_, index) => index + 1));
  });

  it('all stand in the index, with their title', () => {
    const index = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    for (const name of records) {
      const title = /^# \d{4} (.+)$/mu.exec(readFileSync(join(FOLDER, name), 'utf8'))?.[1];
      expect(index).toContain(`| [${name.slice(0, 4)}](${name}) | ${String(title)} |`);
    }
  });

  it.each(records)('%s says date, status, context, decision and consequences', (name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    expect(text).toMatch(/^Date: \d{4}-\d{2}-\d{2} · Status: (accepted|replaced by \d{4})$/mu);
    for (const part of ['Context', 'Decision', 'Consequences']) expect(text).toContain(`**${part}.**`);
  });
});
