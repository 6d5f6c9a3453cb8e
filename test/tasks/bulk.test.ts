import { TaskApp } from './taskApp';

const COORDINATOR = 'coordinator@noi-vu';
const EXTENSION = { action: 'EXTEND', dueOn: '2024-01-15', reason: 'Mưa lũ', legalBasis: 'CV 12' };

let test: TaskApp;
let tasks: string[];
beforeEach(async () => {
  test = await TaskApp.launched({ on: '2024-01-08T08:00' });
  const rows = await test.campaign.rows<{ id: string }>(
    `select id from task where template = 'self-score' order by position`,
  );
  tasks = rows.map((row) => row.id);
});
afterEach(() => test.close());

const bulk = (body: object, who = COORDINATOR) => test.post(who, 'tasks/bulk', body);

describe('one act on many tasks', () => {
  it('is done to those that allow it, and tells why not of the others', async () => {
    await test.campaign.complete('self-score', '11155');
    const done = await test.taskId('self-score', '11155');
    const unknown = '00000000-0000-4000-8000-000000000000';
    const answer = await bulk({ ...EXTENSION, taskIds: [unknown, ...tasks] });
    expect(answer.status).toBe(200);
    expect(answer.body.items).toEqual([
      { taskId: unknown, code: 'TASK.NOT_FOUND' },
      ...tasks.map((taskId) => ({ taskId, code: taskId === done ? 'TASK.DONE' : null })),
    ]);
    const days = await test.campaign.rows(
      `select due_on::text, count(*)::int as n from task where template = 'self-score' group by 1 order by 1`,
    );
    expect(days).toEqual([
      { due_on: '2024-01-10', n: 1 },
      { due_on: '2024-01-15', n: 19 },
    ]);
    const [told] = await test.campaign.rows(`select count(*)::int as n from notice where what = 'EXTENSION_GIVEN'`);
    expect(told).toEqual({ n: 38 });
  });

  it('leaves a request undecided whose task it could not extend', async () => {
    const [task = ''] = tasks;
    const [row] = await test.campaign.rows<{ unit: string }>('select unit_code as unit from task where id = $1', [
      task,
    ]);
    const who = `official@${row?.unit ?? ''}`;
    await test.act(who, task, 'extension-requests', { dueOn: '2024-01-16', reason: 'Chờ số liệu' });
    const answer = await bulk({ ...EXTENSION, dueOn: '2024-01-09', taskIds: [task] });
    expect(answer.body.items).toEqual([{ taskId: task, code: 'DUE.NOT_LATER' }]);
    const page = await test.get(who, `tasks/${task}`);
    expect(page.body.extensionRequests[0].state).toBe('ASKED');
  });

  it('returns and cancels', async () => {
    await test.campaign.complete('self-score', '11155');
    const done = await test.taskId('self-score', '11155');
    const back = await bulk({ action: 'RETURN', dueOn: '2024-01-12', reason: 'Thiếu', taskIds: [done] });
    expect(back.body.items).toEqual([{ taskId: done, code: null }]);
    const gone = await bulk({ action: 'CANCEL', reason: 'Sáp nhập', taskIds: tasks });
    expect(gone.body.items.every((one: { code: string | null }) => one.code === null)).toBe(true);
  });

  it.each([
    [{ action: 'EXTEND', dueOn: '2024-01-15', reason: 'x' }],
    [{ action: 'RETURN', reason: 'x' }],
    [{ action: 'CLAIM', reason: 'x' }],
    [{ action: 'CANCEL', reason: '' }],
    [{ action: 'CANCEL', reason: 'x', taskIds: [] }],
  ])('%j is refused', async (body) => {
    expect((await bulk({ taskIds: tasks, ...body })).body.code).toBe('VALUE.INVALID');
  });

  it('is for the coordinator', async () => {
    expect((await bulk({ ...EXTENSION, taskIds: tasks }, 'leader@11155')).body.code).toBe('PERMISSION.MISSING');
  });
});
