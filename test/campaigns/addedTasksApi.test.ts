import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { completeTask } from '../../src/tasks/taskActs';
import { lockTaskFor } from '../../src/tasks/persistence/taskStore';
import { SYSTEM } from '../../src/shared/actor';
import { CampaignApp, COORDINATOR } from './campaignApp';

let app: CampaignApp;
beforeAll(async () => {
  app = await CampaignApp.started();
});
afterAll(() => app.test.close());

const PROBLEMS = {
  key: 'problems',
  title: 'Báo cáo khó khăn, vướng mắc',
  assignee: { each: 'unit' },
  due: { on: '2023-12-28' },
  policy: 'commune-work',
  doneBy: 'REPORT',
};
const ANSWER = {
  key: 'answer-problems',
  title: 'Trả lời khó khăn, vướng mắc của xã',
  assignee: { each: 'unit', owner: 'noi-vu' },
  due: { stage: true },
  policy: 'office-work',
  doneBy: 'REPORT',
  after: ['problems'],
};

type Change = Readonly<Record<string, unknown>>;
const order = (changes: readonly Change[]) => ({ changes, reason: 'Theo ý kiến của UBND tỉnh' });
const version = async (id: string): Promise<number> => (await app.get(`campaigns/${id}`)).body.version;
const revise = async (id: string, ...changes: readonly Change[]) =>
  app.post(`campaigns/${id}/revisions`, order(changes), { version: await version(id) });

const states = (id: string, template: string) =>
  app.rows<{ unit_code: string | null; state: string }>(
    'select unit_code, state from task where campaign_id = $1 and template = $2 order by unit_code',
    [id, template],
  );

const done = (id: string, template: string, unit: string | null = null): Promise<void> =>
  app.test.write(async (tx) => {
    const campaign = await loadCampaign(tx, id, 'alone');
    const task = await lockTaskFor(tx, id, template, unit, null);
    if (task === undefined) throw new Error(`No task ${template}`);
    expect(await completeTask({ tx, campaign, actor: SYSTEM }, task)).toBeNull();
  });

const stageStates = async (id: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await app.get(`campaigns/${id}`)).body.stages.map(({ key, state }: { key: string; state: string }) => [
      key,
      state,
    ]),
  );

describe('a task that a revision adds', () => {
  it('to an open stage is created at once, with its ledger; the preview lists it and changes nothing', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const changes = [{ stage: 'survey', add: PROBLEMS }];
    const preview = await app.post(`campaigns/${id}/revision-preview`, order(changes));
    expect([preview.status, await states(id, 'problems')]).toEqual([200, []]);
    const { templates, tasks, steps } = preview.body;
    expect(templates).toEqual([{ task: 'problems', title: PROBLEMS.title, from: null, to: { on: '2023-12-28' } }]);
    expect(tasks).toHaveLength(20);
    expect(tasks[0]).toMatchObject({ task: 'problems', from: null, to: { dueOn: '2023-12-28', closesAt: null } });
    expect(steps).toContainEqual(
      expect.objectContaining({ task: 'problems', rule: 'due-today', from: null, to: '2023-12-28T01:00:00.000Z' }),
    );

    const revised = await revise(id, ...changes);
    expect(revised.status).toBe(200);
    // The ids of tasks that the preview made and took back are others.
    const withoutIds = (all: readonly Change[]) => all.map(({ id: _, taskId: __, ...rest }) => rest);
    expect(withoutIds(revised.body.tasks)).toEqual(withoutIds(tasks));
    expect(withoutIds(revised.body.steps)).toEqual(withoutIds(steps));
    expect(await states(id, 'problems')).toHaveLength(20);
    expect(await app.actsOn(id)).toContain('TEMPLATE_ADDED');
    const [told] = await app.rows<{ count: number }>(
      `select count(*)::int as count from outbox where kind = 'CAMPAIGN' and subject_id = $1`,
      [id],
    );
    expect(told?.count).toBeGreaterThan(0);
    await app.run(id);
    const fired = await app.rows(
      `select 1 from deadline_step s join task t on t.id = s.task_id
        where t.campaign_id = $1 and t.template = 'problems' and s.rule = 'assigned' and s.status = 'FIRED'`,
      [id],
    );
    expect(fired).toHaveLength(20);
  });

  it('waits for the tasks that it names, as those of the plan do', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    expect((await revise(id, { stage: 'survey', add: PROBLEMS }, { stage: 'survey', add: ANSWER })).status).toBe(200);
    await app.run(id);
    expect(await states(id, 'answer-problems')).toEqual([]);
    await done(id, 'problems', '11155');
    await app.run(id);
    expect(await states(id, 'answer-problems')).toEqual([{ unit_code: '11155', state: 'OPEN' }]);
  });

  it('to a waiting stage is created when it opens', async () => {
    const id = await app.rehearsalAt('2023-12-14T08:00');
    await revise(id, { stage: 'self-scoring', add: { ...PROBLEMS, due: { stage: true } } });
    expect(await states(id, 'problems')).toEqual([]);
    await app.moveTo(id, '2023-12-15T07:30');
    expect(await states(id, 'problems')).toHaveLength(20);
  });

  it('may take the place of the only one, in the same revision', async () => {
    const id = await app.rehearsalAt('2023-12-14T08:00');
    const answer = await revise(
      id,
      { stage: 'self-scoring', add: { ...PROBLEMS, due: { stage: true } } },
      { task: 'self-score', cancel: true },
    );
    expect(answer.status).toBe(200);
    await app.moveTo(id, '2023-12-15T07:30');
    expect(await states(id, 'self-score')).toEqual([]);
    expect(await states(id, 'problems')).toHaveLength(20);
  });

  it.each<[string, Change, number, string, Change]>([
    [
      'an unknown stage',
      { stage: 'no', add: PROBLEMS },
      422,
      'VALUE.INVALID',
      { errors: [{ pointer: '/changes/0/stage', code: 'STAGE.UNKNOWN', message: expect.any(String) }] },
    ],
    [
      'a day that is over',
      { stage: 'survey', add: { ...PROBLEMS, due: { on: '2023-12-14' } } },
      422,
      'DUE.PAST',
      { change: 0 },
    ],
    [
      'a template with faults',
      { stage: 'survey', add: { ...PROBLEMS, key: 'sampling-list', policy: 'no', more: 1 } },
      422,
      'PLAN.FAULTY',
      {
        errors: [
          { pointer: '/stages/1/tasks/5/key', code: 'KEY.DUPLICATE' },
          { pointer: '/stages/1/tasks/5/more', code: 'KEY.UNKNOWN' },
          { pointer: '/stages/1/tasks/5/policy', code: 'POLICY.UNKNOWN' },
        ],
      },
    ],
    [
      'a day before its stage opens',
      { stage: 'publication', add: { ...PROBLEMS, due: { on: '2024-02-01' } } },
      422,
      'PLAN.FAULTY',
      { errors: [{ pointer: '/stages/7/tasks/5/due/on', code: 'DUE.BEFORE_OPENING' }] },
    ],
    ['something that is no template', { stage: 'survey', add: 'x' }, 422, 'VALUE.INVALID', {}],
    ['a template for no stage', { add: PROBLEMS }, 422, 'VALUE.INVALID', {}],
    ['a stage without a template', { stage: 'survey', task: 'budget', dueOn: '2024-01-10' }, 422, 'VALUE.INVALID', {}],
    ['a template and a day', { stage: 'survey', add: PROBLEMS, dueOn: '2024-01-10' }, 422, 'VALUE.INVALID', {}],
    ['a day that is null', { task: 'budget', dueOn: null }, 422, 'VALUE.INVALID', {}],
  ])('is refused with %s', async (_what, change, status, code, more) => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    const before = await app.rows('select plan from campaign where id = $1', [id]);
    const answer = await revise(id, change);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body).toMatchObject(more);
    expect(await app.rows('select plan from campaign where id = $1', [id])).toEqual(before);
  });

  it('is refused in a stage that is completed', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    await done(id, 'convene-secretariat');
    await done(id, 'hold-secretariat');
    await app.run(id);
    const answer = await revise(id, { stage: 'secretariat-meeting', add: PROBLEMS });
    expect([answer.status, answer.body.code, answer.body.change]).toEqual([409, 'STAGE.COMPLETED', 0]);
  });
});

describe('a cancelled template of which only some tasks exist', () => {
  it('makes no more of them, and those that exist keep their rules', async () => {
    const id = await app.rehearsalAt('2023-12-15T08:00');
    await revise(id, { stage: 'survey', add: PROBLEMS }, { stage: 'survey', add: ANSWER });
    await done(id, 'problems', '11155');
    await done(id, 'problems', '11167');
    await app.run(id);
    await done(id, 'answer-problems', '11155');
    const cancelled = await revise(id, { task: 'answer-problems', cancel: true });
    expect(cancelled.status).toBe(200);
    await done(id, 'problems', '11185');
    await app.run(id);
    expect(await states(id, 'answer-problems')).toEqual([
      { unit_code: '11155', state: 'DONE' },
      { unit_code: '11167', state: 'CANCELLED' },
    ]);
    const again = await revise(id, { stage: 'survey', add: ANSWER });
    expect([again.body.code, again.body.errors]).toEqual([
      'PLAN.FAULTY',
      [{ pointer: '/stages/1/tasks/6/key', code: 'KEY.DUPLICATE' }],
    ]);
    expect((await revise(id, { task: 'answer-problems', dueOn: '2023-12-29' })).body.code).toBe('TASK.NOT_FOUND');

    const [task] = await app.rows<{ id: string; version: number }>(
      `select id, version from task where campaign_id = $1 and template = 'answer-problems' and state = 'DONE'`,
      [id],
    );
    if (task === undefined) throw new Error('The task is gone');
    const returned = await app.post(
      `tasks/${task.id}/return`,
      { dueOn: '2023-12-29', reason: 'Chưa đủ' },
      { version: task.version },
    );
    expect(returned.status).toBeLessThan(300);
    const { items } = (await app.get(`tasks/${task.id}/deadline-steps`, COORDINATOR)).body;
    const planned = items.filter(({ status }: { status: string }) => status === 'PLANNED');
    expect(planned.map(({ ruleLabel }: { ruleLabel: string }) => ruleLabel)).toContain(
      'Nhắc trước hạn 1 ngày làm việc',
    );
  });

  it('holds its stage up no longer: what waited for it waits for what it waited for', async () => {
    const id = await app.rehearsalAt('2024-03-01T07:30');
    await app.rows(
      `update stage set state = 'COMPLETED', completed_at = opens_at where campaign_id = $1 and key <> 'publication'`,
      [id],
    );
    await app.run(id);
    expect((await stageStates(id))['publication']).toBe('OPEN');
    expect((await revise(id, { task: 'approve', cancel: true })).status).toBe(200);
    await app.run(id);
    expect(await states(id, 'publish')).toEqual([]);
    await done(id, 'submit-for-approval');
    await app.run(id);
    expect(await states(id, 'publish')).toHaveLength(1);
    expect(await states(id, 'approve')).toEqual([]);
    for (const template of ['publish', 'conference', 'report-to-province']) await done(id, template);
    await app.run(id);
    expect((await stageStates(id))['publication']).toBe('COMPLETED');
  });
});
