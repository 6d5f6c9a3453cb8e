import { normalLogin, refusalOfPassword } from '../../src/identity/domain/credentials';
import { isOwnOrigin } from '../../src/identity/domain/origin';
import {
  addressSubject,
  afterAttempt,
  FORGOTTEN_AFTER_MS,
  type ThrottleState,
} from '../../src/identity/domain/throttle';
import { MINUTE_MS } from '../../src/shared/instant';

describe('the origin of a request', () => {
  it.each([
    ['https://dondoc.example.vn', undefined, 'https://dondoc.example.vn', true],
    ['https://dondoc.example.vn', undefined, 'https://dondoc.example.vn/pages', true],
    ['https://dondoc.example.vn:444', undefined, 'https://dondoc.example.vn', false],
    ['http://dondoc.example.vn', undefined, 'https://dondoc.example.vn', false],
    ['https://evil.example', 'evil.example', 'https://dondoc.example.vn', false],
    ['null', undefined, 'https://dondoc.example.vn', false],
    ['http://localhost:3000', 'localhost:3000', 'http://127.0.0.1:3000', true],
    ['http://127.0.0.1:41234', '127.0.0.1:41234', 'http://127.0.0.1:0', true],
    ['http://localhost:5555', 'localhost:3000', 'http://127.0.0.1:3000', false],
    ['http://evil.example:3000', 'evil.example:3000', 'http://127.0.0.1:3000', false],
    ['http://localhost:3000', 'localhost:3000', 'https://dondoc.example.vn', false],
  ])('%s (host %s) of %s: %s', (origin, host, publicUrl, isOwn) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(isOwn);
  });
});

describe('throttling', () => {
  const limits = { freeFailures: 3, firstWaitMs: MINUTE_MS, longestWaitMs: 5 * MINUTE_MS };
  const T = 1_700_000_000_000;

  it('the waits double up to the longest', () => {
    let state: ThrottleState | undefined;
    const waits: number[] = [];
    for (let now = T; waits.length < 7;) {
      const after = afterAttempt(state, limits, now);
      if (after === null) throw new Error('blocked');
      waits.push(((after.blockedUntil ?? now) - now) / MINUTE_MS);
      state = after;
      now = after.blockedUntil ?? now;
    }
    expect(waits).toEqual([0, 0, 1, 2, 4, 5, 5]);
  });

  it('nothing is allowed before the wait is over, and something at that very instant', () => {
    const state = { failures: 3, lastTriedAt: T, blockedUntil: T + MINUTE_MS };
    expect(afterAttempt(state, limits, T + MINUTE_MS - 1)).toBeNull();
    expect(afterAttempt(state, limits, T + MINUTE_MS)?.failures).toBe(4);
  });

  it('failures are forgotten after an hour of quiet', () => {
    const state = { failures: 9, lastTriedAt: T, blockedUntil: T + MINUTE_MS };
    expect(afterAttempt(state, limits, T + FORGOTTEN_AFTER_MS)?.failures).toBe(1);
  });

  it.each([
    ['10.1.2.3', 'address:10.1.2.3'],
    ['::ffff:10.1.2.3', 'address:10.1.2.3'],
    ['2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
    ['2001:db8::1', 'address:2001:db8:0:0::/64'],
    ['::1', 'address:0:0:0:0::/64'],
  ])('%s counts as %s', (ip, subject) => {
    expect(addressSubject(ip)).toBe(subject);
  });
});

describe('passwords', () => {
  it.each([
    ['ngắn quá', 'ai@xa', 'PASSWORD.TOO_SHORT'],
    ['mườikýtựnè', 'ai@xa', null],
    ['official@11155', 'official@11155', 'PASSWORD.IS_LOGIN'],
    [' OFFICIAL@11155', 'official@11155', 'PASSWORD.IS_LOGIN'],
    ['a long sentence is fine', 'official@11155', null],
  ])('%s for %s: %s', (password, login, refusal) => {
    expect(refusalOfPassword(password, login)).toBe(refusal);
  });

  it('a login is the same however the keyboard composes its letters', () => {
    expect(normalLogin(' Đặng@Xã '.normalize('NFD'))).toBe('đặng@xã');
  });
});
