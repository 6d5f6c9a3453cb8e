import { TaskApp } from '../tasks/taskApp';

let test: TaskApp;
let task: string;
beforeAll(async () => {
  test = await TaskApp.launched({ on: '2024-01-08T08:00' });
  task = await test.taskId('self-score', '11155');
  await test.act('official@11155', task, 'claim');
  await test.act('official@11155', task, 'report', { note: 'Xong' });
});
afterAll(() => test.close());

describe('GET /journal', () => {
  it('shows who did what with a subject, the latest first', async () => {
    const answer = await test.get('inspector@ubnd-huyen', `journal?subject=${task}`);
    expect(answer.body.items[0]).toMatchObject({
      subjectKind: 'TASK',
      subjectId: task,
      act: 'DONE',
      actor: { name: expect.stringContaining('Công chức') },
      onBehalfOf: null,
      source: 'API',
      details: { note: 'Xong' },
      at: '2024-01-08T01:00:00.000Z',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    const acts = answer.body.items.map((one: { act: string }) => one.act);
    expect([acts[0], acts[1], acts.at(-1)]).toEqual(['DONE', 'CLAIMED', 'CREATED']);
  });

  it('pages through everything of the authority, each once', async () => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${cursor}`;
      const answer: { body: { items: { id: string }[]; nextCursor: string | null } } = await test.get(
        'inspector@ubnd-huyen',
        `journal?limit=30${query}`,
      );
      ids.push(...answer.body.items.map((one) => one.id));
      cursor = answer.body.nextCursor;
    } while (cursor !== null);
    const [count] = await test.campaign.rows<{ n: number }>('select count(*)::int as n from journal_entry');
    expect([ids.length, new Set(ids).size]).toEqual([count?.n, count?.n]);
  });

  it('of another authority nothing', async () => {
    await test.campaign.rows(
      `with other as (insert into authority (key, name, time_zone) values ('khac', 'Khác', 'Asia/Ho_Chi_Minh') returning id)
       update campaign set authority_id = other.id from other`,
    );
    const answer = await test.get('inspector@ubnd-huyen', `journal?subject=${task}`);
    expect(answer.body).toEqual({ items: [], nextCursor: null });
  });
});
