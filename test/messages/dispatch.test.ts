import { HOUR_MS, type Instant } from '../../src/shared/instant';
import { dispatchBatch, type DispatchPorts } from '../../src/messages/dispatchBatch';
import type { Delivery, MailTransport, OutgoingMail } from '../../src/messages/mailTransport';
import { leaseDueMessages } from '../../src/messages/persistence/queueStore';
import { markBounced, retryMessage } from '../../src/messages/retryMessage';
import { createSmtpTransport } from '../../src/messages/smtpTransport';
import { databaseNow } from '../../src/campaigns/persistence/campaignStore';
import { startMailServer, type MailBehaviour, type TestMailServer } from './mailServer';
import { at, CampaignForTests } from './support';

const UNIT = 'self-score';
/** Short enough for a test, long enough for a busy machine to answer. */
const SILENCE_MS = 700;

let campaign: CampaignForTests;
let server: TestMailServer | undefined;
let transport: MailTransport | undefined;

/** A real campaign on the day before its first due day, with the messages of 08:00 queued for two units only. */
async function aCampaign(): Promise<CampaignForTests> {
  const launched = await CampaignForTests.launched({ on: '2024-01-08T07:30', clock: 'REAL' });
  await launched.run();
  await launched.rows(`update message set status = 'CANCELLED'`);
  await launched.runAt('2024-01-09T08:00');
  await launched.rows(
    `update message m set status = 'CANCELLED' from person p
                        where p.id = m.to_id and p.key <> all($1) and m.status = 'QUEUED'`,
    [['official@11155', 'leader@11155', 'official@11185']],
  );
  return launched;
}

async function serve(behaviour: MailBehaviour = {}): Promise<TestMailServer> {
  server = await startMailServer(behaviour);
  transport = createSmtpTransport({
    url: server.url,
    from: 'Đôn Đốc <don-doc@ninhgiang.example>',
    silenceMs: SILENCE_MS,
  });
  return server;
}

const ports = (now: () => Instant = () => campaign.now): DispatchPorts => ({
  inTransaction: (work) => campaign.tx(work),
  transport: transport ?? null,
  clock: async () => now(),
  random: () => 0.5,
  publicUrl: 'https://dondoc.example.vn',
  retryMaxMs: 72 * HOUR_MS,
});

const leaving = () => campaign.messages(`m.status not in ('CANCELLED', 'GATHERING')`);
const statuses = async () => (await leaving()).map(({ to, status }) => `${to} ${status}`);

beforeEach(async () => {
  campaign = await aCampaign();
});

afterEach(async () => {
  transport?.close();
  transport = undefined;
  await server?.close();
  server = undefined;
  await campaign.end();
});

it('sends text and HTML, with a subject in UTF-8 and headers that name the message and the machine', async () => {
  const { received } = await serve();
  const report = await dispatchBatch(ports());
  expect(report).toEqual({ isConfigured: true, sent: 3, retrying: 0, failed: 0, cancelled: 0, nextAt: null });
  const [stored] = await campaign.messages(`p.key = 'official@11155' and m.status = 'SENT'`);
  const mail = received.find((one) => JSON.stringify(one.to).includes('official.11155@demo.invalid'));
  expect(mail?.subject).toBe(stored?.subject);
  expect(mail?.subject).toMatch(/^\[146\/KH-UBND\] Tự đánh giá, chấm điểm/);
  expect(mail?.messageId).toBe(`<${String(stored?.id)}@ninhgiang.example>`);
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail?.from?.value).toEqual([{ name: 'Đôn Đốc', address: 'don-doc@ninhgiang.example' }]);
  expect(mail?.text?.trim()).toBe(stored?.text?.trim());
  expect(mail?.text).toContain('Hạn: thứ Tư, 10/01/2024 – còn 1 ngày làm việc');
  expect(mail?.text).toContain('Đóng: hết ngày thứ Tư, 17/01/2024 – sau đó không nhận nữa');
  expect(mail?.html).toContain('<html lang="vi">');
  expect(stored?.leftAt).toEqual(new Date(campaign.now));
});

it('says how the due day stands when the mail leaves, not when it was queued', async () => {
  const { received } = await serve();
  await campaign.moveTo('2024-01-10T09:00');
  await dispatchBatch(ports());
  expect(received[0]?.text).toContain('hạn hôm nay');
});

it('gives up at once what the server refuses for a recipient, and tries again when an administrator says so', async () => {
  await serve({
    refuseRecipient: (address) => (address.startsWith('leader.') ? { code: 550, text: 'No such user' } : null),
  });
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 2, failed: 1, nextAt: null });
  const [dead] = await campaign.messages(`m.status = 'FAILED'`);
  expect(dead).toMatchObject({ to: 'leader@11155', attempts: 1, leftAt: null, text: null });
  expect(dead?.lastError).toContain('No such user');
  await server?.close();
  transport?.close();
  await serve();
  expect(await campaign.tx((tx) => retryMessage(tx, String(dead?.id)))).toBeNull();
  expect(await campaign.tx((tx) => retryMessage(tx, String(dead?.id)))).toBe('MESSAGE.NOT_FAILED');
  const now = await campaign.tx(databaseNow);
  // Under the database's clock, for that is what the retry is stamped with; the task is long overdue by then.
  expect(await dispatchBatch(ports(() => now + 1_000))).toMatchObject({ sent: 1 });
});

it('tries later what the server does not take now, after waits that double up to an hour', async () => {
  await serve({ refuseRecipient: () => ({ code: 451, text: 'Try later' }) });
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 0, retrying: 3, nextAt: campaign.now + 30_000 });
  expect(await dispatchBatch(ports())).toMatchObject({ retrying: 0, nextAt: campaign.now + 30_000 });
  await campaign.moveTo(campaign.now + 30_000);
  expect(await dispatchBatch(ports())).toMatchObject({ retrying: 3, nextAt: campaign.now + 60_000 });
  const [waiting] = await leaving();
  expect(waiting).toMatchObject({ status: 'RETRYING', attempts: 2, nextAttemptAt: new Date(campaign.now + 60_000) });
  expect(waiting?.lastError).toContain('Try later');
});

it('gives up after three days of trying', async () => {
  await serve({ refuseRecipient: () => ({ code: 451, text: 'Try later' }) });
  for (let tried = 1; tried <= 200; tried += 1) {
    const { nextAt } = await dispatchBatch(ports());
    if (nextAt === null) break;
    await campaign.moveTo(nextAt);
  }
  expect(await statuses()).toEqual(['leader@11155 FAILED', 'official@11155 FAILED', 'official@11185 FAILED']);
  expect(campaign.now - at('2024-01-09T08:00')).toBeGreaterThanOrEqual(72 * HOUR_MS);
  expect(campaign.now - at('2024-01-09T08:00')).toBeLessThan(74 * HOUR_MS);
});

it('tries again later when the server stalls', async () => {
  const { received } = await serve({ afterData: (_address, tried) => (tried === 1 ? 'STALL' : 'ACCEPT') });
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 0, retrying: 3 });
  await campaign.moveTo(campaign.now + 30_000);
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 3, nextAt: null });
  expect(received).toHaveLength(6);
});

it('sends again, with the same Message-ID, what a server took before it died without an answer', async () => {
  const dying = 'official.11185@demo.invalid';
  const { received } = await serve({
    afterData: (address, tried) => (address === dying && tried === 1 ? 'DIE' : 'ACCEPT'),
  });
  await campaign.rows(`update message m set status = 'CANCELLED' from person p
                        where p.id = m.to_id and p.key <> 'official@11185' and m.status = 'QUEUED'`);
  expect(await dispatchBatch(ports())).toMatchObject({ retrying: 1 });
  await campaign.moveTo(campaign.now + 30_000);
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 1 });
  expect(received.map((mail) => mail.messageId)).toEqual([received[0]?.messageId, received[0]?.messageId]);
});

it('waits when no server is there at all', async () => {
  const { url } = await serve();
  await server?.close();
  transport?.close();
  transport = createSmtpTransport({ url, from: 'a@b.example', silenceMs: SILENCE_MS });
  expect(await dispatchBatch(ports())).toMatchObject({ retrying: 3, failed: 0 });
});

it('leaves everything in the queue without a mail server', async () => {
  expect(await dispatchBatch(ports())).toEqual({
    isConfigured: false,
    sent: 0,
    retrying: 0,
    failed: 0,
    cancelled: 0,
    nextAt: null,
  });
  expect(await statuses()).toEqual(['leader@11155 QUEUED', 'official@11155 QUEUED', 'official@11185 QUEUED']);
});

it('sends each message once though two dispatchers work at once', async () => {
  await campaign.rows(`update message set status = 'QUEUED' where status = 'CANCELLED' and kind = 'LEDGER'`);
  const { received } = await serve();
  const reports = await Promise.all(Array.from({ length: 4 }, () => dispatchBatch(ports(), 20)));
  const ids = received.map((mail) => mail.messageId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(reports.reduce((sum, report) => sum + report.sent, 0)).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(40);
});

it('sends again, with the same Message-ID, what a dispatcher sent before it died: its lease has to run out', async () => {
  const { received } = await serve();
  const crashed = await campaign.tx((tx) => leaseDueMessages(tx, campaign.now, campaign.now + 60_000, 1));
  const [lost] = await campaign.messages(`m.status = 'SENDING'`);
  const mail = { id: crashed[0]?.id ?? '', subject: 'x', text: 'x', html: 'x' };
  await transport?.send({ ...mail, to: { name: 'x', address: String(lost?.email) } });
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 2, nextAt: campaign.now + 60_000 });
  await campaign.moveTo(campaign.now + 60_000);
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 1, nextAt: null });
  const ids = received.map((one) => one.messageId);
  expect(ids.filter((id) => id === `<${String(lost?.id)}@ninhgiang.example>`)).toHaveLength(2);
  expect((await campaign.messages(`m.id = '${String(lost?.id)}'`))[0]).toMatchObject({ status: 'SENT', attempts: 2 });
});

it('does not write over what another dispatcher found, when it comes back after its lease ran out', async () => {
  let answer: (delivery: Delivery) => void = () => undefined;
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const slow: MailTransport = {
    connections: 1,
    longestSendMs: 60_000,
    send: (_mail: OutgoingMail) => {
      begin();
      return new Promise<Delivery>((resolve) => {
        answer = resolve;
      });
    },
    close: () => undefined,
  };
  const late = dispatchBatch({ ...ports(), transport: slow }, 1);
  await begun;
  await serve();
  await campaign.moveTo(campaign.now + HOUR_MS);
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 3 });
  answer({ outcome: 'REFUSED', error: 'far too late' });
  await late;
  expect(await statuses()).toEqual(['leader@11155 SENT', 'official@11155 SENT', 'official@11185 SENT']);
});

it('cancels a reminder whose task is done by the time it could leave', async () => {
  const { received } = await serve();
  await campaign.complete(UNIT, '11155');
  // Theirs told of one task only; the leader and the official of the other unit are told all the same.
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 1, cancelled: 2 });
  expect(received).toHaveLength(1);
});

it('leaves out the tasks that are settled meanwhile', async () => {
  await campaign.rows(`update message set status = 'CANCELLED' where status = 'QUEUED'`);
  await campaign.runAt('2024-01-12T08:00');
  await campaign.rows(`update message m set status = 'CANCELLED' from person p
                        where p.id = m.to_id and p.key <> 'coordinator@noi-vu' and m.status = 'QUEUED'`);
  const { received } = await serve();
  await campaign.complete(UNIT, '11155');
  await campaign.moveTo('2024-01-12T09:00');
  await dispatchBatch(ports());
  const report = received.find((mail) => mail.text?.includes('BÁO CÁO NHIỆM VỤ'));
  expect(report?.text).toContain('Đơn vị chưa thực hiện: ');
  expect(report?.text).toContain('Báo cáo về 19 nhiệm vụ');
  expect(report?.text).toContain('xác nhận đã nhận thông tin trước 16:00 ngày 12/01/2024');
  expect(report?.text).toMatch(
    /Xác nhận đã nhận thông tin: https:\/\/dondoc\.example\.vn\/nhiem-vu\/[0-9a-f-]{36}\?xac-nhan=/,
  );
});

it('keeps a message that cannot be worded from holding back the others', async () => {
  await serve();
  await campaign.rows(`insert into message (kind, to_id, subject, queued_at, release_at, status)
                       select 'ACCOUNT', id, 'x', '2024-01-01', '2024-01-01', 'QUEUED' from person where key = 'head@noi-vu'`);
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 3, retrying: 1 });
});

it('never sees the mail of a rehearsal', async () => {
  const { received } = await serve();
  await campaign.rows(`update campaign set clock = 'REHEARSAL', clock_at = $1`, [new Date(campaign.now).toISOString()]);
  expect(await dispatchBatch(ports())).toMatchObject({ sent: 0, retrying: 0, failed: 0, cancelled: 0, nextAt: null });
  expect(received).toEqual([]);
});

it('marks a mail that came back', async () => {
  await serve();
  await dispatchBatch(ports());
  const [sent] = await leaving();
  expect(await campaign.tx((tx) => markBounced(tx, String(sent?.id), 'mailbox full'))).toBeNull();
  expect(await campaign.tx((tx) => markBounced(tx, String(sent?.id), 'mailbox full'))).toBe('MESSAGE.NOT_SENT');
  expect((await leaving())[0]).toMatchObject({ status: 'BOUNCED', lastError: 'mailbox full', leftAt: sent?.leftAt });
});
