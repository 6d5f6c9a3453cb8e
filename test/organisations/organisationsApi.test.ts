import { edited, jsonFile } from '../plans/edits';
import { ADMINISTRATOR, CampaignApp, COORDINATOR, OFFICIAL } from '../campaigns/campaignApp';

const file = jsonFile('samples/organisations/ninh-giang-2023.json');
const asAdministrator = { as: ADMINISTRATOR };

let app: CampaignApp;
beforeAll(async () => {
  app = await CampaignApp.started();
});
afterAll(() => app.test.close());

describe('importing organisations', () => {
  it('adds a unit that replaces two, and ends these', async () => {
    const successor = {
      code: '11999',
      name: 'Xã Mới',
      type: 'Xã',
      validFrom: '2025-07-01',
      predecessors: [
        { code: '11161', validFrom: '1900-01-01' },
        { code: '11164', validFrom: '1900-01-01' },
      ],
    };
    const units = (file as { units: { code: string; validFrom?: string }[] }).units.map((unit) =>
      unit.code === '11161' || unit.code === '11164'
        ? { ...unit, validFrom: '1900-01-01', validTo: '2025-06-30' }
        : unit,
    );
    const changed = edited(file, { '/units': [...units, successor] });
    const answer = await app.post('organisations', changed as object, asAdministrator);
    expect([answer.status, answer.body.units]).toEqual([200, 21]);
    const listed = await app.get('organisations?kind=UNIT&on=2025-08-01&q=moi', OFFICIAL);
    expect(listed.body.items).toEqual([
      expect.objectContaining({
        key: '11999',
        name: 'Xã Mới',
        validFrom: '2025-07-01',
        validTo: null,
        predecessors: [expect.objectContaining({ key: '11161' }), expect.objectContaining({ key: '11164' })],
      }),
    ]);
    expect(await app.actsOn(app.test.authorityId)).toContain('ORGANISATIONS_IMPORTED');
  });

  it('names every fault, and then stores nothing', async () => {
    const faulty = edited(file, { '/units/0/code': '', '/bodies/1/kind': 'CLUB' });
    const before = await app.rows('select id, name from organisation order by id');
    const answer = await app.post('organisations', faulty as object, asAdministrator);
    expect([answer.status, answer.body.code]).toEqual([422, 'ORGANISATIONS.FAULTY']);
    expect(answer.body.errors).toEqual([
      { pointer: '/bodies/1/kind', code: 'VALUE.INVALID' },
      expect.objectContaining({ pointer: '/units/0/code' }),
    ]);
    expect(await app.rows('select id, name from organisation order by id')).toEqual(before);
  });

  it('refuses the file of another authority', async () => {
    const other = edited(file, { '/tenant/key': 'thanh-mien' });
    const answer = await app.post('organisations', other as object, asAdministrator);
    expect(answer.body.code).toBe('ORGANISATIONS.OTHER_AUTHORITY');
    expect(await app.rows(`select 1 from authority where key = 'thanh-mien'`)).toEqual([]);
  });
});

describe('the lists', () => {
  it('page through organisations, bodies first, each once', async () => {
    const keys: string[] = [];
    for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 20; pages += 1) {
      const { body } = await app.get(`organisations?limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`, OFFICIAL);
      keys.push(
        ...body.items.map((one: { kind: string; key: string }) => `${one.kind === 'UNIT' ? 'U' : 'B'}${one.key}`),
      );
      cursor = body.nextCursor;
    }
    expect(keys).toEqual([...keys].sort());
    const [all] = await app.rows<{ count: number }>('select count(*)::int as count from organisation');
    expect(keys).toHaveLength(all?.count ?? 0);
  });

  it('show addresses of people only to administrators', async () => {
    const emails = async (as: string) =>
      (await app.get('people?q=chuyen%20vien&limit=5', as)).body.items.map(
        (one: { email: string | null }) => one.email,
      );
    expect(new Set(await emails(COORDINATOR))).toEqual(new Set([null]));
    expect((await emails(ADMINISTRATOR))[0]).toContain('@');
  });

  it('find the people of an organisation with their roles', async () => {
    const [organisation] = await app.rows<{ id: string }>(`select id from organisation where key = '11155'`);
    const { items } = (await app.get(`people?organisationId=${organisation?.id ?? ''}`)).body;
    expect(items.map((one: { key: string }) => one.key)).toEqual(['leader@11155', 'official@11155']);
    expect(items[1].roles).toEqual([
      expect.objectContaining({
        role: 'official',
        fromOn: null,
        toOn: null,
        organisation: expect.objectContaining({ key: '11155' }),
      }),
    ]);
  });
});
