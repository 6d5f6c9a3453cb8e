import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { Permission } from '../../src/identity/permission.decorator';
import { AppError } from '../../src/shared/http/appError';
import type { HttpResponse } from '../../src/shared/http/httpRequest';
import { startTestApp, type Browser, type TestApp, withRoutes } from './testApp';

let done = 0;
let hold: Promise<void> = Promise.resolve();

@Controller('acts')
@Permission('session.own')
class ActController {
  @Post()
  async act(@Body() body: { note?: string }, @Res({ passthrough: true }) response: HttpResponse): Promise<object> {
    await hold;
    if (body.note === 'refuse') throw new AppError('TASK.CLOSED');
    done += 1;
    response.setHeader('ETag', `"${done}"`);
    return { done };
  }
  @Post('quiet')
  @HttpCode(204)
  quiet(): void {
    done += 1;
  }
}

describe('Idempotency-Key', () => {
  let test: TestApp;
  let browser: Browser;
  let key = 0;
  beforeAll(async () => {
    test = await startTestApp({ modules: [withRoutes(ActController)] });
    browser = await test.as('official@11155');
  });
  afterAll(() => test.close());
  beforeEach(() => {
    done = 0;
    hold = Promise.resolve();
    key += 1;
  });
  const act = (body: object, by: Browser = browser, path = 'acts') =>
    test
      .http()
      .post(`/api/v1/${path}`)
      .set({ ...by, 'Idempotency-Key': `key-${key}` })
      .send(body);

  it('the same request again gets the same answer and does nothing', async () => {
    const [first, second] = [await act({ note: 'a' }), await act({ note: 'a' })];
    expect([first.status, first.body, first.headers['etag']]).toEqual([201, { done: 1 }, '"1"']);
    expect([second.status, second.body, second.headers['etag']]).toEqual([201, { done: 1 }, '"1"']);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(done).toBe(1);
  });

  it('an answer without content too', async () => {
    const answers = [await act({}, browser, 'acts/quiet'), await act({}, browser, 'acts/quiet')];
    expect(answers.map((answer) => [answer.status, answer.text])).toEqual([
      [204, ''],
      [204, ''],
    ]);
    expect(done).toBe(1);
  });

  it('another request with the same key is refused', async () => {
    await act({ note: 'a' });
    expect((await act({ note: 'b' })).body.code).toBe('IDEMPOTENCY.CONFLICT');
    expect((await act({ note: 'a' }, browser, 'acts/quiet')).body.code).toBe('IDEMPOTENCY.CONFLICT');
    expect(done).toBe(1);
  });

  it('another person may use the same key', async () => {
    await act({ note: 'a' });
    expect((await act({ note: 'a' }, await test.as('leader@11155'))).body).toEqual({ done: 2 });
  });

  it('two presses at once act once, and both get the answer', async () => {
    let release = (): void => undefined;
    hold = new Promise((resolve) => (release = resolve));
    const both = Promise.all([act({ note: 'a' }), act({ note: 'a' })]);
    setTimeout(release, 200);
    const answers = await both;
    expect(answers.map((answer) => answer.body)).toEqual([{ done: 1 }, { done: 1 }]);
    expect(done).toBe(1);
  });

  it('a refused request is judged anew', async () => {
    expect((await act({ note: 'refuse' })).body.code).toBe('TASK.CLOSED');
    expect((await act({ note: 'refuse' })).body.code).toBe('TASK.CLOSED');
    expect((await act({ note: 'a' })).status).toBe(201);
  });

  it('the second of two presses acts if the first is refused', async () => {
    let release = (): void => undefined;
    hold = new Promise((resolve) => (release = resolve));
    const both = Promise.all([act({ note: 'refuse' }), act({ note: 'refuse' })]);
    setTimeout(release, 200);
    expect((await both).map((answer) => answer.body.code)).toEqual(['TASK.CLOSED', 'TASK.CLOSED']);
  });

  it('a request whose process died is not carried out a second time without looking', async () => {
    await act({ note: 'a' });
    await test.dataSource.query(
      `update idempotent_request set status = null, response = null, received_at = now() - interval '3 minutes' where key = $1`,
      [`key-${key}`],
    );
    expect((await act({ note: 'a' })).body.code).toBe('IDEMPOTENCY.INTERRUPTED');
    expect(done).toBe(1);
  });

  it('keys are forgotten after 48 hours', async () => {
    await act({ note: 'a' });
    await test.dataSource.query(`update idempotent_request set received_at = now() - interval '49 hours'`);
    expect((await act({ note: 'b' })).body).toEqual({ done: 2 });
    const [row] = await test.dataSource.query(`select count(*)::int as kept from idempotent_request`);
    expect(row.kept).toBe(1);
  });

  it('a key with spaces is refused', async () => {
    const answer = await test
      .http()
      .post('/api/v1/acts')
      .set({ ...browser, 'Idempotency-Key': 'a b' });
    expect(answer.body.errors[0].parameter).toBe('Idempotency-Key');
  });

  it('without a key every request acts', async () => {
    for (let n = 0; n < 2; n += 1)
      await test
        .http()
        .post('/api/v1/acts')
        .set({ ...browser })
        .send({});
    expect(done).toBe(2);
  });
});
