import { WorkingCalendar } from '../../src/calendars/domain/workingCalendar';
import type {
  CampaignFacts,
  DigestContent,
  LedgerContent,
  NoticeContent,
  StageCounts,
  TaskFacts,
  ToldStep,
} from '../../src/messages/domain/messageContent';
import { recheck } from '../../src/messages/domain/recheck';
import { closingText, dueDayText, standingOf } from '../../src/messages/domain/wording/timeWords';
import { renderMessage } from '../../src/messages/domain/wording/renderMessage';

const calendar = new WorkingCalendar(
  {
    weekend: ['SATURDAY', 'SUNDAY'],
    daysOff: new Set(['2024-01-01', '2024-02-08', '2024-02-09', '2024-02-12', '2024-02-13', '2024-02-14']),
    workingWeekends: new Set(),
  },
  'Asia/Ho_Chi_Minh',
  { from: '07:30', to: '17:00' },
);
const at = (text: string): number => Date.parse(`${text}:00+07:00`);

it.each([
  ['2024-01-10', '2024-01-01T08:00', 'còn 7 ngày làm việc', 'Nhắc trước hạn', 'CALM'],
  ['2024-01-10', '2024-01-08T08:00', 'còn 2 ngày làm việc', 'Nhắc trước hạn', 'SOON'],
  ['2024-01-10', '2024-01-10T00:00', 'hạn hôm nay', 'Đến hạn hôm nay', 'SOON'],
  ['2024-01-10', '2024-01-10T23:59', 'hạn hôm nay', 'Đến hạn hôm nay', 'SOON'],
  ['2024-01-10', '2024-01-11T00:00', 'quá hạn 1 ngày làm việc', 'Quá hạn 1 ngày làm việc', 'LATE'],
  ['2024-01-10', '2024-01-18T08:00', 'quá hạn 6 ngày làm việc', 'Quá hạn 6 ngày làm việc', 'LATE'],
  // The 31st is a Sunday, and the day after is New Year.
  ['2023-12-31', '2023-12-28T08:00', 'còn 1 ngày làm việc', 'Nhắc trước hạn', 'SOON'],
  ['2023-12-31', '2023-12-29T08:00', 'hôm nay là ngày làm việc cuối cùng trước hạn', 'Nhắc trước hạn', 'SOON'],
  ['2023-12-31', '2023-12-30T08:00', 'không còn ngày làm việc nào trước hạn', 'Nhắc trước hạn', 'SOON'],
  ['2023-12-31', '2024-01-01T08:00', 'đã quá hạn', 'Đã quá hạn', 'LATE'],
  ['2023-12-31', '2024-01-02T08:00', 'quá hạn 1 ngày làm việc', 'Quá hạn 1 ngày làm việc', 'LATE'],
  ['2024-02-07', '2024-02-15T08:00', 'quá hạn 1 ngày làm việc', 'Quá hạn 1 ngày làm việc', 'LATE'],
])('a due day %s at %s is "%s" (%s, %s)', (dueOn, now, words, label, tone) => {
  expect(standingOf(dueOn, at(now), calendar)).toEqual({ words, label, tone });
});

it.each([
  ['2024-01-10', 'thứ Tư, 10/01/2024'],
  ['2023-12-31', 'Chủ nhật, 31/12/2023 (ngày nghỉ; ngày làm việc cuối cùng trước đó: thứ Sáu, 29/12/2023)'],
  ['2024-02-14', 'thứ Tư, 14/02/2024 (ngày nghỉ; ngày làm việc cuối cùng trước đó: thứ Tư, 07/02/2024)'],
])('the due day %s is written "%s"', (dueOn, text) => {
  expect(dueDayText(dueOn, calendar)).toBe(text);
});

it.each([
  ['2024-01-18T00:00', '2024-01-10T08:00', 'hết ngày thứ Tư, 17/01/2024 – sau đó không nhận nữa'],
  ['2024-01-18T00:00', '2024-01-18T00:00', 'hết ngày thứ Tư, 17/01/2024 – đã đóng, không nhận nữa'],
  ['2024-01-18T09:00', '2024-01-10T08:00', '09:00 ngày 18/01/2024 – sau đó không nhận nữa'],
])('a closing at %s is written at %s as "%s"', (closesAt, now, text) => {
  expect(closingText(at(closesAt), at(now), calendar)).toBe(text);
});

const campaign: CampaignFacts = {
  id: 'c',
  state: 'RUNNING',
  planCode: '146/KH-UBND',
  planTitle: 'Chỉ số CCHC',
  authorityName: 'UBND huyện',
  calendar,
};
const aTask: TaskFacts = {
  id: 't-1',
  title: 'Tự chấm điểm',
  state: 'OPEN',
  officeName: 'Xã Tân Hương',
  unitName: null,
  field: null,
  dueOn: '2024-01-10',
  closesAt: at('2024-01-18T00:00'),
};
const head = {
  id: 'm',
  subject: '[146/KH-UBND] Tự chấm điểm',
  to: { personId: 'p', name: 'Công chức', address: 'a@b.example' },
  campaign,
  reasons: [{ as: 'ASSIGNEE', forName: null }],
} as const;
const aLedger = (steps: readonly ToldStep[], task: Partial<TaskFacts> = {}): LedgerContent => ({
  ...head,
  kind: 'LEDGER',
  lines: [{ task: { ...aTask, ...task }, steps }],
});
const textOf = (content: LedgerContent | DigestContent | NoticeContent, now = '2024-01-08T08:00'): string =>
  renderMessage(content, at(now), 'https://d.example').text;
const escalation = { kind: 'ESCALATION', rule: 'to-coordinator', acknowledgeBy: null, isAcknowledged: false } as const;

it('words a whole ledger mail', () => {
  expect(textOf(aLedger([{ kind: 'ASSIGNED' }]))).toBe(`NHIỆM VỤ ĐƯỢC GIAO

Kính gửi: Công chức

Có 1 nhiệm vụ được giao thực hiện:

[Được giao] Tự chấm điểm
  Đơn vị thực hiện: Xã Tân Hương
  Hạn: thứ Tư, 10/01/2024 – còn 2 ngày làm việc
  Đóng: hết ngày thứ Tư, 17/01/2024 – sau đó không nhận nữa
  Mở nhiệm vụ: https://d.example/nhiem-vu/t-1

--
Bạn nhận thư này vì bạn được giao nhiệm vụ.
Thư do hệ thống Đôn Đốc của UBND huyện gửi tự động khi thực hiện Kế hoạch 146/KH-UBND (Chỉ số CCHC). Vui lòng không trả lời thư này.
`);
});

it.each<[string, LedgerContent, string, string[]]>([
  ['a reminder ahead', aLedger([{ kind: 'REMINDER' }]), '2024-01-08T08:00', ['NHẮC VIỆC', '[Nhắc trước hạn]']],
  [
    'a reminder of the day',
    aLedger([{ kind: 'REMINDER' }]),
    '2024-01-10T08:00',
    ['[Đến hạn hôm nay]', '– hạn hôm nay'],
  ],
  ['an overdue reminder', aLedger([{ kind: 'REMINDER' }]), '2024-01-12T08:00', ['[Quá hạn 2 ngày làm việc]']],
  [
    'work for a unit that another office does',
    aLedger([{ kind: 'REMINDER' }], { officeName: 'Phòng Nội vụ', unitName: 'Xã Tân Hương', field: 'II' }),
    '2024-01-08T08:00',
    ['Đơn vị thực hiện: Phòng Nội vụ\n  Về: Xã Tân Hương\n  Lĩnh vực: II'],
  ],
  ['a task without closing', aLedger([{ kind: 'REMINDER' }], { closesAt: null }), '2024-01-08T08:00', ['Hạn: ']],
  [
    'an escalation',
    aLedger([{ ...escalation, acknowledgeBy: at('2024-01-12T16:00') }]),
    '2024-01-12T08:00',
    [
      'BÁO CÁO NHIỆM VỤ CHƯA THỰC HIỆN',
      '[Báo cáo cấp trên · Quá hạn 2 ngày làm việc]',
      'Đơn vị chưa thực hiện: Xã Tân Hương',
      'xác nhận đã nhận thông tin trước 16:00 ngày 12/01/2024.',
      'Xác nhận đã nhận thông tin: https://d.example/nhiem-vu/t-1?xac-nhan=to-coordinator',
    ],
  ],
  [
    'an escalation that left after its acknowledgement time',
    aLedger([{ ...escalation, acknowledgeBy: at('2024-01-12T16:00') }]),
    '2024-01-15T08:00',
    ['xác nhận đã nhận thông tin ngay.'],
  ],
  ['an escalation that nobody waits for', aLedger([escalation]), '2024-01-12T08:00', ['xác nhận đã nhận thông tin.']],
  [
    'an acknowledged escalation',
    aLedger([{ ...escalation, isAcknowledged: true }]),
    '2024-01-12T08:00',
    ['Đã có xác nhận nhận thông tin.'],
  ],
])('words %s', (_what, content, now, words) => {
  for (const word of words) expect(textOf(content, now)).toContain(word);
});

it('never speaks of a closing where there is none', () => {
  expect(textOf(aLedger([{ kind: 'REMINDER' }], { closesAt: null }))).not.toContain('Đóng');
});

it('says in whose place somebody is told', () => {
  const reasons = [{ as: 'UNIT_LEADER', officeName: 'Xã Tân Hương', forName: 'Bà Lan' }] as const;
  expect(textOf({ ...aLedger([{ kind: 'REMINDER' }]), reasons })).toContain(
    'vì bạn là lãnh đạo của Xã Tân Hương, thay cho Bà Lan đang vắng mặt.',
  );
});

it('escapes everything that people wrote, and loads nothing from elsewhere', () => {
  const { html } = renderMessage(
    aLedger([{ kind: 'REMINDER' }], { title: '<script>alert("1")</script> & \'x\'', officeName: '<img src=x>' }),
    at('2024-01-08T08:00'),
    'https://d.example',
  );
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
  expect(html).not.toMatch(/<script|<img|<link|<style|url\(| src="/u);
});

it('shows the first tasks of a long mail in full, further ones in a line, and counts the rest', () => {
  const content: LedgerContent = {
    ...aLedger([]),
    lines: Array.from({ length: 1_000 }, (_, index) => ({
      task: { ...aTask, id: `t-${String(index)}` },
      steps: [{ kind: 'REMINDER' }],
    })),
  };
  const text = textOf(content);
  expect(text.match(/^\[Nhắc trước hạn\]/gmu)).toHaveLength(40);
  expect(text.match(/^- Tự chấm điểm: Xã Tân Hương. Hạn: /gmu)).toHaveLength(200);
  expect(text).toContain('Còn 760 nhiệm vụ nữa: https://d.example/nhiem-vu\n');
});

it.each(['DONE', 'CANCELLED', 'MISSED'] as const)('has nothing left to say of a task that is %s', (state) => {
  expect(recheck(aLedger([{ kind: 'REMINDER' }], { state }))).toBeNull();
});

it('has nothing left to say of a campaign that was cancelled', () => {
  const cancelled = { ...campaign, state: 'CANCELLED' } as const;
  expect(recheck({ ...aLedger([{ kind: 'REMINDER' }]), campaign: cancelled })).toBeNull();
});

it('always has something to say in notices and digests', () => {
  const notice: NoticeContent = {
    ...head,
    kind: 'NOTICE',
    notices: [
      { notice: { what: 'LOCKED' }, task: { ...aTask, state: 'MISSED' }, byName: null, at: at('2024-01-18T00:00') },
    ],
  };
  expect(recheck(notice)).toBe(notice);
  const text = textOf(notice, '2024-01-18T07:30');
  expect(text).toContain('Hạn: thứ Tư, 10/01/2024\n  Đóng: hết ngày thứ Tư, 17/01/2024 – đã đóng, không nhận nữa');
});

it('words a digest: who lags, counts of running stages, and what is completed', () => {
  const stage: StageCounts = {
    key: 's',
    number: '2',
    title: 'Tự đánh giá',
    state: 'OPEN',
    dueOn: '2024-01-10',
    total: 20,
    notStarted: 10,
    inProgress: 4,
    returned: 1,
    submitted: 5,
    missed: 0,
    cancelled: 0,
    late: 0,
    extended: 2,
  };
  const content: DigestContent = {
    ...head,
    kind: 'DIGEST',
    stages: [stage, { ...stage, key: 'd', number: null, title: 'Chuẩn bị', state: 'COMPLETED' }],
    lagging: [aTask],
    laggingCount: 15,
  };
  const text = textOf(content);
  expect(text).toContain('BẢN TIN ĐẦU NGÀY THỨ HAI, 08/01/2024');
  expect(text).toContain(
    '- Tự chấm điểm: Xã Tân Hương. Hạn: thứ Tư, 10/01/2024 – còn 2 ngày làm việc\n  https://d.example/nhiem-vu/t-1',
  );
  expect(text).toContain('Còn 14 nhiệm vụ nữa');
  expect(text).toContain(`[Bước 2] Tự đánh giá
  Hạn: thứ Tư, 10/01/2024 – còn 2 ngày làm việc
  Nhiệm vụ: 20
  Chưa bắt đầu: 10
  Đang thực hiện: 4
  Đã nộp: 5
  Quá hạn hoặc nộp muộn: 0
  Được gia hạn: 2
  Bị trả lại: 1`);
  expect(text).toContain('== Các bước đã hoàn thành ==\n\n[Bước] Chuẩn bị');
});
