import { hash } from 'argon2';
import { openAccount, setPassword } from '../../src/identity/accounts';
import { seedDemoAccounts } from '../../src/identity/seedDemoAccounts';
import { SESSION_COOKIE } from '../../src/identity/sessionToken';
import { SYSTEM } from '../../src/shared/actor';
import { PUBLIC_URL, startTestApp, type TestApp } from '../http/testApp';

const PASSWORD = 'một mật khẩu đủ dài';
let test: TestApp;
let real = 0;

beforeAll(async () => {
  test = await startTestApp({ environment: { TRUST_PROXY: '1' } });
});
afterAll(() => test.close());

/** A person with a password, an official of the first unit. */
async function aPersonWithPassword(): Promise<{ login: string; id: string }> {
  real += 1;
  const login = `real${real}@xa`;
  const id = await test.write(async (tx) => {
    const [person] = await tx.rows<{ id: string }>(
      `insert into person (authority_id, key, name, email) values ($1, $2, 'Cán bộ', 'x@example.vn') returning id`,
      [test.authorityId, login],
    );
    const personId = person?.id ?? '';
    await tx.rows(
      `insert into role_holding (person_id, organisation_id, role)
       select $1, id, 'official' from organisation where authority_id = $2 and key = '11155'`,
      [personId, test.authorityId],
    );
    await openAccount(tx, personId, login, SYSTEM);
    await setPassword(tx, personId, PASSWORD, SYSTEM);
    return personId;
  });
  return { login, id };
}

const signIn = (login: string, password: string, address = '10.0.0.1') =>
  test.http().post('/api/v1/session').set('X-Forwarded-For', address).send({ login, password });
const cookieOf = (answer: { headers: Record<string, unknown> }): string =>
  String([answer.headers['set-cookie']].flat()[0]);
const tokenOf = (answer: { headers: Record<string, unknown> }): string => cookieOf(answer).split(';')[0] ?? '';

describe('signing in', () => {
  it('gives a session in a cookie that programs of the page cannot read', async () => {
    const { login } = await aPersonWithPassword();
    const answer = await signIn(login.toUpperCase(), PASSWORD.normalize('NFD'));
    expect(answer.status).toBe(201);
    expect(cookieOf(answer)).toMatch(
      new RegExp(`^${SESSION_COOKIE}=[\\w-]{43}; Path=/; HttpOnly; Secure; SameSite=Lax$`),
    );
    expect(answer.body).toMatchObject({
      person: { key: login, name: 'Cán bộ' },
      organisations: [
        { key: '11155', name: 'Thị trấn Ninh Giang', kind: 'UNIT', roles: ['official'], onBehalfOf: null },
      ],
    });
    const shown = await test.http().get('/api/v1/session').set('Cookie', tokenOf(answer));
    expect(shown.body).toEqual(answer.body);
  });

  it('keeps neither token nor password where somebody could read them', async () => {
    const { login, id } = await aPersonWithPassword();
    const token = tokenOf(await signIn(login, PASSWORD)).split('=')[1] ?? '';
    const sessions = await test.dataSource.query('select * from session where person_id = $1', [id]);
    const accounts = await test.dataSource.query('select * from account where person_id = $1', [id]);
    expect(sessions).toHaveLength(1);
    expect(JSON.stringify(sessions)).not.toContain(token);
    expect(accounts[0].password_hash).toMatch(/^\$argon2id\$v=19\$(?=[^$]*m=19456)(?=[^$]*t=2)(?=[^$]*p=1)/);
  });

  it('is refused alike for a wrong password, an unknown login and an account without a password', async () => {
    const { login } = await aPersonWithPassword();
    for (const [name, password] of [
      [login, 'sai mật khẩu rồi'],
      ['nobody@nowhere', PASSWORD],
      ['official@11155', ''.padEnd(12, 'x')],
    ] as const) {
      const answer = await signIn(name, password, '10.0.0.2');
      expect([answer.status, answer.body.code, answer.body.detail]).toEqual([401, 'SESSION.REFUSED', undefined]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('takes as long for an unknown login as for a wrong password', async () => {
    const { login } = await aPersonWithPassword();
    const timed = async (name: string): Promise<number> => {
      const start = performance.now();
      await signIn(name, 'sai mật khẩu rồi', '10.0.0.3');
      return performance.now() - start;
    };
    await timed('first');
    const wrong = Math.min(await timed(login), await timed(login));
    const unknown = Math.min(await timed('nobody1'), await timed('nobody2'));
    // Hashing takes tens of milliseconds; without it an unknown login would answer in a few.
    expect(unknown).toBeGreaterThan(wrong / 3);
  });

  it('ends the session that the browser had, and begins with a new token', async () => {
    const { login } = await aPersonWithPassword();
    const first = tokenOf(await signIn(login, PASSWORD));
    const second = await test.http().post('/api/v1/session').set('Cookie', first).send({ login, password: PASSWORD });
    expect(tokenOf(second)).not.toBe(first);
    expect((await test.http().get('/api/v1/session').set('Cookie', first)).status).toBe(401);
  });

  it('hashes a password anew that was hashed at another cost', async () => {
    const { login, id } = await aPersonWithPassword();
    const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await test.dataSource.query('update account set password_hash = $2 where person_id = $1', [id, weak]);
    expect((await signIn(login, PASSWORD)).status).toBe(201);
    const [account] = await test.dataSource.query('select password_hash from account where person_id = $1', [id]);
    expect(account.password_hash).toContain('m=19456');
    expect((await signIn(login, PASSWORD)).status).toBe(201);
    expect(await test.dataSource.query('select password_hash from account where person_id = $1', [id])).toEqual([
      account,
    ]);
  });

  it('is written into the journal', async () => {
    const { login, id } = await aPersonWithPassword();
    await signIn(login, PASSWORD);
    const acts = await test.dataSource.query('select act from journal_entry where subject_id = $1 order by sequence', [
      id,
    ]);
    expect(acts.map((row: { act: string }) => row.act)).toEqual(['OPENED', 'PASSWORD_CHANGED', 'SIGNED_IN']);
  });

  it('tells what is wrong with the request in Vietnamese', async () => {
    const answer = await test.http().post('/api/v1/session').send({ login: '', remember: true });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { pointer: '/remember', code: 'VALUE.UNKNOWN', message: 'Không có mục này.' },
      { pointer: '/login', code: 'VALUE.MISSING', message: 'Không được để trống.' },
      { pointer: '/password', code: 'VALUE.MISSING', message: 'Bắt buộc phải có.' },
    ]);
  });
});

describe('guessing', () => {
  it('is stopped after five failures of one login, even for the right password, and from any address', async () => {
    const { login } = await aPersonWithPassword();
    for (let n = 1; n <= 5; n += 1) expect((await signIn(login, `wrong ${n}`, `10.1.0.${n}`)).status).toBe(401);
    const answer = await signIn(login, PASSWORD, '10.1.0.9');
    expect([answer.status, answer.body.code]).toEqual([429, 'RATE.LIMITED']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(50);
    await test.dataSource.query(`update sign_in_throttle set blocked_until = now() where subject = $1`, [
      `login:${login}`,
    ]);
    expect((await signIn(login, PASSWORD, '10.1.0.9')).status).toBe(201);
    expect((await signIn(login, 'wrong', '10.1.0.9')).status).toBe(401);
  });

  it('is stopped for a login that does not exist just the same', async () => {
    const answers: number[] = [];
    for (let n = 1; n <= 6; n += 1) answers.push((await signIn('ghost@xa', `wrong ${n}`, '10.2.0.1')).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('at the same time does not slip through', async () => {
    const { login } = await aPersonWithPassword();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => signIn(login, `wrong ${n}`, '10.3.0.1')));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  });

  it('of many logins from one address is stopped after fifty', async () => {
    await test.dataSource.query(
      `insert into sign_in_throttle (subject, failures, last_tried_at) values ('address:10.4.0.1', 49, now())`,
    );
    expect((await signIn('one@xa', 'wrong', '10.4.0.1')).status).toBe(401);
    expect((await signIn('two@xa', 'wrong', '10.4.0.1')).status).toBe(429);
    expect((await signIn('two@xa', 'wrong', '10.4.0.2')).status).toBe(401);
  });
});

describe('a session', () => {
  const change = (id: string, what: string) =>
    test.dataSource.query(`update session set ${what} where person_id = $1`, [id]);

  it.each([
    ['unused for an hour', `last_seen_at = now() - interval '61 minutes'`, 401],
    ['unused for less', `last_seen_at = now() - interval '59 minutes'`, 200],
    ['that is twelve hours old', `expires_at = now()`, 401],
  ])('%s', async (_, what, status) => {
    const { login, id } = await aPersonWithPassword();
    const cookie = tokenOf(await signIn(login, PASSWORD));
    await change(id, what);
    expect((await test.http().get('/api/v1/session').set('Cookie', cookie)).status).toBe(status);
  });

  it('is noted as used, so that it goes on', async () => {
    const { login, id } = await aPersonWithPassword();
    const cookie = tokenOf(await signIn(login, PASSWORD));
    await change(id, `last_seen_at = now() - interval '59 minutes'`);
    await test.http().get('/api/v1/session').set('Cookie', cookie);
    const [row] = await test.dataSource.query(
      `select last_seen_at > now() - interval '1 minute' as is_fresh from session where person_id = $1`,
      [id],
    );
    expect(row.is_fresh).toBe(true);
  });

  it('ends when its person is no longer active', async () => {
    const { login, id } = await aPersonWithPassword();
    const cookie = tokenOf(await signIn(login, PASSWORD));
    await test.dataSource.query('update person set is_active = false where id = $1', [id]);
    expect((await test.http().get('/api/v1/session').set('Cookie', cookie)).status).toBe(401);
  });

  it('ends by signing out', async () => {
    const browser = await test.as('official@11155');
    const answer = await test
      .http()
      .delete('/api/v1/session')
      .set({ ...browser });
    expect(answer.status).toBe(204);
    expect(cookieOf(answer)).toContain(`${SESSION_COOKIE}=;`);
    expect(
      (
        await test
          .http()
          .get('/api/v1/session')
          .set({ ...browser })
      ).status,
    ).toBe(401);
  });

  it('has the rights of an absent person for whom one stands in today', async () => {
    const [substitute, absent] = [await test.personId('officer@noi-vu'), await test.personId('coordinator@noi-vu')];
    await test.dataSource.query(
      `insert into absence (person_id, from_on, to_on, substitute_id) values ($1, current_date - 1, current_date + 1, $2)`,
      [absent, substitute],
    );
    const answer = await test
      .http()
      .get('/api/v1/session')
      .set({ ...(await test.as('officer@noi-vu')) });
    expect(answer.body.permissions).toContain('campaign.run');
    expect(answer.body.organisations).toEqual([
      expect.objectContaining({ key: 'noi-vu', roles: ['officer'], onBehalfOf: null }),
      expect.objectContaining({ key: 'noi-vu', roles: ['coordinator'], onBehalfOf: absent }),
    ]);
    await test.dataSource.query('delete from absence where person_id = $1', [absent]);
  });
});

describe('a request from another page', () => {
  it('is refused without the token of the session', async () => {
    const browser = await test.as('official@11155');
    const other = await test.as('official@11155');
    for (const token of [undefined, '', 'x'.repeat(43), other['X-CSRF-Token']]) {
      const answer = await test
        .http()
        .delete('/api/v1/session')
        .set({ Cookie: browser.Cookie, ...(token === undefined ? {} : { 'X-CSRF-Token': token }) });
      expect([answer.status, answer.body.code]).toEqual([403, 'CSRF.INVALID']);
    }
  });

  it('is refused when it names another origin, signing in too', async () => {
    const browser = await test.as('official@11155');
    const foreign = { Origin: 'https://evil.example' };
    const out = await test
      .http()
      .delete('/api/v1/session')
      .set({ ...browser, ...foreign });
    const into = await test.http().post('/api/v1/demo-session').set(foreign).send({ login: 'official@11155' });
    expect([out.body.code, into.body.code]).toEqual(['CSRF.INVALID', 'CSRF.INVALID']);
    expect(
      (
        await test
          .http()
          .delete('/api/v1/session')
          .set({ ...browser, Origin: PUBLIC_URL })
      ).status,
    ).toBe(204);
  });

  it('cannot send a form: only JSON is read', async () => {
    const answer = await test.http().post('/api/v1/demo-session').type('form').send({ login: 'official@11155' });
    expect(answer.status).toBe(422);
  });
});

describe('changing the password', () => {
  const change = (browser: Record<string, string>, currentPassword: string, newPassword: string) =>
    test.http().put('/api/v1/session/password').set(browser).send({ currentPassword, newPassword });
  const browserOf = (answer: Awaited<ReturnType<typeof signIn>>): Record<string, string> => ({
    Cookie: tokenOf(answer),
    'X-CSRF-Token': answer.body.csrfToken,
  });

  it('ends the other sessions and keeps this one', async () => {
    const { login } = await aPersonWithPassword();
    const [here, there] = [browserOf(await signIn(login, PASSWORD)), browserOf(await signIn(login, PASSWORD))];
    expect((await change(here, PASSWORD, 'mật khẩu mới dài hơn')).status).toBe(204);
    expect((await test.http().get('/api/v1/session').set(here)).status).toBe(200);
    expect((await test.http().get('/api/v1/session').set(there)).status).toBe(401);
    expect((await signIn(login, PASSWORD)).status).toBe(401);
    expect((await signIn(login, 'mật khẩu mới dài hơn')).status).toBe(201);
  });

  it('says what is wrong', async () => {
    const { login } = await aPersonWithPassword();
    const browser = browserOf(await signIn(login, PASSWORD));
    const codeOf = async (present: string, next: string): Promise<unknown> => {
      const { status, body } = await change(browser, present, next);
      return [status, body.errors[0].pointer, body.errors[0].code];
    };
    expect(await codeOf('không phải', 'mật khẩu mới dài hơn')).toEqual([422, '/currentPassword', 'PASSWORD.WRONG']);
    expect(await codeOf(PASSWORD, 'ngắn')).toEqual([422, '/newPassword', 'PASSWORD.TOO_SHORT']);
  });

  it('is not for a demo account', async () => {
    const answer = await change({ ...(await test.as('official@11155')) }, 'x', 'mật khẩu mới dài hơn');
    expect([answer.status, answer.body.code]).toEqual([409, 'PASSWORD.NOT_SET']);
  });
});

describe('demo accounts', () => {
  it('are listed by office, with the administrator and the inspector', async () => {
    const { body } = await test.http().get('/api/v1/demo-accounts');
    const logins = body.map((account: { login: string }) => account.login);
    expect(logins).toEqual(
      expect.arrayContaining([
        'official@11155',
        'coordinator@noi-vu',
        'administrator@ubnd-huyen',
        'inspector@ubnd-huyen',
      ]),
    );
    // 20 units and 12 bodies with two each, two roles of the plan, two of the system.
    expect(logins).toHaveLength(20 * 2 + 12 * 2 + 2 + 2);
    expect(body.find((account: { login: string }) => account.login === 'chair@hoi-dong')).toEqual({
      login: 'chair@hoi-dong',
      name: expect.stringContaining('Hội đồng'),
      authority: { key: 'ninh-giang', name: 'UBND huyện Ninh Giang' },
      holdings: [{ organisation: expect.stringContaining('Hội đồng'), kind: 'COUNCIL', role: 'chair' }],
    });
  });

  it('are entered with one press', async () => {
    const answer = await test.http().post('/api/v1/demo-session').send({ login: 'inspector@ubnd-huyen' });
    expect(answer.status).toBe(201);
    const shown = await test.http().get('/api/v1/session').set('Cookie', tokenOf(answer));
    expect(shown.body.permissions).toContain('journal.read');
  });

  it('are seeded once', async () => {
    expect(await test.write((tx) => seedDemoAccounts(tx, test.authorityId))).toBe(0);
  });

  it('a real account in a demo is neither listed nor entered', async () => {
    const { login } = await aPersonWithPassword();
    expect((await test.http().post('/api/v1/demo-session').send({ login })).status).toBe(404);
    const { body } = await test.http().get('/api/v1/demo-accounts');
    expect(body.some((account: { login: string }) => account.login === login)).toBe(false);
  });

  it('do not exist where the authority is no demo', async () => {
    const serious = await startTestApp({ isDemo: false });
    try {
      const list = await serious.http().get('/api/v1/demo-accounts');
      const entry = await serious.http().post('/api/v1/demo-session').send({ login: 'official@11155' });
      expect([list.status, list.body.code, entry.status, entry.body.code]).toEqual([
        404,
        'NOT_FOUND',
        404,
        'NOT_FOUND',
      ]);
      expect(await serious.dataSource.query('select 1 from account')).toEqual([]);
    } finally {
      await serious.close();
    }
  });
});
