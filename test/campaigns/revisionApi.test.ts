import { CampaignApp } from './campaignApp';

interface Moved {
  readonly id: string;
  readonly task: string;
  readonly unit: string | null;
  readonly from: { readonly dueOn: string; readonly closesAt: string | null } | null;
  readonly to: { readonly dueOn: string; readonly closesAt: string | null } | null;
}

interface MovedStep {
  readonly task: string;
  readonly unit: string | null;
  readonly kind: string;
  readonly rule: string;
  readonly repetition: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly isPast: boolean;
}

let app: CampaignApp;
beforeAll(async () => {
  app = await CampaignApp.started();
});
afterAll(() => app.test.close());

const ledger = (id: string) =>
  app.rows(
    `select s.id, s.status, s.reason, s.planned_at from deadline_step s where s.campaign_id = $1 order by s.id`,
    [id],
  );
const tasks = (id: string) =>
  app.rows('select id, due_on, closes_at, state, version from task where campaign_id = $1 order by id', [id]);

describe('the preview of a revision', () => {
  it('lists every task and planned message that moves, changes nothing, and is what the revision then does', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const before = [await ledger(id), await tasks(id), (await app.get(`campaigns/${id}`)).body];
    const changes = [
      { task: 'self-score', dueOn: '2024-01-15' },
      { task: 'official-ballots', dueOn: '2023-12-28' },
    ];
    const order = { changes, reason: 'Hướng dẫn ban hành chậm' };
    const preview = await app.post(`campaigns/${id}/revision-preview`, order);
    expect(preview.status).toBe(200);
    expect([await ledger(id), await tasks(id), (await app.get(`campaigns/${id}`)).body]).toEqual(before);

    const moved = preview.body.tasks as Moved[];
    expect(moved).toHaveLength(21);
    expect(moved.find(({ unit }) => unit === '11155')).toMatchObject({
      task: 'self-score',
      from: { dueOn: '2024-01-10', closesAt: '2024-01-17T17:00:00.000Z' },
      to: { dueOn: '2024-01-15', closesAt: '2024-01-22T17:00:00.000Z' },
    });
    expect(preview.body.templates).toEqual([
      expect.objectContaining({ task: 'self-score', from: { stage: true }, to: { on: '2024-01-15' } }),
      expect.objectContaining({ task: 'official-ballots', from: { on: '2023-12-31' }, to: { on: '2023-12-28' } }),
    ]);
    const steps = preview.body.steps as MovedStep[];
    expect(steps.find(({ unit, rule }) => unit === '11155' && rule === 'due-today')).toEqual(
      expect.objectContaining({ kind: 'REMINDER', from: '2024-01-10T01:00:00.000Z', to: '2024-01-15T01:00:00.000Z' }),
    );
    // Those counted from the creation stay.
    expect(steps.filter(({ rule }) => rule === 'assigned')).toEqual([]);

    const { version } = before[2];
    const revised = await app.post(`campaigns/${id}/revisions`, order, { version });
    expect(revised.status).toBe(200);
    expect(revised.body).toEqual({ ...preview.body, version: revised.body.version });
    expect(revised.headers['etag']).toBe(`"${String(revised.body.version)}"`);
    const [row] = await app.rows<{ due_on: string }>(
      `select distinct due_on from task where campaign_id = $1 and template = 'self-score'`,
      [id],
    );
    expect(row?.due_on).toBe('2024-01-15');
    for (const step of steps) {
      const [found] = await app.rows(
        `select 1 from deadline_step s join task t on t.id = s.task_id
          where s.campaign_id = $1 and t.template = $2 and t.unit_code is not distinct from $3 and s.rule = $4
            and s.repetition = $5 and s.version = 2 and s.planned_at = $6`,
        [id, step.task, step.unit, step.rule, step.repetition, step.to],
      );
      expect(found).toBeDefined();
    }
    const told = await app.rows(
      `select distinct p.key from notice n join message m on m.id = n.message_id join person p on p.id = m.to_id
        where m.campaign_id = $1 and n.what = 'DUE_MOVED' and p.key in ('official@11155', 'leader@11155')`,
      [id],
    );
    expect(told).toHaveLength(2);
  });

  it('tells a message whose new instant is over', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const changes = [{ task: 'citizen-ballots', dueOn: '2023-12-18' }];
    const { body } = await app.post(`campaigns/${id}/revision-preview`, { changes, reason: 'x' });
    const steps = (body.steps as MovedStep[]).filter(({ unit }) => unit === '11155');
    expect(steps.map(({ rule, repetition, isPast }) => [rule, repetition, isPast])).toContainEqual([
      '5-days-before',
      1,
      true,
    ]);
  });
});

describe('a revision', () => {
  it('cancels the tasks of a template, and those to come', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const changes = [
      { task: 'citizen-ballots', cancel: true },
      { task: 'conference', cancel: true },
    ];
    const { version } = (await app.get(`campaigns/${id}`)).body;
    const { body, status } = await app.post(`campaigns/${id}/revisions`, { changes, reason: 'x' }, { version });
    expect(status).toBe(200);
    const moved = body.tasks as Moved[];
    expect(moved).toHaveLength(20);
    expect(moved.every(({ to }) => to === null)).toBe(true);
    expect((body.steps as MovedStep[]).every(({ from, to }) => from !== null && to === null)).toBe(true);
    const planned = await app.rows(
      `select 1 from deadline_step s join task t on t.id = s.task_id
        where t.campaign_id = $1 and t.template = 'citizen-ballots' and s.status = 'PLANNED'`,
      [id],
    );
    expect(planned).toEqual([]);
    const [row] = await app.rows<{ keys: string[] }>(
      `select array(select jsonb_path_query(plan, '$.stages[*].tasks[*].key') #>> '{}') as keys from campaign where id = $1`,
      [id],
    );
    expect(row?.keys).toContain('citizen-ballots');
    expect(row?.keys).not.toContain('conference');
    expect(await app.actsOn(id)).toContain('TEMPLATE_CANCELLED');
  });

  it('lets what waited for a cancelled template wait no more', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const { version } = (await app.get(`campaigns/${id}`)).body;
    const changes = [{ task: 'submit-for-approval', cancel: true }];
    await app.post(`campaigns/${id}/revisions`, { changes, reason: 'x' }, { version });
    const [row] = await app.rows<{ approve: object }>(
      `select jsonb_path_query_first(plan, '$.stages[*].tasks[*] ? (@.key == "approve")') as approve from campaign where id = $1`,
      [id],
    );
    expect(row?.approve).not.toHaveProperty('after');
  });

  it.each([
    ['an unknown task', [{ task: 'no', dueOn: '2024-01-20' }], 404, 'TASK.NOT_FOUND'],
    ['a day that is over', [{ task: 'self-score', dueOn: '2023-12-14' }], 422, 'DUE.BEFORE_OPENING'],
    ['a day before today', [{ task: 'budget', dueOn: '2023-12-14' }], 422, 'DUE.PAST'],
    ['a stage without a task', [{ task: 'self-score', cancel: true }], 422, 'STAGE.NO_TASK'],
    [
      'a task named twice',
      [
        { task: 'budget', dueOn: '2024-01-20' },
        { task: 'budget', cancel: true },
      ],
      422,
      'VALUE.INVALID',
    ],
    ['a change that changes nothing', [{ task: 'budget' }], 422, 'VALUE.INVALID'],
    ['both at once', [{ task: 'budget', dueOn: '2024-01-20', cancel: true }], 422, 'VALUE.INVALID'],
    ['no change', [], 422, 'VALUE.INVALID'],
  ])('refuses %s, and then does nothing of it', async (_what, refused, status, code) => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const { version } = (await app.get(`campaigns/${id}`)).body;
    const changes = [{ task: 'guidance', dueOn: '2023-12-29' }, ...refused];
    const order = { changes: refused.length === 0 ? [] : changes, reason: 'x' };
    const before = await tasks(id);
    const answer = await app.post(`campaigns/${id}/revisions`, order, { version });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    const preview = await app.post(`campaigns/${id}/revision-preview`, order);
    expect([preview.status, preview.body.code]).toEqual([status, code]);
    expect(await tasks(id)).toEqual(before);
  });

  it('of two at once only the first is done', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const { version } = (await app.get(`campaigns/${id}`)).body;
    const order = (dueOn: string) => ({ changes: [{ task: 'self-score', dueOn }], reason: 'x' });
    const answers = await Promise.all(
      ['2024-01-15', '2024-01-16'].map((day) => app.post(`campaigns/${id}/revisions`, order(day), { version })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await app.post(`campaigns/${id}/revisions`, order('2024-01-17'))).body.code).toBe('VERSION.REQUIRED');
  });
});
