import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES, type ErrorKind } from '../../src/shared/http/errorCodes';
import { errorsMarkdown } from '../../src/shared/http/errorsDocument';

const DOCUMENT = join(__dirname, '../../docs/errors.md');

describe('the registry of error codes', () => {
  it('is what docs/errors.md says', () => {
    expect(readFileSync(DOCUMENT, 'utf8')).toBe(errorsMarkdown());
  });

  it.each(Object.entries<ErrorKind>(ERROR_CODES))(
    '%s has a status of an error and words in both languages',
    (code, kind) => {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*(\.[A-Z]+(_[A-Z]+)*)?$/);
      expect(kind.status).toBeGreaterThanOrEqual(400);
      expect([kind.title, kind.titleEn].every((title) => /^\S.*\.\)?$/.test(title))).toBe(true);
    },
  );
});
