import { kindOfFile } from '../../src/files/kindOfFile';
import { aDocx, aZip } from './zip';

const kindOf = (content: Buffer) =>
  kindOfFile(async (offset, length) => content.subarray(offset, offset + length), content.length);
const types = { '[Content_Types].xml': '<Types/>' };
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

describe('what a file is, by its content', () => {
  it.each<[string, Buffer, string | undefined]>([
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'pdf'],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'jpeg'],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]), 'png'],
    ['a Word document', aDocx(), 'docx'],
    ['a workbook', aZip({ ...types, 'xl/workbook.xml': '<x/>' }), 'xlsx'],
    ['an OpenDocument text', aZip({ mimetype: `${OPEN_DOCUMENT}.text`, 'content.xml': '' }), 'odt'],
    ['an OpenDocument table', aZip({ mimetype: `${OPEN_DOCUMENT}.spreadsheet`, 'content.xml': '' }), 'ods'],
    ['an OpenDocument template', aZip({ mimetype: `${OPEN_DOCUMENT}.text-template` }), undefined],
    ['an OpenDocument with macros', aZip({ mimetype: `${OPEN_DOCUMENT}.text`, 'Basic/script-lc.xml': '' }), undefined],
    ['a document with macros', aZip({ ...types, 'word/document.xml': '', 'word/vbaProject.bin': '' }), undefined],
    ['a presentation', aZip({ ...types, 'ppt/presentation.xml': '' }), undefined],
    ['another archive', aZip({ 'virus.exe': 'MZ' }), undefined],
    ['a ZIP without an end', aDocx().subarray(0, 60), undefined],
    ['a program', Buffer.from('MZ\u0090'), undefined],
    ['a page', Buffer.from('<html><script>'), undefined],
    ['an old Word document', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ])('%s', async (_what, content, kind) => {
    expect(await kindOf(content)).toBe(kind);
  });
});
