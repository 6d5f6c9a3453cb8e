import { TaskApp } from '../tasks/taskApp';

const VACANT = ['coordinator@noi-vu', 'head@noi-vu', 'official@11155', 'leader@11155'];

let app: TaskApp;
afterEach(() => app.close());

async function codesFor(who: string): Promise<string[]> {
  const { body } = await app.get(who, `campaigns/${app.campaign.id}/faults`);
  return [...new Set((body.items as { code: string }[]).map(({ code }) => code))].sort();
}

it('tells what is to be mended, with the words of the rule and the task that it is about', async () => {
  app = await TaskApp.launched({ on: '2023-12-08T07:30', vacant: VACANT });
  await app.campaign.runAt('2023-12-18T08:00', '2023-12-26T08:00');
  const { body } = await app.get('approver@ubnd-huyen', `campaigns/${app.campaign.id}/faults`);
  const items = body.items as { code: string; text: string; taskId: string | null }[];
  expect(items.map(({ text }) => text)).toEqual(
    expect.arrayContaining([
      'Chưa ai giữ vai trò “Chuyên viên theo dõi, đôn đốc” tại Phòng Nội vụ.',
      'Thị trấn Ninh Giang: chưa có người thực hiện 2 nhiệm vụ; thư nhắc gửi cho lãnh đạo, nếu có.',
    ]),
  );
  const untold = items.filter(({ code, text }) => code === 'NOBODY_TOLD' && text.startsWith('Thị trấn Ninh Giang'));
  expect(untold.length).toBeGreaterThan(0);
  expect(untold[0]?.text).toMatch(/“Lập danh sách mẫu.*” – “.*” không có ai để gửi\.$/u);
  expect(untold[0]?.taskId).toBe(await app.taskId('sampling-list', '11155'));
});

it('is shown to the coordinator; if nobody is, to the leader of that role’s body; to others nothing', async () => {
  app = await TaskApp.launched({ on: '2023-12-08T07:30', vacant: ['coordinator@noi-vu'] });
  expect(await codesFor('head@noi-vu')).toEqual(['ROLE_VACANT']);
  expect(await codesFor('official@11155')).toEqual([]);
  expect(await codesFor('head@tu-phap')).toEqual([]);
});

it('has nothing to tell where every role is held', async () => {
  app = await TaskApp.launched({ on: '2023-12-08T07:30' });
  expect(await codesFor('coordinator@noi-vu')).toEqual([]);
});

it('tells of a task that is born when its day is over', async () => {
  app = await TaskApp.launched({ on: '2024-01-02T07:30' });
  const { body } = await app.get('coordinator@noi-vu', `campaigns/${app.campaign.id}/faults`);
  expect(body.items).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'BORN_LATE', taskId: await app.taskId('survey-plan') }) as unknown,
    ]),
  );
});
