import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES, type ErrorKind } from '../../src/shared/http/errorCodes';
import { AppError } from '../../src/shared/http/appError';
import { refusalOf } from '../../src/shared/http/problem';
import { errorsMarkdown } from '../../src/shared/http/errorsDocument';

const DOCUMENT = join(__dirname, '../../docs/errors.md');

describe('what is thrown', () => {
  it.each([
    [new AppError('TASK.DONE'), 'TASK.DONE'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'SERVICE.UNAVAILABLE'],
    [Object.assign(new Error('query'), { driverError: { code: '57P01' } }), 'SERVICE.UNAVAILABLE'],
    [Object.assign(new Error('query'), { driverError: { code: '23505' } }), 'INTERNAL'],
    [Object.assign(new Error('too large'), { statusCode: 413 }), 'REQUEST.TOO_LARGE'],
    [Object.assign(new Error('upstream'), { statusCode: 502 }), 'INTERNAL'],
    ['a text', 'INTERNAL'],
    [null, 'INTERNAL'],
  ])('%s becomes %s', (error, code) => {
    expect(refusalOf(error, 'incident').code).toBe(code);
  });
});

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
