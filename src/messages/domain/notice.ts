import type { Day, Instant } from '../../shared/instant';

/** Why somebody takes over open tasks. */
export type HandoverCause = 'ROLE' | 'UNIT' | 'ABSENCE';

/**
 * What somebody did that others are told of, beside the ledger (contract of deadlines, §4), with what the notice says
 * about it. The text of a comment is not among it: it may name citizens, and mail leaves the house.
 */
export type Notice =
  | { readonly what: 'DELEGATED'; readonly note: string | null }
  | { readonly what: 'RETURNED'; readonly reason: string; readonly dueOn: Day }
  | { readonly what: 'EXTENSION_ASKED'; readonly reason: string; readonly dueOn: Day }
  | {
      readonly what: 'EXTENSION_GIVEN';
      readonly from: Day;
      readonly dueOn: Day;
      readonly reason: string | null;
      readonly legalBasis: string | null;
    }
  | { readonly what: 'EXTENSION_REFUSED'; readonly dueOn: Day; readonly reason: string }
  | { readonly what: 'LOCKED' }
  | { readonly what: 'CANCELLED'; readonly reason: string }
  | { readonly what: 'COMMENT' }
  | { readonly what: 'DUE_MOVED'; readonly from: Day; readonly dueOn: Day; readonly reason: string }
  | { readonly what: 'CLOSING_MOVED'; readonly from: Instant; readonly closesAt: Instant; readonly reason: string }
  | { readonly what: 'HANDOVER'; readonly because: HandoverCause };

export type NoticeKind = Notice['what'];

/** The word of each notice, in the subject and above the task. */
export const NOTICE_WORDS = {
  DELEGATED: 'Chuyển giao nhiệm vụ',
  RETURNED: 'Trả lại',
  EXTENSION_ASKED: 'Xin gia hạn',
  EXTENSION_GIVEN: 'Gia hạn',
  EXTENSION_REFUSED: 'Không gia hạn',
  LOCKED: 'Đã đóng, chưa hoàn thành',
  CANCELLED: 'Hủy nhiệm vụ',
  COMMENT: 'Ý kiến mới',
  DUE_MOVED: 'Đổi hạn',
  CLOSING_MOVED: 'Đổi ngày đóng',
  HANDOVER: 'Tiếp nhận nhiệm vụ',
} as const satisfies Record<NoticeKind, string>;

/** How a notice is kept in the ledger of messages: who did it, and for whom the recipient stands in. */
export type StoredNotice = Notice & { readonly byId: string | null; readonly forId: string | null };
