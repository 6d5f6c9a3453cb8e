import type { ActRefusal, TaskRefusal } from '../../tasks/domain/refusals';

export interface ErrorKind {
  readonly status: number;
  /** What a person in the office reads. */
  readonly title: string;
  readonly titleEn: string;
}

/** Refusals of acts on tasks: the state of the task is in the way, hence 409. */
const TASK_REFUSALS = {
  'TASK.NOT_FOUND': { status: 404, title: 'Không có nhiệm vụ này.', titleEn: 'There is no such task.' },
  'TASK.DONE': { status: 409, title: 'Nhiệm vụ đã hoàn thành.', titleEn: 'The task is done already.' },
  'TASK.CANCELLED': { status: 409, title: 'Nhiệm vụ đã bị hủy.', titleEn: 'The task has been cancelled.' },
  'TASK.CLOSED': { status: 409, title: 'Nhiệm vụ đã đóng.', titleEn: 'The task is closed.' },
  'TASK.NOT_DONE': { status: 409, title: 'Nhiệm vụ chưa hoàn thành.', titleEn: 'The task is not done yet.' },
  'TASK.EXISTS': { status: 409, title: 'Nhiệm vụ này đã có.', titleEn: 'The task exists already.' },
  'STAGE.COMPLETED': { status: 409, title: 'Bước này đã kết thúc.', titleEn: 'The stage is completed.' },
  'STAGE.NOT_OPEN': { status: 409, title: 'Bước này chưa mở.', titleEn: 'The stage is not open.' },
  'DUE.NOT_LATER': {
    status: 422,
    title: 'Hạn mới phải sau hạn hiện tại.',
    titleEn: 'The new due day must be later than the present one.',
  },
  'DUE.PAST': { status: 422, title: 'Hạn mới đã qua.', titleEn: 'The new due day is over already.' },
  'ESCALATION.NOT_FIRED': {
    status: 409,
    title: 'Chưa có báo cáo cấp trên nào để xác nhận.',
    titleEn: 'No such escalation has been sent yet.',
  },
  'ESCALATION.ACKNOWLEDGED': {
    status: 409,
    title: 'Báo cáo cấp trên này đã được xác nhận.',
    titleEn: 'The escalation has been acknowledged already.',
  },
} as const satisfies Record<TaskRefusal, ErrorKind>;

/** Refusals that only people's acts on tasks run into. */
const ACT_REFUSALS = {
  'TASK.NOT_YOURS': {
    status: 403,
    title: 'Việc này không thuộc vai trò của bạn đối với nhiệm vụ.',
    titleEn: 'This is not yours to do with this task.',
  },
  'TASK.CLAIMED': { status: 409, title: 'Nhiệm vụ đã có người nhận.', titleEn: 'The task has been claimed already.' },
  'TASK.NOT_CLAIMED': { status: 409, title: 'Nhiệm vụ chưa có ai nhận.', titleEn: 'Nobody has claimed the task.' },
  'CAMPAIGN.ENDED': {
    status: 409,
    title: 'Đợt đánh giá đã kết thúc.',
    titleEn: 'The campaign has ended.',
  },
  'PERSON.NOT_THERE': {
    status: 422,
    title: 'Người này không giữ vai trò nào ở cơ quan, đơn vị thực hiện nhiệm vụ.',
    titleEn: 'This person holds no role at the organisation that does the task.',
  },
  'EXTENSION.ASKED': {
    status: 409,
    title: 'Đã có đề nghị gia hạn đang chờ quyết định.',
    titleEn: 'An extension has been asked for already and waits for its decision.',
  },
  'EXTENSION.NOT_ASKED': {
    status: 409,
    title: 'Không có đề nghị gia hạn nào đang chờ quyết định.',
    titleEn: 'No extension waits for its decision.',
  },
  'EXTENSION.NOT_FOUND': {
    status: 404,
    title: 'Không có đề nghị gia hạn này.',
    titleEn: 'There is no such request for an extension.',
  },
  'EXTENSION.DECIDED': {
    status: 409,
    title: 'Đề nghị gia hạn này đã được quyết định.',
    titleEn: 'This request for an extension has been decided already.',
  },
  'FILE.REQUIRED': {
    status: 422,
    title: 'Nhiệm vụ này hoàn thành bằng một văn bản: hãy đính kèm ít nhất một tệp.',
    titleEn: 'This task is done by a document: attach at least one file.',
  },
  'FILE.NOT_OF_TASK': {
    status: 422,
    title: 'Có tệp không thuộc nhiệm vụ này.',
    titleEn: 'A file does not belong to this task.',
  },
} as const satisfies Record<Exclude<ActRefusal, TaskRefusal>, ErrorKind>;

/**
 * Every code that the API answers with. A code never changes its meaning: programs of other offices compare them.
 * `docs/errors.md` is written from this table.
 */
export const ERROR_CODES = {
  ...TASK_REFUSALS,
  ...ACT_REFUSALS,
  'FILE.TYPE_NOT_ALLOWED': {
    status: 415,
    title: 'Chỉ nhận tệp PDF, DOCX, XLSX, ODT, ODS, JPEG và PNG, xét theo nội dung tệp.',
    titleEn: 'Only PDF, DOCX, XLSX, ODT, ODS, JPEG and PNG files are taken, judged by what they contain.',
  },
  'FILE.DAMAGED': {
    status: 500,
    title: 'Tệp lưu trữ không còn nguyên vẹn. Hãy báo quản trị viên.',
    titleEn: 'The stored file is no longer intact. Tell the administrator.',
  },
  'MESSAGE.NOT_FAILED': {
    status: 409,
    title: 'Chỉ gửi lại được thư đã gửi không thành công.',
    titleEn: 'Only a message that has failed can be sent once more.',
  },
  'VALUE.INVALID': {
    status: 422,
    title: 'Có giá trị chưa hợp lệ.',
    titleEn: 'Some values are not valid.',
  },
  'REQUEST.MALFORMED': { status: 400, title: 'Yêu cầu không đọc được.', titleEn: 'The request cannot be read.' },
  'REQUEST.TOO_LARGE': { status: 413, title: 'Dữ liệu gửi lên quá lớn.', titleEn: 'The request is too large.' },
  'REQUEST.MEDIA_TYPE': {
    status: 415,
    title: 'Kiểu dữ liệu gửi lên không được hỗ trợ.',
    titleEn: 'The media type is not supported.',
  },
  'SESSION.REQUIRED': { status: 401, title: 'Bạn cần đăng nhập.', titleEn: 'You need to sign in.' },
  'SESSION.REFUSED': {
    status: 401,
    title: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    titleEn: 'The login or the password is wrong.',
  },
  'PERMISSION.MISSING': {
    status: 403,
    title: 'Bạn không có quyền thực hiện việc này.',
    titleEn: 'You have no permission to do this.',
  },
  'ORGANISATION.NOT_YOURS': {
    status: 403,
    title: 'Việc này thuộc cơ quan, đơn vị khác.',
    titleEn: 'This belongs to another organisation.',
  },
  'CSRF.INVALID': {
    status: 403,
    title: 'Yêu cầu không đến từ trang của hệ thống. Hãy tải lại trang rồi thử lại.',
    titleEn: 'The request did not come from a page of this system. Reload the page and try again.',
  },
  'PASSWORD.NOT_SET': {
    status: 409,
    title: 'Tài khoản này không dùng mật khẩu.',
    titleEn: 'This account has no password.',
  },
  'RATE.LIMITED': {
    status: 429,
    title: 'Thử quá nhiều lần. Hãy đợi rồi thử lại.',
    titleEn: 'Too many attempts. Wait and try again.',
  },
  NOT_FOUND: { status: 404, title: 'Không tìm thấy.', titleEn: 'Not found.' },
  'VERSION.REQUIRED': {
    status: 428,
    title: 'Thiếu phiên bản đang sửa (If-Match).',
    titleEn: 'The version being edited is missing (If-Match).',
  },
  'VERSION.CONFLICT': {
    status: 412,
    title: 'Người khác vừa sửa nội dung này. Hãy xem bản mới trước khi lưu.',
    titleEn: 'Somebody else has changed this meanwhile. Look at the new version before saving.',
  },
  'IDEMPOTENCY.CONFLICT': {
    status: 409,
    title: 'Khóa chống gửi trùng đã được dùng cho một yêu cầu khác.',
    titleEn: 'The idempotency key was used for another request.',
  },
  'IDEMPOTENCY.IN_PROGRESS': {
    status: 409,
    title: 'Yêu cầu này đang được xử lý.',
    titleEn: 'The same request is still being carried out.',
  },
  'IDEMPOTENCY.INTERRUPTED': {
    status: 409,
    title: 'Lần gửi trước bị gián đoạn. Hãy xem kết quả trước khi gửi lại.',
    titleEn: 'The first attempt was interrupted. Look whether it took effect before sending it again.',
  },
  'PLAN.FAULTY': { status: 422, title: 'Tệp kế hoạch có lỗi.', titleEn: 'The plan file has faults.' },
  'ORGANISATIONS.FAULTY': {
    status: 422,
    title: 'Tệp cơ quan, đơn vị có lỗi.',
    titleEn: 'The file of organisations has faults.',
  },
  'ORGANISATIONS.OTHER_AUTHORITY': {
    status: 422,
    title: 'Tệp này của một địa phương khác.',
    titleEn: 'The file belongs to another authority.',
  },
  'PERSON.EXISTS': {
    status: 409,
    title: 'Mã người dùng hoặc tên đăng nhập này đã có.',
    titleEn: 'A person with this key or login exists already.',
  },
  'ROLE.EXISTS': {
    status: 409,
    title: 'Người này đã giữ vai trò này.',
    titleEn: 'The person holds this role already.',
  },
  'CALENDAR.UNCHANGED': {
    status: 409,
    title: 'Lịch đã như vậy, không có gì thay đổi.',
    titleEn: 'The calendar is so already; nothing would change.',
  },
  'DUE.BEFORE_OPENING': {
    status: 422,
    title: 'Hạn mới sớm hơn ngày mở của bước.',
    titleEn: 'The new due day lies before the opening of its stage.',
  },
  'STAGE.NO_TASK': {
    status: 422,
    title: 'Bước phải còn ít nhất một nhiệm vụ.',
    titleEn: 'A stage must keep at least one task.',
  },
  'REHEARSAL.NOT': {
    status: 409,
    title: 'Đợt này chạy theo thời gian thực, không dời đồng hồ được.',
    titleEn: 'This campaign runs by the real clock, which cannot be moved.',
  },
  'CLOCK.BACKWARDS': {
    status: 422,
    title: 'Đồng hồ diễn tập chỉ tiến, không lùi.',
    titleEn: 'The clock of a rehearsal never goes back.',
  },
  'SERVICE.UNAVAILABLE': {
    status: 503,
    title: 'Hệ thống tạm thời chưa sẵn sàng. Hãy thử lại sau ít phút.',
    titleEn: 'The system is not ready at the moment. Try again in a few minutes.',
  },
  INTERNAL: {
    status: 500,
    title: 'Hệ thống gặp lỗi. Hãy báo mã sự cố cho quản trị viên.',
    titleEn: 'The system has met an error. Tell the administrator the incident number.',
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function kindOfError(code: ErrorCode): ErrorKind {
  return ERROR_CODES[code];
}
