import type { ParsedMail } from 'mailparser';
import type { Policy } from '../../src/plans/domain/plan';
import { verifyJournal } from '../../src/journal/verifyJournal';
import { startMailServer, type TestMailServer } from '../messages/mailServer';
import { COUNT_SENT, COUNT_TASKS, countFired, SystemUnderFault } from './system';

const POLICY: Policy = {
  reminders: [
    { key: 'assigned', at: { event: 'OPENED' }, to: ['ASSIGNEE'] },
    { key: 'due-today', at: { workingDays: 0, time: '08:00' }, to: ['ASSIGNEE', 'UNIT_LEADER'] },
  ],
};

let mailServer: TestMailServer;
let system: SystemUnderFault;

afterEach(async () => {
  await system.end();
  await mailServer.close();
});

/** Nothing lost, nothing doubled, nothing after done, and the journal proves it. */
async function isWhole(): Promise<void> {
  expect(await system.invariants()).toEqual({ lost: 0, doubled: 0, afterDone: 0 });
  expect((await verifyJournal(system.dataSource)).faults).toEqual([]);
}

function recipientsOf(mails: readonly ParsedMail[]): string[] {
  return mails.flatMap(({ to }) => (Array.isArray(to) ? to : [to]).map((one) => one?.text ?? '')).sort();
}

it('by the wall clock a step falls due and its mail arrives at the mail server', async () => {
  mailServer = await startMailServer();
  system = await SystemUnderFault.launched({ units: 3, policy: POLICY, smtpUrl: mailServer.url });
  system.startWorker();
  await system.reaches(3, COUNT_SENT);
  await system.planRule('due-today', 1_500);
  await system.reaches(9, COUNT_SENT);
  const lateness = await system.rows<{ ms: number }>(
    `select extract(epoch from max(fired_at - planned_at))::float * 1000 as ms from deadline_step where rule = 'due-today'`,
  );
  expect(lateness[0]?.ms).toBeGreaterThanOrEqual(0);
  expect(mailServer.received).toHaveLength(9);
  expect(new Set(mailServer.received.map((mail) => mail.messageId)).size).toBe(9);
  await isWhole();
}, 120_000);

it('a worker killed between firing and sending loses no mail and tells nobody twice', async () => {
  let isHeld = true;
  mailServer = await startMailServer({ afterData: () => (isHeld ? 'STALL' : 'ACCEPT') });
  system = await SystemUnderFault.launched({ units: 4, policy: POLICY, smtpUrl: mailServer.url });
  const first = system.startWorker();
  await system.reaches(4, countFired('assigned'));
  await system.reaches(4, `select count(*)::int as count from message where campaign_id = $1 and status = 'SENDING'`);
  await system.kill(first);
  const heard = mailServer.received.length;
  isHeld = false;
  system.startWorker();
  await system.reaches(4, COUNT_SENT);
  // What the server had received whole before the worker heard of it comes again, under the same Message-ID.
  expect(mailServer.received.length).toBeLessThanOrEqual(heard + 4);
  expect(new Set(mailServer.received.map((mail) => mail.messageId)).size).toBe(4);
  await isWhole();
}, 120_000);

it('a worker killed in the middle of a run: another goes on with it, and each person gets one mail', async () => {
  mailServer = await startMailServer();
  const policy = { reminders: (POLICY.reminders ?? []).filter((rule) => rule.key === 'due-today') };
  system = await SystemUnderFault.launched({ units: 5_000, policy, smtpUrl: mailServer.url });
  const first = system.startWorker();
  await system.reaches(5_000, COUNT_TASKS);
  await system.planRule('due-today', 500);
  await system.reaches(1, countFired('due-today'));
  await system.kill(first);
  const fired = await system.rows<{ count: number }>(countFired('due-today'), [system.campaignId]);
  system.startWorker();
  await system.reaches(5_000, countFired('due-today'));
  const people = await system.rows<{ count: number }>(
    `select count(*)::int as count from (select run_id, to_id from message where kind = 'LEDGER' group by 1, 2) told`,
  );
  // The kill came in between, else this proves nothing.
  expect(fired[0]?.count).toBeLessThan(5_000);
  expect(people[0]?.count).toBe(10_000);
  await isWhole();
}, 180_000);

it('two workers at once fire and send everything once', async () => {
  mailServer = await startMailServer();
  system = await SystemUnderFault.launched({ units: 60, policy: POLICY, smtpUrl: mailServer.url });
  system.startWorker();
  system.startWorker();
  await system.reaches(60, COUNT_SENT);
  await system.planRule('due-today', 1_000);
  await system.reaches(180, COUNT_SENT);
  const told = recipientsOf(mailServer.received);
  expect(told).toHaveLength(180);
  expect(new Set(mailServer.received.map((mail) => mail.messageId)).size).toBe(180);
  await isWhole();
}, 120_000);
