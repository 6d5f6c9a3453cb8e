import type { WorkingCalendar } from '../../../calendars/domain/workingCalendar';
import type { Instant } from '../../../shared/instant';
import type { NoticeContent, ToldNotice } from '../messageContent';
import { NOTICE_WORDS, type HandoverCause, type Notice } from '../notice';
import { closingOf } from './closing';
import { allTasksLink, rationed, taskLink, type Card, type Fact, type Item, type Letter, type Tone } from './letter';
import { factsOf, itemOf, placeFacts } from './taskFacts';
import { closingText, dueDayText, dueText, instantText } from './timeWords';

interface Leaving {
  readonly now: Instant;
  readonly calendar: WorkingCalendar;
  readonly publicUrl: string;
}

/** What somebody did, in one letter per person and release. */
export function noticeLetter(content: NoticeContent, now: Instant, publicUrl: string): Letter {
  const leaving = { now, calendar: content.campaign.calendar, publicUrl };
  const { full, short, left } = rationed(content.notices);
  const [first] = content.notices;
  const isOne = new Set(content.notices.map(({ notice }) => notice.what)).size === 1;
  return {
    subject: content.subject,
    heading: isOne && first !== undefined ? NOTICE_WORDS[first.notice.what] : 'Thông báo',
    greeting: `Kính gửi: ${content.to.name}`,
    opening: content.notices.length === 1 ? 'Có thông báo mới:' : `Có ${String(content.notices.length)} thông báo mới:`,
    sections: [
      { heading: null, cards: full.map((told) => cardOf(told, leaving)), items: [], note: null },
      {
        heading: short.length === 0 ? null : 'Các thông báo khác',
        cards: [],
        items: short.flatMap((told) => shortItem(told, leaving)),
        note: left === 0 ? null : `Còn ${String(left)} thông báo nữa: ${allTasksLink(publicUrl)}`,
      },
    ],
    closing: closingOf(content.reasons, content.campaign),
  };
}

const TONES: Partial<Readonly<Record<Notice['what'], Tone>>> = {
  RETURNED: 'SOON',
  EXTENSION_REFUSED: 'SOON',
  LOCKED: 'LATE',
};

function cardOf(told: ToldNotice, leaving: Leaving): Card {
  const { notice, task, byName, at } = told;
  const { calendar, publicUrl } = leaving;
  const who = byName === null ? [] : [{ name: 'Người thực hiện', value: byName }];
  return {
    label: NOTICE_WORDS[notice.what],
    tone: TONES[notice.what] ?? 'CALM',
    title: task?.title ?? '',
    facts: [...taskPart(told, leaving), ...factsOfNotice(notice, leaving), ...who, timeFact(at, calendar)],
    note: noteOf(notice),
    links: task === null ? [] : [{ text: 'Mở nhiệm vụ', href: taskLink(publicUrl, task.id) }],
  };
}

function timeFact(at: Instant, calendar: WorkingCalendar): Fact {
  return { name: 'Lúc', value: instantText(at, calendar) };
}

/** Notices of a new day say it themselves; what is cancelled has none any more. */
function taskPart({ notice, task }: ToldNotice, leaving: Leaving): Fact[] {
  if (task === null) return [];
  const saysDay = notice.what === 'RETURNED' || notice.what === 'EXTENSION_GIVEN' || notice.what === 'DUE_MOVED';
  return saysDay || task.state === 'CANCELLED'
    ? placeFacts(task, 'Đơn vị thực hiện')
    : factsOf(notice.what === 'CLOSING_MOVED' ? { ...task, closesAt: null } : task, 'Đơn vị thực hiện', leaving);
}

function factsOfNotice(notice: Notice, { now, calendar }: Leaving): Fact[] {
  const fact = (name: string, value: string | null): Fact[] =>
    value === null || value === '' ? [] : [{ name, value }];
  switch (notice.what) {
    case 'DELEGATED':
      return fact('Ghi chú', notice.note);
    case 'RETURNED':
      return [...fact('Lý do', notice.reason), ...fact('Hạn mới', dueText(notice.dueOn, now, calendar))];
    case 'EXTENSION_ASKED':
      return [...fact('Đề nghị hạn', dueDayText(notice.dueOn, calendar)), ...fact('Lý do', notice.reason)];
    case 'EXTENSION_GIVEN':
      return [
        ...fact('Hạn cũ', dueDayText(notice.from, calendar)),
        ...fact('Hạn mới', dueText(notice.dueOn, now, calendar)),
        ...fact('Lý do', notice.reason),
        ...fact('Căn cứ', notice.legalBasis),
      ];
    case 'EXTENSION_REFUSED':
      return [...fact('Hạn đã đề nghị', dueDayText(notice.dueOn, calendar)), ...fact('Lý do', notice.reason)];
    case 'CANCELLED':
      return fact('Lý do', notice.reason);
    case 'DUE_MOVED':
      return [
        ...fact('Hạn cũ', dueDayText(notice.from, calendar)),
        ...fact('Hạn mới', dueText(notice.dueOn, now, calendar)),
        ...fact('Lý do', notice.reason),
      ];
    case 'CLOSING_MOVED':
      return [...fact('Đóng', closingText(notice.closesAt, now, calendar)), ...fact('Lý do', notice.reason)];
    case 'HANDOVER':
      return fact('Tiếp nhận vì', HANDOVER_WORDS[notice.because]);
    case 'LOCKED':
    case 'COMMENT':
      return [];
  }
}

const HANDOVER_WORDS = {
  ROLE: 'bạn giữ vai trò mới',
  UNIT: 'đơn vị của bạn tiếp nhận đơn vị cũ',
  ABSENCE: 'bạn thay người vắng mặt',
} as const satisfies Record<HandoverCause, string>;

function noteOf(notice: Notice): string | null {
  switch (notice.what) {
    case 'LOCKED':
      return 'Nhiệm vụ đã đóng khi chưa hoàn thành; hệ thống không nhận thêm kết quả.';
    case 'EXTENSION_REFUSED':
      return 'Hạn không thay đổi.';
    case 'COMMENT':
      return 'Mở nhiệm vụ để đọc và trả lời.';
    case 'EXTENSION_ASKED':
      return 'Mở nhiệm vụ để quyết định.';
    case 'DELEGATED':
    case 'RETURNED':
    case 'EXTENSION_GIVEN':
    case 'CANCELLED':
    case 'DUE_MOVED':
    case 'CLOSING_MOVED':
    case 'HANDOVER':
      return null;
  }
}

function shortItem({ notice, task }: ToldNotice, { now, calendar, publicUrl }: Leaving): Item[] {
  if (task === null) return [];
  const item = itemOf(task, now, calendar, publicUrl);
  return [{ link: item.link, detail: `${NOTICE_WORDS[notice.what]}. ${item.detail}` }];
}
