import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDocx } from '../files/zip';
import { TaskApp } from './taskApp';

const OFFICIAL = 'official@11155';
const PDF = Buffer.from('%PDF-1.7 một văn bản');

let test: TaskApp;
let task: string;
beforeAll(async () => {
  test = await TaskApp.launched({ on: '2024-01-08T08:00' });
  task = await test.taskId('self-score', '11155');
});
afterAll(() => test.close());

const pdfOf = (body: { files: { id: string; sha256: string; mediaType: string }[] }) => {
  const found = body.files.find((one) => one.mediaType === 'application/pdf');
  if (found === undefined) throw new Error('No PDF');
  return found;
};
const aside = () => readdirSync(join(test.filesDir, 'received'));

describe('files of a task', () => {
  it('are attached with their name, their type and their hash, and come back as they were', async () => {
    const answer = await test.upload(OFFICIAL, task, PDF, '../Quyết định số 12.pdf');
    expect(answer.status).toBe(201);
    const [file] = answer.body.files;
    expect(file).toMatchObject({
      name: 'Quyết định số 12.pdf',
      mediaType: 'application/pdf',
      sizeBytes: PDF.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/u),
      attachedBy: { name: expect.stringContaining('Công chức') },
    });
    const back = await test.get('leader@11155', `tasks/${task}/files/${file.id}`);
    expect(back.body).toEqual(PDF);
    expect(back.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Quyet dinh so 12.pdf"; filename*=UTF-8''${encodeURIComponent('Quyết định số 12.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-length': String(PDF.length),
    });
    expect(aside()).toEqual([]);
  });

  it('are judged by their content, not by their name', async () => {
    const word = await test.upload(OFFICIAL, task, aDocx(), 'báo cáo.pdf');
    expect(word.body.files.map((one: { name: string }) => one.name)).toContain('báo cáo.pdf.docx');
    const program = await test.upload(OFFICIAL, task, Buffer.from('MZ program'), 'báo cáo.pdf');
    expect([program.status, program.body.code]).toEqual([415, 'FILE.TYPE_NOT_ALLOWED']);
    expect(aside()).toEqual([]);
  });

  it('are refused when they are too large, and leave nothing behind', async () => {
    const large = Buffer.concat([PDF, Buffer.alloc(1024 * 1024)]);
    const answer = await test.upload(OFFICIAL, task, large, 'a.pdf');
    expect([answer.status, answer.body.code]).toEqual([413, 'REQUEST.TOO_LARGE']);
    expect(aside()).toEqual([]);
  });

  it('are refused when there are none', async () => {
    expect((await test.post(OFFICIAL, `tasks/${task}/files`)).body.errors).toEqual([
      { pointer: '/file', code: 'VALUE.MISSING', message: 'Hãy chọn một tệp.' },
    ]);
  });

  it.each([
    ['official@11185', 404, 'TASK.NOT_FOUND'],
    ['officer@tu-phap', 403, 'TASK.NOT_YOURS'],
    ['inspector@ubnd-huyen', 403, 'PERMISSION.MISSING'],
  ])('are not attached by %s: %d %s', async (who, status, code) => {
    const answer = await test.upload(who, task, PDF, 'a.pdf');
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(aside()).toEqual([]);
  });

  it('are not read by those who may not see the task, nor under another task', async () => {
    const { body } = await test.get(OFFICIAL, `tasks/${task}`);
    const { id } = pdfOf(body);
    expect((await test.get('official@11185', `tasks/${task}/files/${id}`)).body.code).toBe('TASK.NOT_FOUND');
    const other = await test.taskId('sampling-list', '11155');
    expect((await test.get(OFFICIAL, `tasks/${other}/files/${id}`)).body.code).toBe('NOT_FOUND');
  });

  it('that were altered on the disk are not given out', async () => {
    const { body } = await test.get(OFFICIAL, `tasks/${task}`);
    const { id, sha256 } = pdfOf(body);
    writeFileSync(join(test.filesDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256), 'another');
    const answer = await test.get(OFFICIAL, `tasks/${task}/files/${id}`);
    expect([answer.status, answer.body.code]).toEqual([500, 'FILE.DAMAGED']);
  });
});
