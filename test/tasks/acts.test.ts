import { TaskApp } from './taskApp';

const COORDINATOR = 'coordinator@noi-vu';
const OFFICIAL = 'official@11155';
const LEADER = 'leader@11155';

let test: TaskApp;
let task: string;
beforeEach(async () => {
  test = await TaskApp.launched({ on: '2024-01-08T08:00' });
  task = await test.taskId('self-score', '11155');
  await test.campaign.rows(`update message set status = 'CANCELLED'`);
});
afterEach(() => test.close());

const actionsOf = (answer: { body: { allowedActions: { action: string }[] } }) =>
  answer.body.allowedActions.map((one) => one.action);
const notices = () =>
  test.campaign.rows<{ what: string; to: string }>(
    `select n.what, p.key as to from notice n join message m on m.id = n.message_id join person p on p.id = m.to_id
      order by n.id, p.key`,
  );
/** What people did. */
const journal = async (taskId = task) =>
  (
    await test.campaign.rows<{ act: string }>(
      `select act from journal_entry where subject_id = $1 and source = 'API' order by sequence`,
      [taskId],
    )
  ).map((row) => row.act);

describe('claiming and handing on', () => {
  it('a claim names one person, and the reminders follow it', async () => {
    const answer = await test.act(OFFICIAL, task, 'claim');
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.body.claimedBy.id).toBe(await test.campaign.personId(OFFICIAL));
    expect(actionsOf(answer)).toEqual(['HAND_BACK', 'DELEGATE', 'COMMENT', 'ATTACH', 'REPORT', 'ASK_EXTENSION']);
    await test.act(LEADER, task, 'delegation', { personId: await test.campaign.personId(LEADER) });
    await test.campaign.runAt('2024-01-09T08:00');
    const [step] = await test.campaign.rows<{ told: string[] }>(
      `select array(select key from person where id = any(recipients)) as told from deadline_step
        where task_id = $1 and rule = '1-day-before' and status = 'FIRED'`,
      [task],
    );
    expect(step?.told).toEqual([LEADER]);
  });

  it('two people who claim at once: one gets it', async () => {
    await test.campaign.rows(
      `insert into role_holding (person_id, organisation_id, role)
       select p.id, o.id, 'official' from person p, organisation o where p.key = 'leader@11155' and o.key = '11155'`,
    );
    const answers = await Promise.all([test.act(OFFICIAL, task, 'claim'), test.act(LEADER, task, 'claim')]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(answers.find((one) => one.status === 409)?.body.code).toBe('TASK.CLAIMED');
  });

  it('what is handed back is again for all who hold the role', async () => {
    expect((await test.act(OFFICIAL, task, 'hand-back')).body.code).toBe('TASK.NOT_CLAIMED');
    await test.act(OFFICIAL, task, 'claim');
    const answer = await test.act(OFFICIAL, task, 'hand-back');
    expect([answer.status, answer.body.claimedBy]).toEqual([200, null]);
    expect(await journal()).toEqual(['CLAIMED', 'HANDED_BACK']);
  });

  it('a delegation goes to somebody of the organisation, who is told', async () => {
    const outside = await test.campaign.personId('official@11185');
    expect((await test.act(LEADER, task, 'delegation', { personId: outside })).body.code).toBe('PERSON.NOT_THERE');
    const page = await test.get(LEADER, `tasks/${task}`);
    const official = page.body.delegates.find((one: { name: string }) => one.name.startsWith('Công chức'));
    const answer = await test.act(LEADER, task, 'delegation', { personId: official.id, note: 'Làm trước thứ Tư' });
    expect(answer.body.claimedBy).toEqual(official);
    expect(answer.body.history.at(-1)).toMatchObject({ act: 'DELEGATED', text: 'Làm trước thứ Tư', to: official });
    expect(await notices()).toEqual([{ what: 'DELEGATED', to: OFFICIAL }]);
  });

  it('what somebody else has claimed is not reported or delegated by a colleague, but by their leader', async () => {
    await test.act(LEADER, task, 'claim');
    expect((await test.act(OFFICIAL, task, 'report')).body.code).toBe('TASK.CLAIMED');
    expect((await test.act(OFFICIAL, task, 'claim')).body.code).toBe('TASK.CLAIMED');
    expect((await test.act(LEADER, task, 'report')).status).toBe(200);
  });
});

describe('reporting done', () => {
  it('settles the task, keeps its note and takes its reminders out of the plan', async () => {
    const answer = await test.act(OFFICIAL, task, 'report', { note: 'Đã gửi phiếu' });
    expect([answer.status, answer.body.state, answer.body.isLate]).toEqual([200, 'DONE', false]);
    expect(actionsOf(answer)).toEqual(['COMMENT']);
    const [line] = await test.campaign.rows(
      `select details from journal_entry where subject_id = $1 and act = 'DONE'`,
      [task],
    );
    expect(line).toEqual({ details: { note: 'Đã gửi phiếu', fileIds: [] } });
    const [left] = await test.campaign.rows(
      `select count(*)::int as n from deadline_step where task_id = $1 and status = 'PLANNED'`,
      [task],
    );
    expect(left).toEqual({ n: 0 });
  });

  it('pressed twice it is done once: with the key the same answer, without it the state says so', async () => {
    const version = { 'If-Match': '"1"' };
    const key = { ...version, 'Idempotency-Key': 'report-1' };
    const first = await test.post(OFFICIAL, `tasks/${task}/report`, { note: 'a' }, key);
    const second = await test.post(OFFICIAL, `tasks/${task}/report`, { note: 'a' }, key);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await test.act(OFFICIAL, task, 'report')).body.code).toBe('TASK.DONE');
    expect(await journal()).toEqual(['DONE']);
  });

  it('on a version that has changed meanwhile it is refused, and tells the version that is there', async () => {
    await test.act(LEADER, task, 'claim');
    const answer = await test.post(LEADER, `tasks/${task}/report`, {}, { 'If-Match': '"1"' });
    expect([answer.status, answer.body.code, answer.body.version]).toEqual([412, 'VERSION.CONFLICT', 2]);
    expect((await test.post(LEADER, `tasks/${task}/report`)).body.code).toBe('VERSION.REQUIRED');
  });

  it('at 00:00 after the due day it is late, and at its closing too late', async () => {
    await test.campaign.moveTo('2024-01-11T00:00');
    expect((await test.act(OFFICIAL, task, 'report')).body.isLate).toBe(true);
    const other = await test.taskId('self-score', '11185');
    await test.campaign.moveTo('2024-01-18T00:00');
    expect((await test.act('official@11185', other, 'report')).body.code).toBe('TASK.CLOSED');
    expect(actionsOf(await test.get('official@11185', `tasks/${other}`))).toEqual(['COMMENT']);
  });

  it('a task that is done by a document needs a file', async () => {
    const plan = await test.taskId('survey-plan');
    expect((await test.act('officer@noi-vu', plan, 'report')).body.code).toBe('FILE.REQUIRED');
    await test.upload('officer@noi-vu', plan, Buffer.from('%PDF-1.7 a'), 'Kế hoạch.pdf');
    const foreign = { fileIds: ['00000000-0000-4000-8000-000000000000'] };
    expect((await test.act('officer@noi-vu', plan, 'report', foreign)).body.code).toBe('FILE.NOT_OF_TASK');
    expect((await test.act('officer@noi-vu', plan, 'report')).body.state).toBe('DONE');
  });
});

describe('extensions', () => {
  const legal = { legalBasis: 'Công văn 12/UBND-NV' };
  const requestId = async () => (await test.get(COORDINATOR, `tasks/${task}`)).body.extensionRequests[0].id;

  it('asked for by the unit, given by the coordinator on another day', async () => {
    const asked = await test.act(OFFICIAL, task, 'extension-requests', { dueOn: '2024-01-16', reason: 'Chờ số liệu' });
    expect([asked.status, asked.body.extensionRequests[0].state]).toEqual([201, 'ASKED']);
    const again = await test.act(LEADER, task, 'extension-requests', { dueOn: '2024-01-17', reason: 'x' });
    expect(again.body.code).toBe('EXTENSION.ASKED');
    const decided = await test.act(COORDINATOR, task, `extension-requests/${await requestId()}/decision`, {
      decision: 'GIVEN',
      dueOn: '2024-01-15',
      reason: 'Có lý do',
      ...legal,
    });
    expect(decided.body).toMatchObject({ dueOn: '2024-01-15', isExtended: true });
    expect(decided.body.extensionRequests[0]).toMatchObject({ state: 'GIVEN', decision: 'Có lý do', ...legal });
    expect(await notices()).toEqual([
      { what: 'EXTENSION_ASKED', to: COORDINATOR },
      { what: 'EXTENSION_GIVEN', to: LEADER },
      { what: 'EXTENSION_GIVEN', to: OFFICIAL },
    ]);
    expect(await journal()).toEqual(['EXTENSION_ASKED', 'EXTENDED']);
  });

  it('refused: the day stays, and it may be asked for again', async () => {
    await test.act(OFFICIAL, task, 'extension-requests', { dueOn: '2024-01-16', reason: 'Chờ số liệu' });
    const id = await requestId();
    const refuse = () =>
      test.act(COORDINATOR, task, `extension-requests/${id}/decision`, {
        decision: 'REFUSED',
        reason: 'Không đủ căn cứ',
      });
    const answer = await refuse();
    expect([answer.body.dueOn, answer.body.extensionRequests[0].state]).toEqual(['2024-01-10', 'REFUSED']);
    expect((await refuse()).body.code).toBe('EXTENSION.NOT_ASKED');
    expect((await test.act(OFFICIAL, task, 'extension-requests', { dueOn: '2024-01-16', reason: 'y' })).status).toBe(
      201,
    );
    expect((await refuse()).body.code).toBe('EXTENSION.DECIDED');
    const unknown = `extension-requests/00000000-0000-4000-8000-000000000000/decision`;
    expect((await test.act(COORDINATOR, task, unknown, { decision: 'REFUSED', reason: 'z' })).body.code).toBe(
      'EXTENSION.NOT_FOUND',
    );
  });

  it('two decisions at once: one is taken', async () => {
    await test.act(OFFICIAL, task, 'extension-requests', { dueOn: '2024-01-16', reason: 'Chờ số liệu' });
    const path = `extension-requests/${await requestId()}/decision`;
    const answers = await Promise.all([
      test.act(COORDINATOR, task, path, { decision: 'GIVEN', reason: 'a', ...legal }),
      test.act(COORDINATOR, task, path, { decision: 'REFUSED', reason: 'b' }),
    ]);
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
  });

  it('given without being asked for, it decides what was asked meanwhile', async () => {
    await test.act(OFFICIAL, task, 'extension-requests', { dueOn: '2024-01-16', reason: 'Chờ số liệu' });
    const answer = await test.act(COORDINATOR, task, 'extensions', { dueOn: '2024-01-12', reason: 'Mưa lũ', ...legal });
    expect([answer.body.dueOn, answer.body.extensionRequests[0].state]).toEqual(['2024-01-12', 'GIVEN']);
    const steps = await test.get(OFFICIAL, `tasks/${task}/deadline-steps`);
    expect(steps.body.items.some((one: { reason: string }) => one.reason === 'EXTENDED')).toBe(true);
  });

  it.each([
    [{ dueOn: '2024-01-10', reason: 'x', ...legal }, 'DUE.NOT_LATER'],
    [{ dueOn: '2024-02-30', reason: 'x', ...legal }, 'VALUE.INVALID'],
    [{ dueOn: '2024-01-12', reason: '  ', ...legal }, 'VALUE.INVALID'],
    [{ dueOn: '2024-01-12', reason: 'x' }, 'VALUE.INVALID'],
  ])('%j is refused: %s', async (body, code) => {
    expect((await test.act(COORDINATOR, task, 'extensions', body)).body.code).toBe(code);
  });
});

describe('returning and cancelling', () => {
  it('a task that is done goes back to its office with a reason and a new due day', async () => {
    const back = { dueOn: '2024-01-12', reason: 'Thiếu tài liệu' };
    expect((await test.act(COORDINATOR, task, 'return', back)).body.code).toBe('TASK.NOT_DONE');
    await test.act(OFFICIAL, task, 'report');
    expect((await test.act(COORDINATOR, task, 'return', { ...back, dueOn: '2024-01-05' })).body.code).toBe('DUE.PAST');
    const answer = await test.act(COORDINATOR, task, 'return', back);
    expect(answer.body).toMatchObject({ state: 'RETURNED', dueOn: '2024-01-12', doneAt: null });
    expect((await notices()).map((one) => one.what)).toEqual(['RETURNED', 'RETURNED']);
    const page = await test.get(OFFICIAL, `tasks/${task}`);
    expect(page.body.history.map((one: { act: string }) => one.act)).toEqual(['CREATED', 'DONE', 'RETURNED']);
    expect(page.body.history.at(-1)).toMatchObject({
      by: { name: expect.stringContaining('Chuyên viên') },
      dueOn: '2024-01-12',
      text: 'Thiếu tài liệu',
      to: null,
    });
  });

  it('a task that is cancelled tells its office', async () => {
    const answer = await test.act(COORDINATOR, task, 'cancellation', { reason: 'Sáp nhập' });
    expect(answer.body.state).toBe('CANCELLED');
    expect((await notices()).map((one) => [one.what, one.to])).toEqual([
      ['CANCELLED', LEADER],
      ['CANCELLED', OFFICIAL],
    ]);
    expect((await test.act(OFFICIAL, task, 'report')).body.code).toBe('TASK.CANCELLED');
  });

  it('in a campaign that was cancelled nothing is done any more', async () => {
    await test.campaign.rows(`update campaign set state = 'CANCELLED' where id = $1`, [test.campaign.id]);
    expect((await test.act(OFFICIAL, task, 'report')).body.code).toBe('CAMPAIGN.ENDED');
  });
});

describe('comments', () => {
  it('tell those who work on it and the coordinator, and show in order', async () => {
    await test.act(OFFICIAL, task, 'comments', { body: ' Cần hướng dẫn thêm ' });
    const answer = await test.act(COORDINATOR, task, 'comments', { body: 'Đã gửi hướng dẫn' });
    expect(answer.body.comments.map((one: { body: string }) => one.body)).toEqual([
      'Cần hướng dẫn thêm',
      'Đã gửi hướng dẫn',
    ]);
    expect(await notices()).toEqual([
      { what: 'COMMENT', to: COORDINATOR },
      { what: 'COMMENT', to: OFFICIAL },
    ]);
  });

  it('are not in the journal, which is kept for ever', async () => {
    await test.act(OFFICIAL, task, 'comments', { body: 'Ông A ở thôn B' });
    const lines = await test.campaign.rows('select details::text from journal_entry where subject_id = $1', [task]);
    expect(JSON.stringify(lines)).not.toContain('thôn B');
  });

  it('a coordinating body comments, and does nothing else', async () => {
    const answer = await test.act('officer@tu-phap', task, 'comments', { body: 'Lĩnh vực II' });
    expect([answer.status, actionsOf(answer)]).toEqual([201, ['COMMENT']]);
    expect((await test.act('officer@tu-phap', task, 'report')).body.code).toBe('TASK.NOT_YOURS');
  });
});

describe('acknowledging', () => {
  beforeEach(async () => {
    await test.campaign.runAt('2024-01-11T14:00');
  });

  it('whoever an escalation told, or holds the office it told, acknowledges it once', async () => {
    expect(actionsOf(await test.get(LEADER, `tasks/${task}`))).toContain('ACKNOWLEDGE');
    const act = (who: string, escalation: string) => test.act(who, task, 'acknowledgements', { escalation });
    expect((await act(LEADER, 'to-coordinator')).body.code).toBe('ESCALATION.NOT_FIRED');
    expect((await act(COORDINATOR, 'to-unit-leader')).body.code).toBe('TASK.NOT_YOURS');
    expect((await act(OFFICIAL, 'to-unit-leader')).body.code).toBe('TASK.NOT_YOURS');
    const answer = await act(LEADER, 'to-unit-leader');
    expect([answer.status, actionsOf(answer)]).toEqual([200, expect.not.arrayContaining(['ACKNOWLEDGE'])]);
    expect((await act(LEADER, 'to-unit-leader')).body.code).toBe('ESCALATION.ACKNOWLEDGED');
    const steps = await test.get(LEADER, `tasks/${task}/deadline-steps`);
    const step = steps.body.items.find((one: { rule: string }) => one.rule === 'to-unit-leader');
    expect(step).toMatchObject({ acknowledgedBy: expect.stringContaining('Chủ tịch UBND'), status: 'FIRED' });
  });

  it('before any escalation has fired there is nothing to acknowledge', async () => {
    const other = await test.taskId('survey-freeze');
    const answer = await test.act(COORDINATOR, other, 'acknowledgements', { escalation: 'to-approver' });
    expect(answer.body.code).toBe('ESCALATION.NOT_FIRED');
  });
});

describe('who may not', () => {
  it.each([
    ['official@11185', 'claim', {}, 404, 'TASK.NOT_FOUND'],
    [OFFICIAL, 'cancellation', { reason: 'x' }, 403, 'PERMISSION.MISSING'],
    [COORDINATOR, 'report', {}, 403, 'TASK.NOT_YOURS'],
    [COORDINATOR, 'claim', {}, 403, 'TASK.NOT_YOURS'],
    ['chair@hoi-dong', 'comments', { body: 'x' }, 403, 'TASK.NOT_YOURS'],
    ['inspector@ubnd-huyen', 'comments', { body: 'x' }, 403, 'PERMISSION.MISSING'],
  ])('%s %s %j: %d %s', async (who, path, body, status, code) => {
    const answer = await test.act(who, task, path, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await journal()).toEqual([]);
  });

  it('a task of another authority does not exist', async () => {
    await test.campaign.rows(
      `with other as (insert into authority (key, name, time_zone) values ('khac', 'Khác', 'Asia/Ho_Chi_Minh') returning id)
       update campaign set authority_id = other.id from other where campaign.id = $1`,
      [test.campaign.id],
    );
    expect((await test.act(OFFICIAL, task, 'claim')).body.code).toBe('TASK.NOT_FOUND');
    expect((await test.get('inspector@ubnd-huyen', `tasks/${task}`)).body.code).toBe('TASK.NOT_FOUND');
  });
});

describe('a substitute', () => {
  it('acts on behalf of the absent person, and the journal says so', async () => {
    await test.campaign.rows(
      `insert into absence (person_id, from_on, to_on, substitute_id)
       values ($1, current_date - 1, current_date + 1, $2)`,
      [await test.campaign.personId(OFFICIAL), await test.campaign.personId('official@11185')],
    );
    const claimed = await test.act('official@11185', task, 'claim');
    expect(claimed.body.claimedBy.id).toBe(await test.campaign.personId(OFFICIAL));
    expect((await test.act('official@11185', task, 'report')).body.state).toBe('DONE');
    const [line] = await test.campaign.rows(
      `select a.key as actor, b.key as "for" from journal_entry j join person a on a.id = j.actor_id
         join person b on b.id = j.on_behalf_of where j.subject_id = $1 and j.act = 'DONE'`,
      [task],
    );
    expect(line).toEqual({ actor: 'official@11185', for: OFFICIAL });
  });
});
