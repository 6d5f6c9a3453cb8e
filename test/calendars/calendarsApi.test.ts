import { ADMINISTRATOR, CampaignApp, COORDINATOR, OFFICIAL } from '../campaigns/campaignApp';

interface Step {
  readonly kind: string;
  readonly rule: string;
  readonly from: string;
  readonly to: readonly { readonly at: string; readonly isPast: boolean }[];
  readonly task: { readonly task: string; readonly unit: string | null } | null;
}

let app: CampaignApp;
beforeAll(async () => {
  app = await CampaignApp.started();
});
afterAll(() => app.test.close());

const asAdministrator = { as: ADMINISTRATOR };

async function calendarOf(campaignId: string): Promise<{ id: string; version: number }> {
  const { calendarId } = (await app.get(`campaigns/${campaignId}`)).body;
  return (await app.get(`calendars/${calendarId as string}`)).body;
}

const DAY_OFF = { act: 'ADD_DAY_OFF', date: '2024-01-11', reason: 'Quốc tang' };

describe('calendars', () => {
  it("are listed, the authority's own first, and shown with their days", async () => {
    await app.rehearsalAt('2023-12-08T07:30');
    const { items } = (await app.get('calendars', OFFICIAL)).body;
    expect(items[0]).toMatchObject({ id: app.calendarId, name: 'Việt Nam', copiedFrom: null, version: 1 });
    expect(items[1]).toMatchObject({ copiedFrom: app.calendarId, runningCampaigns: [{ code: '146/KH-UBND' }] });
    const shown = await app.get(`calendars/${app.calendarId}`, OFFICIAL);
    expect(shown.headers['etag']).toBe('"1"');
    expect(shown.body.weekend).toEqual(['SATURDAY', 'SUNDAY']);
    expect(shown.body.days).toContainEqual(expect.objectContaining({ date: '2024-02-12', kind: 'DAY_OFF' }));
    expect(shown.body.days).toContainEqual(expect.objectContaining({ date: '2024-05-04', kind: 'WORKING_WEEKEND' }));
  });
});

describe('the preview of a calendar change', () => {
  it('lists what moves from where to where, changes nothing, and is what the change then does', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const calendar = await calendarOf(id);
    const steps = () =>
      app.rows('select id, status, planned_at from deadline_step where campaign_id = $1 order by id', [id]);
    const before = await steps();
    const preview = await app.post(`calendars/${calendar.id}/changes/preview`, DAY_OFF, asAdministrator);
    expect(preview.status).toBe(200);
    expect(await steps()).toEqual(before);
    expect((await calendarOf(id)).version).toBe(calendar.version);

    const [effects] = preview.body.campaigns;
    expect(effects).toMatchObject({ id, code: '146/KH-UBND', clock: 'REHEARSAL' });
    const moved = effects.steps as Step[];
    // The first working day after 10/01 is 12/01 now.
    const overdue = moved.find(
      ({ rule, task, from }) => rule === 'overdue' && task?.unit === '11155' && from === '2024-01-11T01:00:00.000Z',
    );
    expect(overdue?.to).toEqual([{ at: '2024-01-12T01:00:00.000Z', repetition: 1, isPast: false }]);
    const closing = effects.closings.find((one: { unit: string }) => one.unit === '11155');
    expect(closing).toMatchObject({
      task: 'self-score',
      from: '2024-01-17T17:00:00.000Z',
      to: '2024-01-18T17:00:00.000Z',
    });

    const changed = await app.post(`calendars/${calendar.id}/changes`, DAY_OFF, {
      ...asAdministrator,
      version: calendar.version,
    });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...preview.body, version: calendar.version + 1 });
    expect(changed.headers['etag']).toBe(`"${String(calendar.version + 1)}"`);
    for (const { rule, from, to, task } of moved) {
      const found = await app.rows(
        `select 1 from deadline_step s join task t on t.id = s.task_id
          where s.campaign_id = $1 and s.rule = $2 and t.template = $3 and t.unit_code is not distinct from $4
            and s.planned_at = $5 and s.status = 'PLANNED'`,
        [id, rule, task?.task, task?.unit, to[0]?.at],
      );
      expect([rule, from, found.length]).toEqual([rule, from, 1]);
    }
    const told = await app.rows(
      `select 1 from notice n join message m on m.id = n.message_id join person p on p.id = m.to_id
        where m.campaign_id = $1 and n.what = 'CLOSING_MOVED' and p.key = $2`,
      [id, OFFICIAL],
    );
    expect(told).toHaveLength(1);
    expect(await app.actsOn(calendar.id)).toEqual(['ADD_DAY_OFF']);
  });

  it('leaves no trace in what is calculated afterwards', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const calendar = await calendarOf(id);
    await app.post(`calendars/${calendar.id}/changes/preview`, DAY_OFF, asAdministrator);
    // The change takes the version that the preview had, with another day.
    const other = { act: 'ADD_DAY_OFF', date: '2024-01-12', reason: 'x' };
    const { body } = await app.post(`calendars/${calendar.id}/changes`, other, {
      ...asAdministrator,
      version: calendar.version,
    });
    const froms = (body.campaigns[0].steps as Step[]).map(({ from }) => from.slice(0, 10));
    expect(froms).toContain('2024-01-12');
    expect(froms).not.toContain('2024-01-11');
  });

  it('moves openings, and digests of the next day', async () => {
    const id = await app.rehearsalAt('2023-12-14T16:00');
    const calendar = await calendarOf(id);
    const edit = { act: 'ADD_DAY_OFF', date: '2023-12-15', reason: 'x' };
    const { body } = await app.post(`calendars/${calendar.id}/changes/preview`, edit, asAdministrator);
    const [effects] = body.campaigns;
    expect(effects.openings).toEqual([
      expect.objectContaining({
        stage: 'self-scoring',
        from: '2023-12-15T00:30:00.000Z',
        to: '2023-12-18T00:30:00.000Z',
      }),
      expect.objectContaining({ stage: 'secretariat-meeting' }),
    ]);
    const digest = (effects.steps as Step[]).find(({ kind }) => kind === 'DIGEST');
    expect(digest).toMatchObject({
      from: '2023-12-15T00:30:00.000Z',
      to: [{ at: '2023-12-18T00:30:00.000Z', isPast: false }],
      task: null,
    });
  });
});

describe('a calendar change', () => {
  it('of two administrators at once only the first is done; the second has to look again', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const { id: calendarId, version } = await calendarOf(id);
    const edits = ['2024-01-11', '2024-01-12'].map((date) => ({ act: 'ADD_DAY_OFF', date, reason: 'x' }));
    const answers = await Promise.all(
      edits.map((edit) => app.post(`calendars/${calendarId}/changes`, edit, { ...asAdministrator, version })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await calendarOf(id)).version).toBe(version + 1);
  });

  it('takes a day out again', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const { id: calendarId, version } = await calendarOf(id);
    const planned = () =>
      app.rows(
        `select task_id, kind, rule, repetition, planned_at from deadline_step
          where campaign_id = $1 and status = 'PLANNED' order by 1, 2, 3, 4`,
        [id],
      );
    const before = await planned();
    await app.post(`calendars/${calendarId}/changes`, DAY_OFF, { ...asAdministrator, version });
    expect(await planned()).not.toEqual(before);
    const back = { ...DAY_OFF, act: 'REMOVE_DAY_OFF' };
    const answer = await app.post(`calendars/${calendarId}/changes`, back, {
      ...asAdministrator,
      version: version + 1,
    });
    expect(answer.status).toBe(200);
    expect(await planned()).toEqual(before);
    // A closing that has moved to a later day stays there: nobody is locked out by it.
    expect(answer.body.campaigns[0].closings).toEqual([]);
  });

  it.each([
    ['a day that is there', { act: 'ADD_DAY_OFF', date: '2024-02-12', reason: 'x' }, 409, 'CALENDAR.UNCHANGED'],
    ['a day that is not there', { act: 'REMOVE_DAY_OFF', date: '2024-01-11', reason: 'x' }, 409, 'CALENDAR.UNCHANGED'],
    ['a day that does not exist', { act: 'ADD_DAY_OFF', date: '2024-02-30', reason: 'x' }, 422, 'VALUE.INVALID'],
    ['an act that there is not', { act: 'DROP', date: '2024-02-20', reason: 'x' }, 422, 'VALUE.INVALID'],
    ['no reason', { act: 'ADD_DAY_OFF', date: '2024-02-20', reason: '' }, 422, 'VALUE.INVALID'],
  ])('refuses %s', async (_what, edit, status, code) => {
    for (const path of ['changes/preview', 'changes']) {
      const answer = await app.post(`calendars/${app.calendarId}/${path}`, edit, { ...asAdministrator, version: 1 });
      expect([path, answer.status, answer.body.code]).toEqual([path, status, code]);
    }
  });

  it('needs the version, the right, and a calendar', async () => {
    const edit = { act: 'ADD_DAY_OFF', date: '2024-01-11', reason: 'x' };
    const path = `calendars/${app.calendarId}/changes`;
    expect((await app.post(path, edit, asAdministrator)).body.code).toBe('VERSION.REQUIRED');
    expect((await app.post(path, edit, { as: COORDINATOR, version: 1 })).body.code).toBe('PERMISSION.MISSING');
    const nowhere = 'calendars/00000000-0000-4000-8000-000000000000/changes';
    expect((await app.post(nowhere, edit, { ...asAdministrator, version: 1 })).body.code).toBe('NOT_FOUND');
  });
});
