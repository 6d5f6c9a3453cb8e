import type { HealthProbe } from '../../src/health/healthProbe';
import { startTestApp, type TestApp } from './testApp';

const probe = (name: string, check: HealthProbe['check']): HealthProbe => ({ name, check });
const FINE = probe('temporal', async () => ({ ok: true, detail: 'answers' }));

async function withProbes(probes: readonly HealthProbe[], work: (test: TestApp) => Promise<void>): Promise<void> {
  const test = await startTestApp({ probes });
  try {
    await work(test);
  } finally {
    await test.close();
  }
}

describe('health', () => {
  it('is ok when everything answers', () =>
    withProbes([FINE], async (test) => {
      const { status, body } = await test.http().get('/health');
      expect([status, body]).toEqual([
        200,
        {
          status: 'ok',
          reasons: [],
          checks: { database: { ok: true, detail: 'answers' }, temporal: { ok: true, detail: 'answers' } },
        },
      ]);
    }));

  it('is degraded, with reasons, when something else than the database is amiss; and still ready', () =>
    withProbes(
      [
        FINE,
        probe('mail', async () => ({ ok: false, detail: 'SMTP_URL is not set' })),
        probe('worker', () => Promise.reject(new Error('connect postgres://user:secret@host'))),
      ],
      async (test) => {
        const { status, body, text } = await test.http().get('/health');
        expect([status, body.status]).toEqual([200, 'degraded']);
        expect(body.reasons).toEqual(['mail: SMTP_URL is not set', 'worker: cannot be reached']);
        expect(text).not.toContain('secret');
        expect((await test.http().get('/health/ready')).status).toBe(200);
      },
    ));

  it('does not wait for a probe that hangs', () =>
    withProbes([probe('temporal', () => new Promise(() => undefined))], async (test) => {
      expect((await test.http().get('/health')).body.reasons).toEqual(['temporal: no answer within 3 s']);
    }));

  it('is down without the database, yet live; requests say that the system is not ready', () =>
    withProbes([FINE], async (test) => {
      const browser = await test.as('official@11155');
      await test.dataSource.destroy();
      const answers = await Promise.all(
        ['/health', '/health/ready', '/health/live'].map((path) => test.http().get(path)),
      );
      expect(answers.map(({ status, body }) => [status, body.status])).toEqual([
        [503, 'down'],
        [503, 'down'],
        [200, 'ok'],
      ]);
      expect(
        (
          await test
            .http()
            .get('/api/v1/session')
            .set({ ...browser })
        ).status,
      ).toBeGreaterThanOrEqual(500);
      await test.dataSource.initialize();
      expect((await test.http().get('/health/ready')).status).toBe(200);
    }));
});
