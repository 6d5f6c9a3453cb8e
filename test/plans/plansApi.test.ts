import { CampaignApp, OFFICIAL } from '../campaigns/campaignApp';
import { edited, jsonFile } from './edits';

const plan = jsonFile('samples/plans/ke-hoach-146-2023.json');

let app: CampaignApp;
beforeAll(async () => {
  app = await CampaignApp.started();
});
afterAll(() => app.test.close());

describe('importing a plan', () => {
  it('makes the next version of its code; the same content again is the version that it was', async () => {
    const again = await app.post('plans', plan as object);
    expect(again.body).toEqual({ id: app.planId, code: '146/KH-UBND', version: 1, isNew: false });
    const next = await app.post('plans', edited(plan, { '/title': 'Bản sửa' }) as object);
    expect(next.body).toMatchObject({ version: 2, isNew: true });
    expect(await app.actsOn(next.body.id)).toEqual(['IMPORTED']);
    const { items } = (await app.get('plans', OFFICIAL)).body;
    expect(items.map((one: { version: number; title: string }) => one.version)).toEqual([2, 1]);
    expect(items[0]).toMatchObject({ title: 'Bản sửa', stages: 8 });
    const shown = await app.get(`plans/${app.planId}`, OFFICIAL);
    expect(shown.body.content).toEqual(plan);
  });

  it('names every fault of a file by its JSON Pointer, and then stores nothing', async () => {
    const faulty = jsonFile('test/golden/plans/unknown-names.json') as object;
    const answer = await app.post('plans', faulty);
    expect([answer.status, answer.body.code]).toEqual([422, 'PLAN.FAULTY']);
    const { faults } = jsonFile('test/golden/plans/unknown-names.faults.json') as { faults: unknown };
    expect(answer.body.faults).toEqual(faults);
    expect(answer.body.errors[0]).toEqual({ pointer: answer.body.faults[0].path, code: answer.body.faults[0].code });
    expect((await app.get('plans')).body.items.every((one: { stages: number }) => one.stages === 8)).toBe(true);
  });
});

describe('the preview of a launch', () => {
  it('tells rows with date, recipients by office and subject, warnings and assumptions', async () => {
    const path = `plans/${app.planId}/preview?startAt=${encodeURIComponent('2023-12-08T07:30:00+07:00')}`;
    const { body, status } = await app.get(path, OFFICIAL);
    expect(status).toBe(200);
    expect(body.startAt).toBe('2023-12-08T00:30:00.000Z');
    expect(body.warnings.map((one: { code: string }) => one.code)).toContain('ACKNOWLEDGEMENT.UNREAD');
    const reminder = body.rows.find(
      (row: { task: string; rule: string }) => row.task === 'self-score' && row.rule === '3-days-before',
    );
    expect(reminder).toMatchObject({
      kind: 'REMINDER',
      at: '2024-01-05T01:00:00.000Z',
      stage: 'self-scoring',
      taskCount: 20,
      dueOn: '2024-01-10',
      repetition: 1,
      isPast: false,
      condition: null,
      recipientCount: 20,
      dependsOn: [],
    });
    expect(reminder.subject).toMatch(/^\[146\/KH-UBND\] Tự đánh giá/);
    expect(reminder.recipients[0]).toMatchObject({ key: 'official@11155', for: null });
    const opening = body.rows.find(
      (row: { kind: string; stage: string }) => row.kind === 'OPENING' && row.stage === 'appraisal',
    );
    expect(opening).toMatchObject({
      notBefore: '2024-01-02T00:30:00.000Z',
      dependsOn: [
        { kind: 'STAGE', key: 'self-scoring' },
        { kind: 'STAGE', key: 'secretariat-meeting' },
      ],
    });
    expect(body.conditional).toEqual([expect.objectContaining({ task: 'explain' })]);
    expect(body.assumptions.length).toBeGreaterThan(10);
  });

  it('warns of everything that a launch today would miss', async () => {
    const { body } = await app.get(`plans/${app.planId}/preview`);
    expect(body.warnings.map((one: { code: string }) => one.code)).toContain('TASK.DUE_BEFORE_CREATION');
  });

  it.each([
    ['a start that is no instant', 'preview?startAt=yesterday', 422, 'VALUE.INVALID'],
    ['a calendar that is not there', 'preview?calendarId=00000000-0000-4000-8000-000000000000', 404, 'NOT_FOUND'],
  ])('refuses %s', async (_what, path, status, code) => {
    const answer = await app.get(`plans/${app.planId}/${path}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
