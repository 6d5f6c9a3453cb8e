import { ADMINISTRATOR, CampaignApp, OFFICIAL } from '../campaigns/campaignApp';

const asAdministrator = { as: ADMINISTRATOR };
let app: CampaignApp;
let campaignId: string;

beforeAll(async () => {
  app = await CampaignApp.started();
  campaignId = await app.rehearsalAt('2023-12-15T08:00');
});
afterAll(() => app.test.close());

let made = 0;
async function aPerson(more: object = {}): Promise<string> {
  made += 1;
  const person = {
    key: `person-${String(made)}`,
    name: 'Nguyễn Văn A',
    email: `a${String(made)}@ninhgiang.example.vn`,
  };
  const { body, status } = await app.post('people', { ...person, ...more }, asAdministrator);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}

async function organisationId(key: string): Promise<string> {
  const [row] = await app.rows<{ id: string }>('select id from organisation where key = $1', [key]);
  return row?.id ?? '';
}

/** Notices of a take-over to a person, as `cause task/unit`. */
async function handovers(personId: string): Promise<string[]> {
  const rows = await app.rows<{ line: string }>(
    `select concat_ws(' ', n.details ->> 'because', t.template || '/' || coalesce(t.unit_code, '-')) as line
       from notice n join message m on m.id = n.message_id join task t on t.id = n.task_id
      where m.to_id = $1 and n.what = 'HANDOVER' order by 1`,
    [personId],
  );
  return rows.map(({ line }) => line);
}

describe('people', () => {
  it('are created with an account that nobody can enter yet, renamed and deactivated, all in the journal', async () => {
    const id = await aPerson({ login: 'nva' });
    const [account] = await app.rows<{ login: string; password_hash: string | null }>(
      'select login, password_hash from account where person_id = $1',
      [id],
    );
    expect(account).toEqual({ login: 'nva', password_hash: null });
    const renamed = await app.send('patch', `people/${id}`, { name: 'Nguyễn Văn B' });
    expect(renamed.body).toMatchObject({ id, name: 'Nguyễn Văn B', isActive: true });
    const gone = await app.send('patch', `people/${id}`, { isActive: false });
    expect(gone.body).toMatchObject({ name: 'Nguyễn Văn B', isActive: false });
    expect((await app.send('patch', `people/${id}`, { email: 'b@ninhgiang.example.vn' })).status).toBe(200);
    expect(await app.actsOn(id)).toEqual(['CREATED', 'OPENED', 'RENAMED', 'DEACTIVATED', 'ADDRESS_CHANGED']);
  });

  it('who are no longer active have no session any more', async () => {
    const browser = await app.browser('official@11200');
    const id = await app.test.personId('official@11200');
    expect(
      (
        await app.test
          .http()
          .get('/api/v1/session')
          .set({ ...browser })
      ).status,
    ).toBe(200);
    await app.send('patch', `people/${id}`, { isActive: false });
    expect(
      (
        await app.test
          .http()
          .get('/api/v1/session')
          .set({ ...browser })
      ).status,
    ).toBe(401);
    await app.send('patch', `people/${id}`, { isActive: true });
  });

  it.each([
    ['a key that is there', { key: OFFICIAL, name: 'x', email: 'x@y.vn' }, 409, 'PERSON.EXISTS'],
    ['a login that is there', { key: 'new', name: 'x', email: 'x@y.vn', login: OFFICIAL }, 409, 'PERSON.EXISTS'],
    ['an address that is none', { key: 'new', name: 'x', email: 'x' }, 422, 'VALUE.INVALID'],
    ['no name', { key: 'new', name: '', email: 'x@y.vn' }, 422, 'VALUE.INVALID'],
  ])('are not created with %s', async (_what, body, status, code) => {
    const answer = await app.post('people', body, asAdministrator);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await app.rows(`select 1 from person where key = 'new'`)).toEqual([]);
  });

  it('of another authority do not exist', async () => {
    const answer = await app.send('patch', 'people/00000000-0000-4000-8000-000000000000', { name: 'x' });
    expect(answer.body.code).toBe('NOT_FOUND');
  });
});

describe('roles', () => {
  it('may be several of one person; who takes one over is told its open tasks', async () => {
    const id = await aPerson();
    const give = (organisation: string, role: string, more: object = {}) =>
      app.post(
        `people/${id}/roles`,
        { organisationId: organisation, role, fromOn: '2023-12-01', ...more },
        asAdministrator,
      );
    const official = await give(await organisationId('11155'), 'official');
    expect(official.body.toldTasks).toBe(2);
    expect(await handovers(id)).toEqual(['ROLE sampling-list/11155', 'ROLE self-score/11155']);
    const head = await give(await organisationId('dai-phat-thanh'), 'head');
    // A leader is told all of the office's tasks.
    expect(head.body.toldTasks).toBe(1);
    const { items } = (await app.get(`people?q=person-${String(made)}`)).body;
    expect(items[0].roles).toHaveLength(2);
    expect((await give(await organisationId('11155'), 'official', { fromOn: '2024-01-01' })).body.code).toBe(
      'ROLE.EXISTS',
    );
    expect(await app.actsOn(id)).toEqual(['CREATED', 'ROLE_GIVEN', 'ROLE_GIVEN']);
    expect(await app.actsOn(await organisationId('11155'))).toContain('ROLE_GIVEN');
  });

  it('from today on tell nothing of a rehearsal that stands in another year', async () => {
    const id = await aPerson();
    const order = { organisationId: await organisationId('11161'), role: 'official' };
    expect((await app.post(`people/${id}/roles`, order, asAdministrator)).body.toldTasks).toBe(0);
  });

  it('at a unit that replaces another tell its open tasks as those of the unit taken over', async () => {
    const id = await aPerson();
    const [unit] = await app.rows<{ id: string }>(
      `insert into organisation (authority_id, key, name, kind, valid_from)
       values ($1, '11998', 'Xã Mới', 'UNIT', '2023-12-01') returning id`,
      [app.test.authorityId],
    );
    await app.rows('insert into organisation_predecessor (organisation_id, predecessor_id) values ($1, $2)', [
      unit?.id,
      await organisationId('11167'),
    ]);
    const order = { organisationId: unit?.id, role: 'official', fromOn: '2023-12-01' };
    await app.post(`people/${id}/roles`, order, asAdministrator);
    expect(await handovers(id)).toEqual(['UNIT sampling-list/11167', 'UNIT self-score/11167']);
  });

  it('end on a day; one that has not begun never was', async () => {
    const id = await aPerson();
    const order = { organisationId: await organisationId('11173'), role: 'official', fromOn: '2023-12-01' };
    const { body } = await app.post(`people/${id}/roles`, order, asAdministrator);
    const path = `people/${id}/roles/${body.id as string}`;
    expect((await app.send('delete', `${path}?lastOn=2023-12-31`)).status).toBe(204);
    const roles = async () => (await app.get(`people?q=person-${String(made)}`)).body.items[0].roles;
    expect(await roles()).toEqual([expect.objectContaining({ fromOn: '2023-12-01', toOn: '2023-12-31' })]);
    expect((await app.send('delete', `${path}?lastOn=2023-11-30`)).status).toBe(204);
    expect(await roles()).toEqual([]);
    expect((await app.send('delete', path)).status).toBe(404);
  });

  it.each([
    ['an organisation that is not there', { organisationId: '00000000-0000-4000-8000-000000000000', role: 'official' }],
    ['no role', { organisationId: '00000000-0000-4000-8000-000000000000', role: '' }],
    ['a last day before the first', { role: 'official', fromOn: '2024-01-02', toOn: '2024-01-01' }],
  ])('are not given with %s', async (_what, order) => {
    const id = await aPerson();
    const body = { organisationId: await organisationId('11155'), ...order };
    expect((await app.post(`people/${id}/roles`, body, asAdministrator)).body.code).toBe('VALUE.INVALID');
  });
});

describe('absences', () => {
  it('tell the substitute the open tasks, for whom, and who is told instead from then on', async () => {
    const id = await aPerson();
    const absent = await app.test.personId('official@11176');
    const absence = { fromOn: '2023-12-14', toOn: '2023-12-29', substituteId: id };
    const { body, status } = await app.post(`people/${absent}/absences`, absence, asAdministrator);
    expect([status, body.toldTasks]).toEqual([201, 2]);
    expect(await handovers(id)).toEqual(['ABSENCE sampling-list/11176', 'ABSENCE self-score/11176']);
    const notices = await app.rows<{ for: string }>(
      `select distinct n.details ->> 'forId' as for from notice n join message m on m.id = n.message_id where m.to_id = $1`,
      [id],
    );
    expect(notices).toEqual([{ for: absent }]);
    await app.moveTo(campaignId, '2023-12-18T08:00');
    const told = await app.rows(
      `select 1 from message_step ms join deadline_step s on s.id = ms.step_id
        where ms.to_id = $1 and ms.for_id = $2 and s.rule = 'due-today'`,
      [id, absent],
    );
    expect(told).toHaveLength(1);
    expect((await app.get('people?q=official@11176')).body.items[0].absences).toEqual([
      expect.objectContaining({
        fromOn: '2023-12-14',
        toOn: '2023-12-29',
        substitute: expect.objectContaining({ id }),
      }),
    ]);
    expect((await app.send('delete', `people/${absent}/absences/${body.id as string}`)).status).toBe(204);
    expect((await app.send('delete', `people/${absent}/absences/${body.id as string}`)).status).toBe(404);
    expect(await app.actsOn(absent)).toEqual(['ABSENCE_NOTED', 'ABSENCE_TAKEN_BACK']);
  });

  it('are refused in wrong order, twice on one day, and with oneself as the substitute', async () => {
    const absent = await app.test.personId('official@11179');
    const note = (absence: object) => app.post(`people/${absent}/absences`, absence, asAdministrator);
    expect((await note({ fromOn: '2024-01-02', toOn: '2024-01-01' })).body.code).toBe('VALUE.INVALID');
    expect((await note({ fromOn: '2024-01-02', toOn: '2024-01-05', substituteId: absent })).body.code).toBe(
      'VALUE.INVALID',
    );
    expect((await note({ fromOn: '2024-01-02', toOn: '2024-01-05' })).status).toBe(201);
    expect((await note({ fromOn: '2024-01-05', toOn: '2024-01-08' })).body.code).toBe('VALUE.INVALID');
  });
});
