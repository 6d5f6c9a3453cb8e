/** What people do with a task: the word on the button, what it brings about, what was done. */
const DAY = 'Hạn mới';
const FILE_TYPES = 'Nhận PDF, DOCX, XLSX, ODT, ODS, JPEG, PNG';
const REASON = 'Lý do';
export const actWords = {
  CLAIM: { press: 'Nhận việc', done: 'Bạn đã nhận việc này.' },
  HAND_BACK: { press: 'Trả lại việc đã nhận', done: 'Bạn đã trả lại việc này cho cơ quan.' },
  DELEGATE: {
    press: 'Chuyển cho người khác',
    done: 'Đã chuyển việc; người nhận sẽ được báo.',
    person: 'Chuyển cho',
    note: 'Lời nhắn',
  },
  REPORT: {
    press: 'Báo cáo hoàn thành',
    done: 'Đã báo cáo hoàn thành. Các bước nhắc còn lại sẽ không gửi nữa.',
    note: 'Kết quả thực hiện',
    noteHint: 'Ví dụ: số văn bản, ngày ban hành, nơi gửi',
    files: 'Tệp kèm theo',
    fileNeeded: `Việc này cần ít nhất một tệp: văn bản đã ban hành. ${FILE_TYPES}`,
    fileTypes: FILE_TYPES,
  },
  COMMENT: { press: 'Ghi ý kiến', done: 'Đã ghi ý kiến.', body: 'Ý kiến' },
  ATTACH: { press: 'Đính kèm tệp', done: 'Đã đính kèm tệp.', files: 'Chọn tệp', fileTypes: FILE_TYPES },
  ASK_EXTENSION: {
    press: 'Xin gia hạn',
    done: 'Đã gửi đề nghị gia hạn. Hạn cũ vẫn giữ cho đến khi được đồng ý.',
    day: 'Xin đến ngày',
    reason: REASON,
  },
  DECIDE_EXTENSION: {
    press: 'Quyết định gia hạn',
    done: 'Đã quyết định đề nghị gia hạn.',
    decision: 'Quyết định',
    given: 'Đồng ý gia hạn',
    refused: 'Không đồng ý',
    day: 'Hạn mới (khi đồng ý)',
    reason: REASON,
    legalBasis: 'Căn cứ (phải có khi đồng ý)',
  },
  EXTEND: { press: 'Gia hạn', done: 'Đã gia hạn.', day: DAY, reason: REASON, legalBasis: 'Căn cứ' },
  RETURN: { press: 'Trả lại để làm tiếp', done: 'Đã trả lại nhiệm vụ với hạn mới.', day: DAY, reason: REASON },
  CANCEL: {
    press: 'Hủy nhiệm vụ',
    done: 'Đã hủy nhiệm vụ.',
    note: 'Hủy rồi thì không mở lại được. Người đang làm sẽ được báo.',
    reason: REASON,
  },
  ACKNOWLEDGE: { press: 'Xác nhận đã nhận báo cáo', done: 'Đã xác nhận. Cấp trên nữa sẽ không bị báo vì việc này.' },
};
