import { keepRehearsalMail } from '../../src/messages/keepRehearsalMail';
import { noticeOfCancellation } from '../../src/messages/noticesOfActs';
import {
  mailbox,
  mailboxMessage,
  messagesOfStep,
  messagesOfTask,
  type MailboxEntry,
} from '../../src/messages/persistence/mailboxStore';
import { SYSTEM } from '../../src/shared/actor';
import { CampaignForTests } from './support';

let campaign: CampaignForTests;

beforeAll(async () => {
  campaign = await CampaignForTests.launched({ on: '2024-01-08T07:30' });
  await campaign.run();
  await campaign.act(keepRehearsalMail);
  await campaign.runAt('2024-01-09T07:30', '2024-01-09T08:00');
  await campaign.withTask('self-score', '11155', (tx, one, task) =>
    noticeOfCancellation({ tx, campaign: one, actor: SYSTEM }, task, 'Sáp nhập'),
  );
});

afterAll(() => campaign.end());

it('lists every message once, the latest first, page by page', async () => {
  const all: MailboxEntry[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof mailbox>> = await campaign.tx((tx) => mailbox(tx, { cursor, limit: 7 }));
    expect(page.entries.length).toBeLessThanOrEqual(7);
    all.push(...page.entries);
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(all.map((entry) => entry.id)).size).toBe(all.length);
  expect(all).toHaveLength((await campaign.messages()).length);
  const times = all.map((entry) => entry.queuedAt);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

it('filters by campaign, person, kind, status, and words with or without accents', async () => {
  const find = async (filter: Partial<Parameters<typeof mailbox>[1]>) =>
    (await campaign.tx((tx) => mailbox(tx, { cursor: null, limit: 500, ...filter }))).entries;
  expect(await find({ campaignId: '00000000-0000-0000-0000-000000000000' })).toEqual([]);
  expect((await find({ kind: 'DIGEST' })).map((entry) => entry.to.address)).toEqual([
    'coordinator.noi-vu@demo.invalid',
  ]);
  expect((await find({ kind: 'NOTICE', campaignId: campaign.id })).length).toBe(2);
  expect(new Set((await find({ status: 'QUEUED' })).map((entry) => entry.status))).toEqual(new Set(['QUEUED']));
  const toPersonId = await campaign.personId('leader@11155');
  expect((await find({ toPersonId })).length).toBeGreaterThan(1);
  expect((await find({ text: 'huy nhiem vu' })).map((entry) => entry.kind)).toEqual(['NOTICE', 'NOTICE']);
  expect((await find({ text: 'HỦY NHIỆM VỤ' })).length).toBe(2);
  expect(await find({ text: '100%' })).toEqual([]);
  expect((await find({ cursor: 'nonsense' })).length).toBeGreaterThan(10);
});

it('opens a message with its words and what it told', async () => {
  const [kept] = await campaign.messages(`m.status = 'KEPT' and p.key = 'official@11155'`);
  const message = await campaign.tx((tx) => mailboxMessage(tx, String(kept?.id)));
  expect(message).toMatchObject({ status: 'KEPT', textBody: kept?.text, htmlBody: kept?.html });
  expect(message?.parts[0]).toMatchObject({
    kind: 'REMINDER',
    rule: 'assigned',
    repetition: 1,
    version: 1,
    forName: null,
  });
  const none = await campaign.tx((tx) => mailboxMessage(tx, '00000000-0000-0000-0000-000000000000'));
  expect(none).toBeUndefined();
});

it('shows on a task every message that told of it, steps and notices', async () => {
  const taskId = await campaign.withTask('self-score', '11155', async (_tx, _one, task) => task.id);
  const told = await campaign.tx((tx) => messagesOfTask(tx, taskId));
  expect(
    told
      .map(
        ({ message, part }) => `${message.to.address.split('@')[0] ?? ''} ${part.kind} ${part.rule} ${message.status}`,
      )
      .sort(),
  ).toEqual([
    'leader.11155 NOTICE CANCELLED QUEUED',
    'leader.11155 REMINDER 1-day-before QUEUED',
    'leader.11155 REMINDER assigned KEPT',
    'official.11155 NOTICE CANCELLED QUEUED',
    'official.11155 REMINDER 1-day-before QUEUED',
    'official.11155 REMINDER assigned KEPT',
  ]);
  const stepId = told.find(({ part }) => part.rule === 'assigned')?.part.stepId;
  const ofStep = await campaign.tx((tx) => messagesOfStep(tx, String(stepId)));
  expect(ofStep.map(({ part }) => part.rule)).toEqual(['assigned', 'assigned']);
});
