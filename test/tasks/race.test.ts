import { setClock } from '../../src/campaigns/persistence/clockStore';
import { settleInstant } from '../../src/campaigns/settleInstant';
import { loadCampaign } from '../../src/campaigns/loadCampaign';
import { at } from '../messages/support';
import { TaskApp } from './taskApp';

const CLOSING = '2024-01-18T00:00';

describe('a submission and the closing at the same time', () => {
  let test: TaskApp;
  beforeEach(async () => {
    test = await TaskApp.launched({ on: '2024-01-08T08:00' });
    await test.campaign.moveTo('2024-01-17T23:59');
  });
  afterEach(() => test.close());

  it('never both win: what was accepted is done, what was refused is missed', async () => {
    const tasks = await test.campaign.rows<{ id: string; unit: string }>(
      `select id, unit_code as unit from task where template = 'self-score' order by position`,
    );
    for (const { unit } of tasks) await test.as(`official@${unit}`);
    const close = () =>
      test.campaign.tx(async (tx) => {
        await setClock(tx, test.campaign.id, at(CLOSING));
        return settleInstant(tx, await loadCampaign(tx, test.campaign.id, 'alone'));
      });
    const reports = tasks.map(async ({ id, unit }, index) => {
      // Spread over the time that the closing takes, so that some come before and some after.
      await new Promise((resolve) => setTimeout(resolve, index * 5));
      const answer = await test.post(`official@${unit}`, `tasks/${id}/report`, {}, { 'If-Match': '"1"' });
      return { id, accepted: answer.status === 200, code: answer.body.code };
    });
    const closing = new Promise((resolve) => setTimeout(resolve, 40)).then(close);
    const answers = await Promise.all(reports);
    await closing;
    const states = await test.campaign.rows<{ id: string; state: string; done_at: Date | null }>(
      `select id, state, done_at from task where template = 'self-score'`,
    );
    const stateOf = new Map(states.map((row) => [row.id, row]));
    for (const { id, accepted, code } of answers) {
      expect([id, stateOf.get(id)?.state]).toEqual([id, accepted ? 'DONE' : 'MISSED']);
      if (!accepted) expect(code).toBe('TASK.CLOSED');
      else expect(stateOf.get(id)?.done_at?.getTime()).toBeLessThan(at(CLOSING));
    }
    const doubled = await test.campaign.rows(
      `select subject_id from journal_entry where act in ('DONE', 'MISSED') group by subject_id having count(*) > 1`,
    );
    expect(doubled).toEqual([]);
  });
});

describe('a submission of a real campaign', () => {
  it('that waits for the row is judged by the clock at the moment it gets it', async () => {
    const test = await TaskApp.launched({ on: '2024-01-08T08:00' });
    try {
      const id = await test.taskId('self-score', '11155');
      await test.campaign.rows(`update campaign set clock = 'REAL', clock_at = null where id = $1`, [test.campaign.id]);
      await test.campaign.rows(`update task set closes_at = now() + interval '700 milliseconds' where id = $1`, [id]);
      await test.as('official@11155');
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const holder = test.campaign.tx(async (tx) => {
        await tx.rows('select 1 from task where id = $1 for no key update', [id]);
        await held;
      });
      const report = test.post('official@11155', `tasks/${id}/report`, {}, { 'If-Match': '"1"' });
      setTimeout(release, 1_000);
      expect((await report).body.code).toBe('TASK.CLOSED');
      await holder;
    } finally {
      await test.close();
    }
  });
});
