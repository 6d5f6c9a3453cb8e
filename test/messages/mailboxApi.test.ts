import { TaskApp } from '../tasks/taskApp';

let test: TaskApp;
let task: string;
beforeAll(async () => {
  test = await TaskApp.launched({ on: '2024-01-08T08:00' });
  task = await test.taskId('self-score', '11155');
  await test.act('coordinator@noi-vu', task, 'cancellation', { reason: 'Sáp nhập' });
});
afterAll(() => test.close());

const list = (query: string) => test.get('administrator@ubnd-huyen', `messages?limit=200&${query}`);

describe('the mailbox', () => {
  it('lists messages, the latest first, and finds them by campaign, person, kind and words', async () => {
    const to = await test.campaign.personId('official@11155');
    const { body } = await list(`campaignId=${test.campaign.id}&to=${to}&kind=NOTICE&q=huy nhiem vu`);
    expect(body.items).toEqual([
      expect.objectContaining({
        kind: 'NOTICE',
        status: 'QUEUED',
        subject: expect.stringContaining('Hủy nhiệm vụ'),
        to: expect.objectContaining({ personId: to, address: 'official.11155@demo.invalid' }),
        queuedAt: '2024-01-08T01:00:00.000Z',
        leftAt: null,
      }),
    ]);
    expect((await list('status=SENT')).body).toEqual({ items: [], nextCursor: null });
    expect((await list('status=sent')).body.code).toBe('VALUE.INVALID');
  });

  it('shows a message with what it tells of', async () => {
    const { body } = await list('kind=NOTICE');
    const message = await test.get('coordinator@noi-vu', `messages/${body.items[0].id}`);
    expect(message.body).toMatchObject({
      text: null,
      steps: [{ taskId: task, stepId: null, kind: 'NOTICE', rule: 'CANCELLED' }],
    });
  });

  it('sends once more what has failed for good, and nothing else', async () => {
    const { body } = await list('kind=NOTICE');
    const { id } = body.items[0];
    const retry = () => test.post('administrator@ubnd-huyen', `messages/${id}/retry`);
    expect((await retry()).body.code).toBe('MESSAGE.NOT_FAILED');
    await test.campaign.rows(`update message set status = 'FAILED', attempts = 9, last_error = 'x' where id = $1`, [
      id,
    ]);
    const answer = await retry();
    expect([answer.status, answer.body.status, answer.body.attempts]).toEqual([200, 'QUEUED', 0]);
  });

  it('is not for those who only do tasks', async () => {
    expect((await test.get('official@11155', 'messages')).body.code).toBe('PERMISSION.MISSING');
  });

  it('of another authority is empty', async () => {
    const { body } = await list('kind=NOTICE');
    await test.campaign.rows(
      `with other as (insert into authority (key, name, time_zone) values ('khac', 'Khác', 'Asia/Ho_Chi_Minh') returning id)
       insert into person (authority_id, key, name, email) select id, 'x', 'X', 'x@example.vn' from other`,
    );
    await test.campaign.rows(`update message set to_id = (select id from person where key = 'x') where id = $1`, [
      body.items[0].id,
    ]);
    expect((await list('kind=NOTICE')).body.items).toHaveLength(body.items.length - 1);
    const gone = await test.get('administrator@ubnd-huyen', `messages/${body.items[0].id}`);
    expect(gone.body.code).toBe('NOT_FOUND');
  });
});
