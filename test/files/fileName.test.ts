import { attachmentHeader, safeFileName } from '../../src/files/domain/fileName';

describe('the name of a file', () => {
  it.each([
    ['Quyết định 12.pdf', 'Quyết định 12.pdf'],
    ['Quyết định.pdf'.normalize('NFD'), 'Quyết định.pdf'],
    ['C:\\Users\\an\\Báo cáo.PDF', 'Báo cáo.PDF'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['..', 'tệp.pdf'],
    ['', 'tệp.pdf'],
    ['.pdf', 'tệp.pdf'],
    ['a\u202Efdp.exe', 'afdp.exe.pdf'],
    ['a\u0000b\n.pdf', 'ab.pdf'],
    ['a<b>:"c|?*.pdf', 'a_b___c___.pdf'],
    ['  hai   dấu cách .pdf', 'hai dấu cách.pdf'],
    ['ảnh.jpg', 'ảnh.jpg.pdf'],
    [`${'ệ'.repeat(300)}.pdf`, `${'ệ'.repeat(80)}.pdf`],
  ])('%j is saved as %j', (given, saved) => {
    expect(safeFileName(given, 'pdf')).toBe(saved);
  });

  it('keeps the ending that fits its content', () => {
    expect(safeFileName('ảnh.JPEG', 'jpeg')).toBe('ảnh.JPEG');
  });

  it('reaches old programs in plain letters and the others whole', () => {
    expect(attachmentHeader('Đề "án" (1).pdf')).toBe(
      `attachment; filename="De _an_ (1).pdf"; filename*=UTF-8''%C4%90%E1%BB%81%20%22%C3%A1n%22%20%281%29.pdf`,
    );
  });
});
