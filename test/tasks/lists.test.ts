import { TaskApp } from './taskApp';

interface Item {
  readonly id: string;
  readonly template: string;
  readonly unit: { readonly code: string } | null;
  readonly state: string;
  readonly isOverdue: boolean;
}

let test: TaskApp;
beforeAll(async () => {
  test = await TaskApp.launched({ on: '2024-01-08T08:00' });
  await test.campaign.complete('self-score', '11185');
  await test.campaign.moveTo('2024-01-11T09:00');
});
afterAll(() => test.close());

const items = async (who: string, query = ''): Promise<Item[]> => {
  const answer = await test.get(who, `tasks?limit=200${query}`);
  expect([answer.status, answer.body.code]).toEqual([200, undefined]);
  return answer.body.items;
};
const keysOf = (found: readonly Item[]) => found.map((one) => `${one.template}@${one.unit?.code ?? ''}`);

describe('whose tasks a person sees', () => {
  it('the coordinator sees all, page by page, each once, by due day', async () => {
    const all = await items('coordinator@noi-vu');
    const [count] = await test.campaign.rows<{ n: number }>('select count(*)::int as n from task');
    expect(all).toHaveLength(count?.n ?? 0);
    const seen: Item[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const answer: { body: { items: Item[]; nextCursor: string | null } } = await test.get(
        'coordinator@noi-vu',
        `tasks?limit=7&cursor=${cursor}`,
      );
      expect(answer.body.items.length).toBeLessThanOrEqual(7);
      seen.push(...answer.body.items);
      cursor = answer.body.nextCursor;
    }
    expect(keysOf(seen)).toEqual(keysOf(all));
  });

  it('an official sees those of their unit, and those that their unit coordinates', async () => {
    const found = await items('official@11155');
    expect(new Set(keysOf(found).map((key) => key.split('@')[1]))).toEqual(new Set(['11155', '']));
    expect(keysOf(found)).toEqual(expect.arrayContaining(['self-score@11155', 'citizen-ballots@11155']));
  });

  it('every task in the list is one whose page may be seen, and no other', async () => {
    for (const who of ['official@11155', 'officer@tu-phap', 'officer@tai-chinh-ke-hoach', 'head@dai-phat-thanh']) {
      const listed = new Set((await items(who)).map((one) => one.id));
      for (const { id } of await items('coordinator@noi-vu')) {
        expect([who, id, (await test.get(who, `tasks/${id}`)).status]).toEqual([who, id, listed.has(id) ? 200 : 404]);
      }
    }
  });

  it('mine are those that are mine to do', async () => {
    expect(keysOf(await items('official@11155', '&mine=true'))).toEqual(['sampling-list@11155', 'self-score@11155']);
    expect(await items('coordinator@noi-vu', '&mine=true')).toEqual([]);
    const id = await test.taskId('self-score', '11155');
    await test.act('leader@11155', id, 'claim');
    expect(keysOf(await items('official@11155', '&mine=true'))).toEqual(['sampling-list@11155']);
    expect(keysOf(await items('leader@11155', '&mine=true'))).toEqual(['self-score@11155']);
    await test.act('leader@11155', id, 'hand-back');
  });

  it('of another authority nothing', async () => {
    const answer = await test.get('coordinator@noi-vu', 'tasks?campaignId=00000000-0000-4000-8000-000000000000');
    expect(answer.body).toEqual({ items: [], nextCursor: null });
  });
});

describe('filters', () => {
  it('by stage, state, unit and what is overdue', async () => {
    const found = async (query: string) => keysOf(await items('coordinator@noi-vu', query));
    expect(await found('&stage=self-scoring&state=DONE')).toEqual(['self-score@11185']);
    expect(await found('&unit=11155&stage=self-scoring')).toEqual(['self-score@11155']);
    const overdue = await items('coordinator@noi-vu', '&overdue=true&stage=self-scoring');
    expect(overdue).toHaveLength(19);
    expect(overdue.every((one) => one.isOverdue && one.state === 'OPEN')).toBe(true);
  });

  it.each([
    ['tu danh gia', 20],
    ['TỰ ĐÁNH GIÁ', 20],
    ['hưng long', 3],
    ['hung long', 3],
    ['100%', 0],
  ])('words are found with or without accents: %s', async (words, count) => {
    const found = await items('coordinator@noi-vu', `&q=${encodeURIComponent(words)}`);
    expect(found).toHaveLength(count);
  });

  it.each(['state=open', 'limit=0', 'limit=201', 'mine=perhaps', 'campaignId=x', 'order=due'])(
    '%s is refused',
    async (query) => {
      expect((await test.get('coordinator@noi-vu', `tasks?${query}`)).body.code).toBe('VALUE.INVALID');
    },
  );

  it('a cursor that is none of ours begins at the start', async () => {
    const answer = await test.get('coordinator@noi-vu', 'tasks?limit=1&cursor=abc');
    expect(answer.body.items).toHaveLength(1);
  });
});

describe('counts', () => {
  it('count what the list would show', async () => {
    const counts = await test.get('coordinator@noi-vu', 'tasks/counts?stage=self-scoring');
    expect(counts.body).toEqual({ open: 19, returned: 0, done: 1, cancelled: 0, missed: 0, overdue: 19, total: 20 });
    expect((await test.get('official@11155', 'tasks/counts?mine=true')).body.total).toBe(2);
  });
});

describe('a task', () => {
  it('shows what the plan says of it, its days apart, and what may be done', async () => {
    const answer = await test.get('official@11155', `tasks/${await test.taskId('citizen-ballots', '11155')}`);
    expect(answer.headers['etag']).toBe('"1"');
    expect(answer.body).toMatchObject({
      stageKey: 'survey',
      unit: { code: '11155', name: 'Thị trấn Ninh Giang' },
      organisation: { key: 'noi-vu' },
      dueOn: '2023-12-31',
      dueLastWorkingDay: '2023-12-29',
      closesAt: null,
      isOverdue: true,
      campaign: { code: '146/KH-UBND', now: '2024-01-11T02:00:00.000Z' },
      plan: { planText: 'II.1', doneBy: 'BALLOT_QUOTA_MET', document: null, assumed: null },
      coordinating: [{ key: 'bodies' }, { key: 'units' }],
      allowedActions: [{ action: 'COMMENT' }],
      delegates: [],
    });
  });

  it('an id that is none is not found', async () => {
    expect((await test.get('official@11155', 'tasks/x')).body.code).toBe('NOT_FOUND');
  });
});
