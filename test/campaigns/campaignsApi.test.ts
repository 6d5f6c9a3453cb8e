import { CampaignApp, COORDINATOR, OFFICIAL } from './campaignApp';

let app: CampaignApp;
beforeAll(async () => {
  app = await CampaignApp.started();
});
afterAll(() => app.test.close());

describe('launching a campaign', () => {
  it('shows its stages, what comes next and what may be done', async () => {
    const id = await app.rehearsalAt('2023-12-08T07:30');
    const { body, headers, status } = await app.get(`campaigns/${id}`);
    expect(status).toBe(200);
    expect(headers['etag']).toBe(`"${String(body.version)}"`);
    expect(body).toMatchObject({
      code: '146/KH-UBND',
      state: 'RUNNING',
      clock: 'REHEARSAL',
      now: '2023-12-08T00:30:00.000Z',
      launchedAt: '2023-12-08T00:30:00.000Z',
      completedAt: null,
      timeZone: 'Asia/Ho_Chi_Minh',
      isOut: false,
      nextInstant: '2023-12-11T00:30:00.000Z',
      allowedActions: ['REVISE', 'CANCEL', 'MOVE_CLOCK'],
    });
    expect(body.stages.map((stage: { key: string; state: string }) => `${stage.key} ${stage.state}`)).toEqual([
      'organisation OPEN',
      'survey OPEN',
      'self-scoring WAITING',
      'secretariat-meeting WAITING',
      'appraisal WAITING',
      'synthesis WAITING',
      'council-meeting WAITING',
      'publication WAITING',
    ]);
    expect(body.stages[1]).toMatchObject({
      number: '1',
      dueOn: '2023-12-31',
      dueLastWorkingDay: '2023-12-29',
      closesAt: null,
      lead: { key: 'noi-vu', name: 'Phòng Nội vụ' },
      waitsFor: [],
      taskCounts: { open: 43, returned: 0, done: 0, cancelled: 0, missed: 0, overdue: 0 },
    });
    expect(body.stages[4].waitsFor).toEqual(['self-scoring', 'secretariat-meeting']);
    const list = await app.get('campaigns', OFFICIAL);
    expect(list.body.items.map((one: { id: string }) => one.id)).toContain(id);
    expect((await app.get(`campaigns/${id}`, OFFICIAL)).body.allowedActions).toEqual([]);
  });

  it('gives a rehearsal a calendar of its own, and fields by default', async () => {
    const id = await app.rehearsalAt('2023-12-08T07:30');
    const [row] = await app.rows<{ calendar_id: string; copied_from: string; fields: number }>(
      `select c.calendar_id, k.copied_from, (select count(*)::int from field_assignment f where f.campaign_id = c.id) as fields
         from campaign c join calendar k on k.id = c.calendar_id where c.id = $1`,
      [id],
    );
    expect(row).toMatchObject({ copied_from: app.calendarId, fields: 8 });
    expect(row?.calendar_id).not.toBe(app.calendarId);
  });

  it('launches for real at the time of the database', async () => {
    const { body, status } = await app.post('campaigns', { planId: app.planId, clock: 'REAL' });
    expect(status).toBe(201);
    const shown = await app.get(`campaigns/${body.id as string}`);
    expect(shown.body).toMatchObject({ clock: 'REAL', allowedActions: ['REVISE', 'CANCEL'] });
    expect(Math.abs(Date.parse(shown.body.now) - Date.now())).toBeLessThan(60_000);
    const told = await app.rows(`select 1 from outbox where workflow_id = $1`, [`campaign/${body.id as string}`]);
    expect(told).toHaveLength(1);
  });

  it.each([
    ['an unknown plan', { planId: '00000000-0000-4000-8000-000000000000', clock: 'REAL' }, 404, 'NOT_FOUND'],
    ['no clock', {}, 422, 'VALUE.INVALID'],
    ['a start that is no instant', { clock: 'REHEARSAL', startAt: '2023-12-08' }, 422, 'VALUE.INVALID'],
    ['an unknown body', { clock: 'REAL', fieldAssignments: [{ field: 'I', body: 'no' }] }, 422, 'VALUE.INVALID'],
    ['an unknown key', { clock: 'REAL', tasks: [] }, 422, 'VALUE.INVALID'],
  ])('refuses %s', async (_what, body, status, code) => {
    const answer = await app.post('campaigns', { planId: app.planId, ...body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('does not exist for another authority', async () => {
    const id = await app.rehearsalAt('2023-12-08T07:30');
    await app.rows(
      `insert into authority (id, key, name, time_zone) values ('11111111-1111-4111-8111-111111111111', 'o', 'o', 'UTC')
       on conflict do nothing`,
    );
    await app.rows(`update campaign set authority_id = '11111111-1111-4111-8111-111111111111' where id = $1`, [id]);
    expect((await app.get(`campaigns/${id}`)).status).toBe(404);
    expect((await app.post(`campaigns/${id}/cancellation`, { reason: 'x' }, { version: 1 })).status).toBe(404);
    expect((await app.get('campaigns/not-a-uuid')).body.code).toBe('NOT_FOUND');
  });
});

describe('cancelling a campaign', () => {
  it('cancels stages and tasks, plans nothing more, tells the offices, and ends the workflows', async () => {
    const id = await app.rehearsalAt('2023-12-08T07:30');
    const { version } = (await app.get(`campaigns/${id}`)).body;
    const answer = await app.post(`campaigns/${id}/cancellation`, { reason: 'Sáp nhập huyện' }, { version });
    expect(answer.status).toBe(204);
    const shown = (await app.get(`campaigns/${id}`)).body;
    expect(shown).toMatchObject({
      state: 'CANCELLED',
      endedReason: 'Sáp nhập huyện',
      nextInstant: null,
      allowedActions: [],
    });
    expect(new Set(shown.stages.map((stage: { state: string }) => stage.state))).toEqual(new Set(['CANCELLED']));
    expect(await app.rows(`select 1 from task where campaign_id = $1 and state <> 'CANCELLED'`, [id])).toEqual([]);
    expect(await app.rows(`select 1 from deadline_step where campaign_id = $1 and status = 'PLANNED'`, [id])).toEqual(
      [],
    );
    const reasons = await app.rows<{ kind: string; reason: string }>(
      `select distinct kind, reason from deadline_step where campaign_id = $1 and reason <> 'PAST' order by kind`,
      [id],
    );
    expect(reasons).toEqual(['DIGEST', 'ESCALATION', 'REMINDER'].map((kind) => ({ kind, reason: 'STAGE_CLOSED' })));
    expect(await app.actsOn(id)).toEqual(['LAUNCHED', 'CANCELLED']);
    const [task] = await app.rows<{ id: string }>('select id from task where campaign_id = $1 limit 1', [id]);
    expect((await app.actsOn(task?.id ?? '')).at(-1)).toBe('CANCELLED');
    const notices = await app.rows(
      `select 1 from notice n join message m on m.id = n.message_id join person p on p.id = m.to_id
        where m.campaign_id = $1 and n.what = 'CANCELLED' and p.key = $2`,
      [id, OFFICIAL],
    );
    expect(notices).toHaveLength(1);
    const told = await app.rows<{ kind: string }>(
      `select kind from outbox where subject_id = $1 or subject_id in (select id from stage where campaign_id = $1)`,
      [id],
    );
    expect(told.map(({ kind }) => kind).sort()).toEqual(['CAMPAIGN', 'STAGE', 'STAGE']);
    // Nothing happens to it any more.
    await app.moveTo(id, '2024-03-01T08:00');
    expect(await app.rows(`select 1 from task where campaign_id = $1 and state <> 'CANCELLED'`, [id])).toEqual([]);
  });

  it('needs the version that was seen, and a running campaign', async () => {
    const id = await app.rehearsalAt('2023-12-08T07:30');
    const path = `campaigns/${id}/cancellation`;
    expect((await app.post(path, { reason: 'x' })).body.code).toBe('VERSION.REQUIRED');
    expect((await app.post(path, { reason: 'x' }, { version: 9 })).body.code).toBe('VERSION.CONFLICT');
    expect((await app.post(path, { reason: '' }, { version: 1 })).body.code).toBe('VALUE.INVALID');
    expect((await app.post(path, { reason: 'x' }, { version: 1 })).status).toBe(204);
    expect((await app.post(path, { reason: 'x' }, { version: 2 })).body.code).toBe('CAMPAIGN.ENDED');
  });
});

describe('the next instant', () => {
  it('says in short what is planned for it', async () => {
    const id = await app.rehearsalAt('2023-12-12T09:00');
    const { body } = await app.get(`campaigns/${id}/clock`, OFFICIAL);
    expect(body).toEqual({
      clock: 'REHEARSAL',
      now: '2023-12-12T02:00:00.000Z',
      isOut: false,
      next: { at: '2023-12-13T00:30:00.000Z', what: ['Bản tin đầu ngày'] },
    });
    await app.moveTo(id, '2023-12-13T07:30');
    expect((await app.get(`campaigns/${id}/clock`)).body.next).toEqual({
      at: '2023-12-13T01:00:00.000Z',
      what: [
        'Nhắc trước hạn 5 ngày làm việc: Tham mưu kiện toàn Hội đồng, Tổ thư ký giúp việc Hội đồng năm 2023',
        'Nhắc trước hạn 5 ngày làm việc: Hướng dẫn các xã, thị trấn triển khai Kế hoạch',
        'Nhắc trước hạn 3 ngày làm việc: Lập danh sách mẫu cá nhân, tổ chức đã giải quyết TTHC tại Bộ phận Một cửa (20 nhiệm vụ)',
      ],
    });
  });

  it('names openings and closings', async () => {
    const id = await app.rehearsalAt('2024-01-17T15:00');
    const { stages } = (await app.get(`campaigns/${id}`)).body;
    expect(stages.find(({ key }: { key: string }) => key === 'self-scoring').closesAt).toBe('2024-01-17T17:00:00.000Z');
    expect((await app.get(`campaigns/${id}/clock`)).body.next).toEqual({
      at: '2024-01-17T17:00:00.000Z',
      what: [
        'Đóng: Tự đánh giá, chấm điểm, đăng tải tài liệu kiểm chứng, Chủ tịch UBND xã ký duyệt và gửi (20 nhiệm vụ)',
      ],
    });
    const early = await app.rehearsalAt('2023-12-14T16:00');
    const { what } = (await app.get(`campaigns/${early}/clock`)).body.next;
    expect(what).toContain('Đến ngày mở bước: Họp Tổ thư ký, phân công nhiệm vụ cụ thể cho các thành viên');
  });

  it('belongs to a process without Temporal as little as to a real campaign', async () => {
    const id = await app.rehearsalAt('2023-12-08T07:30');
    const move = (to: string) => app.post(`campaigns/${id}/clock/moves`, { to });
    expect((await move('2023-12-08T07:00:00+07:00')).body.code).toBe('CLOCK.BACKWARDS');
    expect((await move('soon')).body.code).toBe('VALUE.INVALID');
    expect((await move('NEXT')).body.code).toBe('SERVICE.UNAVAILABLE');
    const real = await app.post('campaigns', { planId: app.planId, clock: 'REAL' }, { as: COORDINATOR });
    const refused = await app.post(`campaigns/${real.body.id as string}/clock/moves`, { to: 'NEXT' });
    expect([refused.status, refused.body.code]).toEqual([409, 'REHEARSAL.NOT']);
  });
});
