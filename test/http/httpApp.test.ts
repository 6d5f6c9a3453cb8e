import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, ValidateNested } from 'class-validator';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Permission } from '../../src/identity/permission.decorator';
import { AppError, throwRefusal } from '../../src/shared/http/appError';
import type { HttpResponse } from '../../src/shared/http/httpRequest';
import { IfMatch, requireVersion, setVersion } from '../../src/shared/http/version';
import { temporaryFolder } from '../support/temporaryFolder';
import { startTestApp, type TestApp, withRoutes } from './testApp';

class Item {
  @IsInt()
  points!: number;
}
class Paper {
  @IsString()
  title!: string;
  @ValidateNested({ each: true })
  @Type(() => Item)
  items!: Item[];
  @IsOptional()
  @Matches(/^\d+$/, { context: { message: 'Chỉ gồm chữ số.' } })
  number?: string;
}
class Page {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(100)
  limit?: number;
}

@Controller('samples')
@Permission('public')
class SampleController {
  private version = 3;

  @Get('refused') refused(): void {
    throwRefusal('TASK.CLOSED');
  }
  @Get('faulty') faulty(): void {
    throw new AppError('PLAN.FAULTY', {
      detail: 'Có 1 lỗi.',
      extra: { faults: [{ path: '/stages/0', code: 'VALUE.MISSING' }], status: 200 },
    });
  }
  @Get('broken') broken(): void {
    throw new Error('password=secret');
  }
  @Get('limited') limited(): void {
    throw new AppError('RATE.LIMITED', { retryAfterSeconds: 1.2 });
  }
  @Get('by-id/:id') byId(@Param('id', ParseUUIDPipe) id: string): string {
    return id;
  }
  @Get('pages') pages(@Query() page: Page): Page {
    return page;
  }
  @Post() @HttpCode(200) write(@Body() paper: Paper): Paper {
    return paper;
  }
  @Put('versioned') change(@IfMatch() edited: number, @Res({ passthrough: true }) response: HttpResponse): object {
    requireVersion(this.version, edited);
    this.version += 1;
    setVersion(response, this.version);
    return { version: this.version };
  }
}

describe('the HTTP application', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ modules: [withRoutes(SampleController)] });
  });
  afterAll(() => test.close());
  const get = (path: string) => test.http().get(path);

  it('tells a refusal as problem+json', async () => {
    const answer = await get('/api/v1/samples/refused?token=secret');
    expect(answer.status).toBe(409);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toEqual({
      type: '/docs/errors#TASK.CLOSED',
      title: 'Nhiệm vụ đã đóng.',
      status: 409,
      code: 'TASK.CLOSED',
      instance: '/api/v1/samples/refused',
    });
  });

  it('speaks English to whoever prefers it', async () => {
    const titleFor = async (languages: string): Promise<string> =>
      (await get('/api/v1/samples/refused').set('Accept-Language', languages)).body.title;
    expect(await titleFor('en-GB,en;q=0.9,vi;q=0.1')).toBe('The task is closed.');
    expect(await titleFor('vi,en;q=0.5')).toBe('Nhiệm vụ đã đóng.');
    expect(await titleFor('fr')).toBe('Nhiệm vụ đã đóng.');
  });

  it('adds what belongs to the refusal, which cannot replace the fixed members', async () => {
    const { body } = await get('/api/v1/samples/faulty');
    expect(body).toMatchObject({
      status: 422,
      code: 'PLAN.FAULTY',
      detail: 'Có 1 lỗi.',
      faults: [{ path: '/stages/0', code: 'VALUE.MISSING' }],
    });
  });

  it('never shows the text of an unknown error, only its number in the log', async () => {
    const answer = await get('/api/v1/samples/broken');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(answer.body).toMatchObject({ code: 'INTERNAL', incident: expect.stringMatching(/^[\da-f-]{36}$/) });
  });

  it('says how long to wait', async () => {
    expect((await get('/api/v1/samples/limited')).headers['retry-after']).toBe('2');
  });

  it.each([
    ['an unknown path', () => get('/api/v1/nowhere'), 404, 'NOT_FOUND'],
    ['an unknown path beside the API', () => get('/nowhere'), 404, 'NOT_FOUND'],
    ['another method', () => test.http().patch('/api/v1/samples'), 404, 'NOT_FOUND'],
    ['an id that is none', () => get('/api/v1/samples/by-id/7'), 400, 'REQUEST.MALFORMED'],
    ['broken JSON', () => test.http().post('/api/v1/samples').type('json').send('{"title":'), 400, 'REQUEST.MALFORMED'],
    [
      'more than 1 MiB',
      () =>
        test
          .http()
          .post('/api/v1/samples')
          .send({ title: 'x'.repeat(1_048_576) }),
      413,
      'REQUEST.TOO_LARGE',
    ],
    ['a path that cannot be decoded', () => get('/api/v1/samples/by-id/%E0%A4%A'), 400, 'REQUEST.MALFORMED'],
  ])('tells %s', async (_, ask, status, code) => {
    const answer = await ask();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('tells where values are wrong', async () => {
    const wrong = { title: 7, items: [{ points: 1 }, { points: 'x', 'a/b': 1 }], number: 'x' };
    const answer = await test.http().post('/api/v1/samples').send(wrong);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { pointer: '/title', code: 'VALUE.TYPE', message: 'Phải là văn bản.' },
        { pointer: '/items/1/points', code: 'VALUE.TYPE', message: 'Phải là số nguyên.' },
        { pointer: '/items/1/a~1b', code: 'VALUE.UNKNOWN', message: 'Không có mục này.' },
        { pointer: '/number', code: 'VALUE.FORMAT', message: 'Chỉ gồm chữ số.' },
      ]),
    );
    const page = await get('/api/v1/samples/pages?limit=101');
    expect(page.body.errors).toEqual([{ parameter: 'limit', code: 'VALUE.TOO_LARGE', message: 'Quá lớn.' }]);
    expect((await get('/api/v1/samples/pages?limit=7')).body).toEqual({ limit: 7 });
  });

  it('changes a versioned thing only for whoever has seen its latest version', async () => {
    const put = (ifMatch?: string) =>
      test
        .http()
        .put('/api/v1/samples/versioned')
        .set(ifMatch === undefined ? {} : { 'If-Match': ifMatch });
    const codes = [await put(), await put('"2"'), await put('*'), await put('W/"3"')].map((a) => [
      a.status,
      a.body.code,
    ]);
    expect(codes).toEqual([
      [428, 'VERSION.REQUIRED'],
      [412, 'VERSION.CONFLICT'],
      [412, 'VERSION.CONFLICT'],
      [412, 'VERSION.CONFLICT'],
    ]);
    const changed = await put('"3"');
    expect([changed.status, changed.headers['etag']]).toEqual([200, '"4"']);
    expect((await put('"3"')).body).toMatchObject({ code: 'VERSION.CONFLICT', version: 4 });
  });

  it('numbers every request, and takes the number of a proxy if it is usable', async () => {
    const idOf = async (brought: string): Promise<unknown> =>
      (await get('/health/live').set('X-Request-Id', brought)).headers['x-request-id'];
    expect(await idOf('proxy-1234567')).toBe('proxy-1234567');
    expect(await idOf('not usable!')).toMatch(/^[\da-f-]{36}$/);
  });

  it('lets pages load nothing from elsewhere and nothing inline', async () => {
    const { headers } = await get('/api/v1/nowhere');
    expect(headers['content-security-policy']).toContain("script-src 'self';style-src 'self';");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('leaves nothing of its answers on a shared computer', async () => {
    expect((await get('/api/v1/demo-accounts')).headers['cache-control']).toBe('no-store');
  });

  it('documents itself as OpenAPI 3.1', async () => {
    const { body } = await get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(expect.arrayContaining(['/api/v1/session', '/health/ready']));
    const page = await get('/api/docs');
    expect(page.status).toBe(200);
    // Its programs come from files: only the styles are inline, and only this page may have them.
    expect(page.text).not.toMatch(/<script>/);
    expect(page.headers['content-security-policy']).toContain("script-src 'self';style-src 'self' 'unsafe-inline';");
    expect((await get('/api/docs/swagger-ui-init.js')).status).toBe(200);
  });

  it('explains every code where the type of a problem leads', async () => {
    const page = await get('/docs/errors');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('id="TASK.CLOSED"');
  });
});

describe('the web page', () => {
  const folder = temporaryFolder();
  let test: TestApp;
  beforeAll(async () => {
    mkdirSync(join(folder.path, 'assets'));
    writeFileSync(join(folder.path, 'index.html'), '<title>Đôn Đốc</title>');
    writeFileSync(join(folder.path, 'assets', 'app.js'), 'export {};');
    test = await startTestApp({ webDir: folder.path });
  });
  afterAll(async () => {
    await test.close();
    folder.remove();
  });

  it.each([
    ['/', 200, /html/],
    ['/tasks/7', 200, /html/],
    ['/assets/app.js', 200, /javascript/],
    ['/assets/missing.js', 404, /problem\+json/],
    ['/api/v1/nowhere', 404, /problem\+json/],
    ['/api', 404, /problem\+json/],
    ['/health', 200, /application\/json/],
    ['/docs/errors', 200, /html/],
    ['/..%2f..%2fetc%2fpasswd', 404, /problem\+json/],
  ])('%s: %i', async (path, status, type) => {
    const answer = await test.http().get(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([status, expect.stringMatching(type)]);
    expect(answer.text).not.toContain('root:');
  });

  it('is not answered to whoever writes', async () => {
    expect((await test.http().post('/tasks/7')).status).toBe(404);
  });
});
