import { REASON_SENTENCES, stepSentence, type ToldStep } from '../../src/tasks/domain/stepSentence';
import { WorkingCalendar } from '../../src/calendars/domain/workingCalendar';
import { at } from '../messages/support';
import { TaskApp } from './taskApp';

const calendar = new WorkingCalendar(
  { weekend: ['SATURDAY', 'SUNDAY'], daysOff: new Set(), workingWeekends: new Set() },
  'Asia/Ho_Chi_Minh',
  { from: '07:30', to: '17:00' },
);
const aStep = (more: Partial<ToldStep>): ToldStep => ({
  kind: 'REMINDER',
  plannedAt: at('2024-01-09T08:00'),
  status: 'PLANNED',
  reason: null,
  firedAt: null,
  isFault: false,
  recipients: [],
  ...more,
});

describe('why an office did, or did not, get a reminder', () => {
  it.each<[Partial<ToldStep>, string]>([
    [{}, 'Sẽ gửi lúc 08:00 ngày 09/01/2024 nếu đến khi đó nhiệm vụ chưa hoàn thành.'],
    [{ kind: 'ESCALATION' }, 'Sẽ báo cáo lúc 08:00 ngày 09/01/2024 nếu đến khi đó nhiệm vụ chưa hoàn thành.'],
    [{ kind: 'DIGEST' }, 'Sẽ gửi lúc 08:00 ngày 09/01/2024.'],
    [
      {
        status: 'FIRED',
        firedAt: at('2024-01-09T08:05'),
        recipients: [
          { name: 'An', for: null },
          { name: 'Bình', for: 'Cúc' },
        ],
      },
      'Đã gửi lúc 08:05 ngày 09/01/2024 cho An; Bình (thay Cúc).',
    ],
    [{ status: 'SUPPRESSED', reason: 'NO_RECIPIENT', isFault: true }, REASON_SENTENCES.NO_RECIPIENT],
    [
      { status: 'SUPPRESSED', reason: 'NO_RECIPIENT', kind: 'ESCALATION' },
      'Không gửi: người duy nhất được báo cáo chính là người thực hiện nhiệm vụ.',
    ],
  ])('%j', (step, sentence) => {
    expect(stepSentence(aStep(step), calendar)).toBe(sentence);
  });

  const REASONS = Object.keys(REASON_SENTENCES) as (keyof typeof REASON_SENTENCES)[];
  it.each(REASONS)('%s has a sentence of its own', (reason) => {
    const sentence = stepSentence(aStep({ status: 'SUPPRESSED', reason, isFault: true }), calendar);
    expect(sentence).toMatch(/^(Không|Chưa) gửi.+\.$/u);
    expect(REASONS.filter((one) => REASON_SENTENCES[one] === sentence)).toEqual([reason]);
  });
});

describe('the ledger of a task', () => {
  let test: TaskApp;
  beforeAll(async () => {
    test = await TaskApp.launched({ on: '2024-01-08T08:00' });
    await test.campaign.runAt('2024-01-09T08:00', '2024-01-10T08:00', '2024-01-11T08:00', '2024-01-11T14:00');
    await test.campaign.complete('self-score', '11155');
  });
  afterAll(() => test.close());

  const ledger = async (who: string) =>
    (await test.get(who, `tasks/${await test.taskId('self-score', '11155')}/deadline-steps`)).body.items;

  it('has the reasons that the database knows, and no other', async () => {
    const [row] = await test.campaign.rows<{ text: string }>(
      `select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'deadline_step_reason_check'`,
    );
    const known = [...(row?.text ?? '').matchAll(/'([A-Z_]+)'/gu)].map(([, reason]) => reason).sort();
    expect(known).toEqual(Object.keys(REASON_SENTENCES).sort());
  });

  it('lists every step by its instant, in words, with whom it told and how far its mail has come', async () => {
    const steps = await ledger('official@11155');
    const labels = steps.map((one: { ruleLabel: string }) => one.ruleLabel);
    expect(labels).toEqual([...new Set(labels)]);
    expect(labels).toEqual(
      expect.arrayContaining([
        'Báo nhiệm vụ mới',
        'Nhắc trước hạn 3 ngày làm việc',
        'Nhắc vào ngày đến hạn',
        'Nhắc quá hạn 1 ngày làm việc (lần 2)',
        'Báo cáo lãnh đạo cơ quan, đơn vị',
        'Báo cáo Chủ tịch UBND huyện',
      ]),
    );
    const fired = steps.find((one: { rule: string }) => one.rule === 'due-today');
    expect(fired).toMatchObject({
      status: 'FIRED',
      plannedAt: '2024-01-10T01:00:00.000Z',
      recipients: [{ for: null }, { for: null }],
      messages: [{ status: 'QUEUED', leftAt: null }, { status: 'QUEUED' }],
    });
    const names = (people: readonly { name: string }[]) => people.map(({ name }) => name).sort();
    expect(names(fired.messages.map(({ to }: { to: { name: string } }) => to))).toEqual(names(fired.recipients));
    expect(fired.sentence).toMatch(/^Đã gửi lúc 08:00 ngày 10\/01\/2024 cho Chủ tịch UBND.*; Công chức/u);
    const done = steps.filter((one: { reason: string }) => one.reason === 'DONE');
    expect(done.length).toBeGreaterThan(0);
    expect(done[0].sentence).toBe(REASON_SENTENCES.DONE);
  });

  it('is for whoever may see the task', async () => {
    const id = await test.taskId('self-score', '11155');
    expect((await test.get('official@11185', `tasks/${id}/deadline-steps`)).body.code).toBe('TASK.NOT_FOUND');
    expect(await ledger('inspector@ubnd-huyen')).toHaveLength((await ledger('leader@11155')).length);
  });
});
