import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { keepRehearsalMail } from '../../src/messages/keepRehearsalMail';
import {
  noticeOfCancellation,
  noticeOfComment,
  noticeOfDelegation,
  noticeOfExtension,
  noticeOfExtensionAsked,
  noticeOfExtensionRefused,
  noticeOfHandover,
  noticeOfNewClosing,
  noticeOfNewDueDay,
  noticeOfReturn,
  type Act,
} from '../../src/messages/noticesOfActs';
import type { Actor } from '../../src/shared/actor';
import type { Task } from '../../src/tasks/domain/task';
import { at, CampaignForTests, type StoredMessage } from './support';

let campaign: CampaignForTests;
let coordinator: Actor;

beforeEach(async () => {
  campaign = await CampaignForTests.launched({ on: '2024-01-08T08:00' });
  await campaign.run();
  await campaign.rows(`update message set status = 'CANCELLED'`);
  coordinator = { personId: await campaign.personId('coordinator@noi-vu'), onBehalfOf: null, source: 'WORKFLOW' };
});

afterEach(() => campaign.end());

const notices = (): Promise<StoredMessage[]> => campaign.messages(`m.kind = 'NOTICE'`);
const told = async () => (await notices()).map(({ to }) => to);
const tell = (work: (act: Act, task: Task) => Promise<void>, unit = '11155', actor = coordinator) =>
  campaign.withTask('self-score', unit, (tx, one, task) => work({ tx, campaign: one, actor }, task));

it.each<[string, (act: Act, task: Task) => Promise<void>, string[], string[]]>([
  [
    'a return',
    (act, task) => noticeOfReturn(act, task, '2024-01-12', 'Thiếu tài liệu'),
    ['leader@11155', 'official@11155'],
    ['[Trả lại]', 'Lý do: Thiếu tài liệu', 'Hạn mới: thứ Sáu, 12/01/2024 – còn 4 ngày làm việc'],
  ],
  [
    'an extension',
    (act, task) => noticeOfExtension(act, task, '2024-01-14', { reason: 'Mưa lũ', legalBasis: 'CV 12' }),
    ['leader@11155', 'official@11155'],
    [
      '[Gia hạn]',
      'Hạn cũ: thứ Tư, 10/01/2024',
      'ngày làm việc cuối cùng trước đó: thứ Sáu, 12/01/2024',
      'Căn cứ: CV 12',
    ],
  ],
  [
    'a refused extension',
    (act, task) => noticeOfExtensionRefused(act, task, '2024-01-14', 'Không đủ căn cứ'),
    ['leader@11155', 'official@11155'],
    ['[Không gia hạn]', 'Hạn không thay đổi.'],
  ],
  [
    'a cancellation',
    (act, task) => noticeOfCancellation(act, task, 'Sáp nhập'),
    ['leader@11155', 'official@11155'],
    ['[Hủy nhiệm vụ]', 'Lý do: Sáp nhập'],
  ],
  [
    'a due day moved by a revision',
    (act, task) => noticeOfNewDueDay(act, [task], '2024-01-15', 'Điều chỉnh kế hoạch'),
    ['leader@11155', 'official@11155'],
    ['[Đổi hạn]', 'Hạn cũ: thứ Tư, 10/01/2024', 'Hạn mới: thứ Hai, 15/01/2024'],
  ],
  [
    'a closing moved by the calendar',
    (act, task) =>
      noticeOfNewClosing(act, [{ ...task, closesAt: task.closesAt ?? 0 }], at('2024-01-19T00:00'), 'Nghỉ bù'),
    ['leader@11155', 'official@11155'],
    ['[Đổi ngày đóng]', 'Đóng: hết ngày thứ Năm, 18/01/2024'],
  ],
  [
    'a comment, without its text',
    (act, task) => noticeOfComment(act, task),
    ['official@11155'],
    ['[Ý kiến mới]', 'Mở nhiệm vụ để đọc và trả lời.', 'Người thực hiện: Chuyên viên theo dõi, đôn đốc – Phòng Nội vụ'],
  ],
])('tells of %s', async (_what, work, persons, words) => {
  await tell(work);
  expect(await told()).toEqual(persons);
  await campaign.act(keepRehearsalMail);
  for (const { text, status } of await notices()) {
    expect(status).toBe('KEPT');
    for (const word of words) expect(text).toContain(word);
  }
});

it('tells the coordinator what is asked for, or the leader of the body when nobody is the coordinator', async () => {
  const official = {
    personId: await campaign.personId('official@11155'),
    onBehalfOf: null,
    source: 'WORKFLOW',
  } as const;
  const ask = () =>
    tell((act, task) => noticeOfExtensionAsked(act, task, '2024-01-15', 'Chờ số liệu'), '11155', official);
  await ask();
  expect(await told()).toEqual(['coordinator@noi-vu']);
  await campaign.rows(`delete from role_holding where role = 'coordinator'`);
  await campaign.moveTo('2024-01-08T09:00');
  await ask();
  expect(await told()).toEqual(['coordinator@noi-vu', 'head@noi-vu']);
});

it('tells whom work is delegated to, and who takes over, with the task', async () => {
  const leader = await campaign.personId('leader@11155');
  await tell((act, task) => noticeOfDelegation(act, task, leader, 'Làm giúp'));
  await tell((act, task) => noticeOfHandover(act, { personId: leader, forId: null }, [task.id], 'ABSENCE'), '11185');
  const [notice] = await notices();
  expect(await told()).toEqual(['leader@11155']);
  expect(notice?.subject).toMatch(/^\[146\/KH-UBND\] Chuyển giao nhiệm vụ: Tự đánh giá.* \(\+1\)$/u);
  await campaign.act(keepRehearsalMail);
  expect((await notices())[0]?.text).toContain('Tiếp nhận vì: bạn thay người vắng mặt');
});

it('never tells the one who acted', async () => {
  const leader = { personId: await campaign.personId('leader@11155'), onBehalfOf: null, source: 'WORKFLOW' } as const;
  await tell((act, task) => noticeOfCancellation(act, task, 'x'), '11155', leader);
  expect(await told()).toEqual(['official@11155']);
});

it('waits for working time, and gathers what one person is told until then', async () => {
  await campaign.moveTo('2024-01-08T20:00');
  await tell((act, task) => noticeOfReturn(act, task, '2024-01-12', 'Thiếu tài liệu'));
  await campaign.moveTo('2024-01-08T21:00');
  await tell((act, task) => noticeOfComment(act, task));
  const found = await notices();
  expect(found.map(({ to, subject }) => [to, subject.endsWith('(+1)')])).toEqual([
    ['leader@11155', false],
    ['official@11155', true],
  ]);
  expect(found.map(({ releaseAt }) => releaseAt.getTime())).toEqual([at('2024-01-09T07:30'), at('2024-01-09T07:30')]);
  expect(await campaign.act(keepRehearsalMail)).toBe(0);
  await campaign.moveTo('2024-01-09T07:30');
  await campaign.act(keepRehearsalMail);
  const official = (await notices()).find(({ to }) => to === 'official@11155');
  expect(official?.text).toContain('Có 2 thông báo mới:');
});

it('gathers acts at the same time in one e-mail', async () => {
  await campaign.moveTo('2024-01-08T20:00');
  await Promise.all(
    Array.from({ length: 5 }, async () =>
      campaign.tx(async (tx) => {
        const [task] = await tx.rows<{ id: string }>(
          `select id from task where template = 'self-score' and unit_code = '11155'`,
        );
        const one = await loadCampaign(tx, campaign.id, 'share');
        await noticeOfHandover(
          { tx, campaign: one, actor: coordinator },
          { personId: await campaign.personId('official@11155'), forId: null },
          [task?.id ?? ''],
          'ROLE',
        );
      }),
    ),
  );
  expect(await told()).toEqual(['official@11155']);
  expect((await notices())[0]?.subject).toMatch(/\(\+4\)$/u);
});

it('tells a substitute, and for whom', async () => {
  await campaign.rows(
    `insert into absence (person_id, from_on, to_on, substitute_id) values ($1, '2024-01-01', '2024-01-31', $2)`,
    [await campaign.personId('official@11155'), await campaign.personId('official@11185')],
  );
  await tell((act, task) => noticeOfCancellation(act, task, 'x'));
  await campaign.act(keepRehearsalMail);
  const substitute = (await notices()).find(({ to }) => to === 'official@11185');
  expect(substitute?.text).toContain(
    'Bạn nhận thư này vì bạn được giao nhiệm vụ, thay cho Công chức phụ trách CCHC – Thị trấn Ninh Giang đang vắng mặt.',
  );
});

it('tells the unit, the coordinator and whoever the escalations name when tasks are locked, in one e-mail each', async () => {
  await campaign.complete('self-score', '11155');
  await campaign.runAt('2024-01-18T00:00');
  const found = await notices();
  expect(new Set(found.map(({ to }) => to)).size).toBe(found.length);
  expect(found).toHaveLength(2 * 19 + 2);
  expect(found.map(({ to }) => to)).toEqual(
    expect.arrayContaining(['approver@ubnd-huyen', 'coordinator@noi-vu', 'leader@11185', 'official@11185']),
  );
  expect(found.find(({ to }) => to === 'coordinator@noi-vu')?.subject).toMatch(
    /Đã đóng, chưa hoàn thành: .* \(\+18\)$/u,
  );
  await campaign.moveTo('2024-01-18T07:30');
  await campaign.act(keepRehearsalMail);
  expect((await notices())[0]?.text).toContain('đã đóng, không nhận nữa');
});
