import { keepRehearsalMail } from '../../src/messages/keepRehearsalMail';
import { CampaignForTests } from './support';

const ofSelfScoring = (person: string): string =>
  `p.key = '${person}' and m.stage_id in (select id from stage where key = 'self-scoring')`;

let campaign: CampaignForTests;
const keep = () => campaign.act(keepRehearsalMail);

beforeEach(async () => {
  campaign = await CampaignForTests.launched({ on: '2024-01-08T07:30' });
  await campaign.run();
});

afterEach(() => campaign.end());

it('renders and keeps every message that may leave, with links within the site', async () => {
  const kept = await keep();
  const messages = await campaign.messages(`m.kind = 'LEDGER'`);
  expect(kept).toBe(messages.length);
  expect(messages.length).toBeGreaterThan(40);
  for (const message of messages) {
    expect(message).toMatchObject({ status: 'KEPT', leftAt: new Date(campaign.now) });
    expect(message.text).toContain(': /nhiem-vu/');
    expect(message.html).toContain('href="/nhiem-vu/');
  }
  expect(await keep()).toBe(0);
});

it('takes the same few statements however many messages there are', async () => {
  let statements = 0;
  const kept = await campaign.act((tx, one) =>
    keepRehearsalMail(
      {
        rows: (sql, parameters) => {
          statements += 1;
          return tx.rows(sql, parameters);
        },
      },
      one,
    ),
  );
  expect(kept).toBeGreaterThan(40);
  expect(statements).toBeLessThanOrEqual(10);
});

it('keeps what waits for working time until the clock is there, and cancels what is settled by then', async () => {
  await keep();
  // An outage that ends on Tuesday night: what was planned for the morning leaves on Wednesday.
  await campaign.runAt('2024-01-09T22:00');
  expect(await keep()).toBe(0);
  await campaign.complete('self-score', '11155');
  await campaign.moveTo('2024-01-10T07:30');
  expect(await keep()).toBeGreaterThan(30);
  const of = async (person: string) =>
    (await campaign.messages(ofSelfScoring(person))).map((message) => message.status);
  expect(await of('official@11155')).toEqual(['KEPT', 'CANCELLED']);
  expect(await of('official@11185')).toEqual(['KEPT', 'KEPT']);
  const [, late] = await campaign.messages(ofSelfScoring('official@11185'));
  expect(late?.text).toContain('[Đến hạn hôm nay]');
});

it('writes the digest of the morning with the counts of each stage and who lags', async () => {
  await campaign.complete('self-score', '11155');
  await campaign.runAt('2024-01-09T07:30');
  await keep();
  const [digest] = await campaign.messages(`m.kind = 'DIGEST'`);
  expect(digest).toMatchObject({ to: 'coordinator@noi-vu', status: 'KEPT' });
  expect(digest?.text).toContain('BẢN TIN ĐẦU NGÀY THỨ BA, 09/01/2024');
  expect(digest?.text).toMatch(
    /\[Bước 2\].*\n {2}Hạn: thứ Tư, 10\/01\/2024 – còn 1 ngày làm việc\n {2}Nhiệm vụ: 20\n {2}Chưa bắt đầu: 19/u,
  );
  expect(digest?.text).toMatch(/Đã nộp: 1\n/u);
  expect(digest?.text).toMatch(/- Tự đánh giá.*: Xã .*\. Hạn: thứ Tư, 10\/01\/2024 – còn 1 ngày làm việc/u);
  expect(digest?.text).toContain('bạn giữ vai trò “Chuyên viên theo dõi, đôn đốc” của kế hoạch');
});

it('names the absent person for whom somebody gets a message, but not to whoever is told anyway', async () => {
  await keep();
  const absent = await campaign.personId('official@11155');
  const standIn = await campaign.personId('official@11185');
  await campaign.rows(
    `insert into absence (person_id, from_on, to_on, substitute_id) values ($1, '2024-01-01', '2024-01-31', $2)`,
    [absent, standIn],
  );
  await campaign.runAt('2024-01-11T08:00');
  await keep();
  const latest = async (person: string) => (await campaign.messages(ofSelfScoring(person))).at(-1)?.text;
  expect(await latest('official@11185')).toContain(
    'bạn được giao nhiệm vụ, thay cho Công chức phụ trách CCHC – Thị trấn Ninh Giang đang vắng mặt',
  );
  expect(await latest('leader@11155')).toContain('Bạn nhận thư này vì bạn là lãnh đạo của Thị trấn Ninh Giang.');
});

it('refuses to keep the mail of a real campaign', async () => {
  await expect(campaign.act((tx, one) => keepRehearsalMail(tx, { ...one, clock: 'REAL' }))).rejects.toThrow('is real');
});
