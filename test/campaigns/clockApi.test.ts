import { TemporalGateway } from '../../src/temporal/gateway';
import { OutboxRelay } from '../../src/temporal/relay';
import { startWorker, type RunningWorker } from '../../src/temporal/worker';
import { testServers } from '../support/servers';
import { CampaignApp, ADMINISTRATOR } from './campaignApp';

/** A worker of its own on the test servers, so that the clock is moved by the workflows themselves. */
const temporal = {
  address: testServers().temporalAddress,
  namespace: 'default',
  taskQueue: `clock-api-${String(process.pid)}`,
  workflowBundlePath: testServers().workflowBundlePath,
};

let app: CampaignApp;
let gateway: TemporalGateway;
let worker: RunningWorker;
let relay: OutboxRelay;

beforeAll(async () => {
  gateway = TemporalGateway.connect(temporal);
  app = await CampaignApp.started({ providers: [{ provide: TemporalGateway, useValue: gateway }] });
  const { dataSource } = app.test;
  const databaseUrl = 'url' in dataSource.options ? (dataSource.options.url ?? '') : '';
  const mail = { transport: null, publicUrl: '', retryMaxMs: 0 };
  worker = await startWorker(temporal, { dataSource, mail });
  relay = new OutboxRelay({ dataSource, databaseUrl, gateway, report: () => undefined });
  await relay.start();
}, 60_000);
afterAll(async () => {
  await relay.stop();
  await worker.stop();
  await gateway.close();
  await app.test.close();
});

const launched = async (startAt: string): Promise<string> => {
  const { body } = await app.post('campaigns', { planId: app.planId, clock: 'REHEARSAL', startAt });
  return body.id;
};

describe("moving a rehearsal's clock", () => {
  it('to the next instant tells what happened there', async () => {
    const id = await launched('2023-12-08T07:30:00+07:00');
    const opened = await app.post(`campaigns/${id}/clock/moves`, { to: '2023-12-08T07:30:00+07:00' });
    expect(opened.body.now).toBe('2023-12-08T00:30:00.000Z');
    // One to each official and leader of 20 communes, to Phòng Nội vụ for two stages, and to the radio station.
    expect(opened.body.happened).toContainEqual({ at: '2023-12-08T00:30:00.000Z', kind: 'MAIL', text: 'Gửi 43 thư' });
    const next = await app.post(`campaigns/${id}/clock/moves`, { to: 'NEXT' });
    expect(next.status).toBe(200);
    expect(next.body.now).toBe('2023-12-11T00:30:00.000Z');
    expect(next.body.happened).toEqual([
      { at: '2023-12-11T00:30:00.000Z', kind: 'STEPS_JUDGED', text: 'Bản tin đầu ngày – đã gửi' },
      { at: '2023-12-11T00:30:00.000Z', kind: 'MAIL', text: 'Gửi 1 thư' },
    ]);
  }, 60_000);

  it('to a chosen time visits every planned instant on the way, in order', async () => {
    const id = await launched('2023-12-14T16:00:00+07:00');
    const { body } = await app.post(
      `campaigns/${id}/clock/moves`,
      { to: '2023-12-15T09:00:00+07:00' },
      { as: ADMINISTRATOR },
    );
    expect(body.now).toBe('2023-12-15T02:00:00.000Z');
    const texts = body.happened.map(({ at, text }: { at: string; text: string }) => `${at.slice(0, 16)} ${text}`);
    expect([...texts].sort((a: string, b: string) => (a.slice(0, 16) < b.slice(0, 16) ? -1 : 1))).toEqual(texts);
    expect(texts).toContain(
      '2023-12-15T00:30 Mở bước: Các xã, thị trấn tự đánh giá, chấm điểm và đăng tải tài liệu kiểm chứng',
    );
    expect(texts).toContain(
      '2023-12-15T00:30 Giao nhiệm vụ: Tự đánh giá, chấm điểm, đăng tải tài liệu kiểm chứng, Chủ tịch UBND xã ký duyệt và gửi (20 nhiệm vụ)',
    );
    expect(texts).toContain(
      '2023-12-15T01:00 Nhắc trước hạn 1 ngày làm việc: Lập danh sách mẫu cá nhân, tổ chức đã giải quyết TTHC tại Bộ phận Một cửa (20 nhiệm vụ) – đã gửi',
    );
    const shown = await app.get(`campaigns/${id}/clock`);
    expect(shown.body.now).toBe(body.now);
  }, 60_000);

  it('ends with a cancelled campaign, whose workflows end too', async () => {
    const id = await launched('2023-12-08T07:30:00+07:00');
    await app.post(`campaigns/${id}/clock/moves`, { to: 'NEXT' });
    const { version } = (await app.get(`campaigns/${id}`)).body;
    expect((await app.post(`campaigns/${id}/cancellation`, { reason: 'x' }, { version })).status).toBe(204);
    expect((await app.post(`campaigns/${id}/clock/moves`, { to: 'NEXT' })).body.code).toBe('CAMPAIGN.ENDED');
    const stages = await app.rows<{ id: string }>('select id from stage where campaign_id = $1', [id]);
    const running = async (): Promise<boolean> => {
      const all = [gateway.isRunning('CAMPAIGN', id), ...stages.map((stage) => gateway.isRunning('STAGE', stage.id))];
      return (await Promise.all(all)).some(Boolean);
    };
    for (let looked = 0; looked < 100 && (await running()); looked += 1)
      await new Promise((done) => setTimeout(done, 100));
    expect(await running()).toBe(false);
  }, 60_000);
});
