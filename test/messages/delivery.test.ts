import { afterFailure, waitAfterAttempt } from '../../src/messages/domain/delivery';
import { digestSubject, ledgerSubject, noticeSubject } from '../../src/messages/domain/subject';
import { deliveryOf, hostOf } from '../../src/messages/smtpTransport';
import { HOUR_MS } from '../../src/shared/instant';

it.each([
  [1, 0, 30_000],
  [1, 0.5, 30_000],
  [1, 0.999, 35_988],
  [2, 0.5, 60_000],
  [5, 0.5, 480_000],
  [8, 0.5, HOUR_MS],
  [8, 0, 0.8 * HOUR_MS],
  [60, 0.999, HOUR_MS],
])('waits after attempt %i (random %d) %d ms', (attempts, random, waitMs) => {
  expect(waitAfterAttempt(attempts, random)).toBe(waitMs);
});

const failed = { attempts: 1, releaseAt: 0, now: 0, isPermanent: false };

it.each([
  [failed, { status: 'RETRYING', nextAttemptAt: 30_000 }],
  [{ ...failed, isPermanent: true }, { status: 'FAILED' }],
  [{ ...failed, attempts: 80, now: 72 * HOUR_MS }, { status: 'FAILED' }],
  [
    { ...failed, attempts: 80, now: 72 * HOUR_MS - 1 },
    { status: 'RETRYING', nextAttemptAt: 73 * HOUR_MS - 1 },
  ],
  // It waited for four days because nothing ran: it gets its tries all the same.
  [
    { ...failed, attempts: 2, now: 96 * HOUR_MS },
    { status: 'RETRYING', nextAttemptAt: 96 * HOUR_MS + 60_000 },
  ],
])('after %j comes %j', (attempt, next) => {
  expect(afterFailure(attempt, 72 * HOUR_MS, 0.5)).toEqual(next);
});

it.each([
  [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 }, 'REFUSED'],
  [{ code: 'EMESSAGE', command: 'DATA', responseCode: 554 }, 'REFUSED'],
  [{ code: 'EENVELOPE', command: 'API' }, 'REFUSED'],
  [{ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 }, 'DEFERRED'],
  [{ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 553 }, 'DEFERRED'],
  [{ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 }, 'DEFERRED'],
  [{ code: 'ECONNECTION', command: 'CONN' }, 'DEFERRED'],
  [{ code: 'ETIMEDOUT' }, 'DEFERRED'],
  [{}, 'DEFERRED'],
])('takes the failure %j for %s', (details, outcome) => {
  expect(deliveryOf(Object.assign(new Error('why'), details))).toEqual({ outcome, error: 'why' });
});

it.each([
  ['Đôn Đốc <don-doc@ninhgiang.example>', 'ninhgiang.example'],
  ['don-doc@localhost', 'localhost'],
  ['nobody', 'localhost'],
])('the host of %s is %s', (from, host) => {
  expect(hostOf(from)).toBe(host);
});

it.each([
  [noticeSubject('146/KH-UBND', 'Trả lại', 'Tự chấm điểm', 0), '[146/KH-UBND] Trả lại: Tự chấm điểm'],
  [noticeSubject('146/KH-UBND', 'Trả lại', 'Tự chấm điểm', 2), '[146/KH-UBND] Trả lại: Tự chấm điểm (+2)'],
  [noticeSubject('146/KH-UBND', 'Thông báo', null, 0), '[146/KH-UBND] Thông báo'],
  [ledgerSubject('146/KH-UBND', 'Một\n việc', 1), '[146/KH-UBND] Một việc (+1)'],
  [digestSubject('146/KH-UBND'), '[146/KH-UBND] Bản tin đầu ngày'],
])('the subject is %s', (subject, expected) => {
  expect(subject).toBe(expected);
});

it('never makes a subject longer than 120 characters, and keeps how many more there are', () => {
  const subject = noticeSubject('X'.repeat(200), 'Trả lại', 'việc '.repeat(60), 12);
  expect(subject.length).toBeLessThanOrEqual(120);
  expect(subject).toMatch(/ \(\+12\)$/u);
});
