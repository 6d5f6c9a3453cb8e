import { Controller, Get } from '@nestjs/common';
import { ROLE_PERMISSIONS, type Role } from '../../src/identity/domain/permissions';
import { routesOf } from '../http/routes';
import { startTestApp, type TestApp, withRoutes } from '../http/testApp';
import { ACCOUNT_OF_ROLE, EXPECTED_ROUTES, OUTSIDE_API, type Allowed } from './expectedRoutes';

@Controller('forgotten')
class ForgottenController {
  @Get()
  show(): string {
    return 'nobody may see this';
  }
}

const ROLES = Object.keys(ROLE_PERMISSIONS) as Role[];
const A_UUID = '00000000-0000-4000-8000-000000000000';

describe('permissions of routes', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('every route names a permission', () => {
    expect(routesOf(test.app).filter((route) => route.right === undefined)).toEqual([]);
  });

  it('every route stands in the table, and the table names no other', () => {
    const names = routesOf(test.app).map((route) => route.name);
    expect(names.sort()).toEqual(Object.keys(EXPECTED_ROUTES).sort());
  });

  /** 401 and 403 refuse; whatever else is answered (a fault in the body, not found) came from behind the guard. */
  const isLetIn = async (name: string, key: string | null): Promise<boolean> => {
    const [method = '', path = ''] = name.split(' ');
    const url = `${OUTSIDE_API.test(path) ? '' : '/api/v1'}/${path.replace(/:\w+/g, A_UUID)}`;
    const verb = method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    const answer = await test
      .http()
      [verb](url)
      .set(key === null ? {} : { ...(await test.as(key)) });
    expect([name, key, answer.status]).not.toEqual([name, key, 500]);
    return !['SESSION.REQUIRED', 'PERMISSION.MISSING', 'CSRF.INVALID'].includes(answer.body?.code);
  };
  const isExpected = (allowed: Allowed, role: Role): boolean =>
    allowed === 'anybody' || allowed === 'signed-in' || allowed.includes(role);

  it.each(Object.entries(EXPECTED_ROUTES))('%s is for %s', async (name, allowed) => {
    expect([name, 'nobody', await isLetIn(name, null)]).toEqual([name, 'nobody', allowed === 'anybody']);
    for (const role of ROLES) {
      expect([name, role, await isLetIn(name, ACCOUNT_OF_ROLE[role])]).toEqual([name, role, isExpected(allowed, role)]);
    }
  });
});

describe('a route that names no permission', () => {
  it('is refused, even to the administrator, as a fault of the program', async () => {
    const test = await startTestApp({ modules: [withRoutes(ForgottenController)] });
    try {
      const answer = await test
        .http()
        .get('/api/v1/forgotten')
        .set({ ...(await test.as('administrator@ubnd-huyen')) });
      expect(answer.status).toBe(500);
      expect(answer.body.code).toBe('INTERNAL');
      expect(routesOf(test.app).filter((route) => route.right === undefined)).toHaveLength(1);
    } finally {
      await test.close();
    }
  });
});
