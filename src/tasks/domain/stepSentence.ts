import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { StepKind, StepReason, StepStatus } from '../../deadlines/domain/step';
import { instantText } from '../../messages/domain/wording/timeWords';
import type { Instant } from '../../shared/instant';

/** Why a step did not go out. Each answers a person who asks "why did this office get no reminder?". */
export const REASON_SENTENCES = {
  DONE: 'Không gửi: nhiệm vụ đã hoàn thành trước thời điểm này.',
  OVERTAKEN: 'Không gửi riêng: một lần nhắc sau của cùng nhiệm vụ đến lượt cùng lúc, nên chỉ lần sau được gửi.',
  CONDITION: 'Không gửi: cấp được báo cáo trước đó đã xác nhận, nên không cần báo cáo lên cấp này.',
  STAGE_CLOSED: 'Không gửi: nhiệm vụ đã đóng hoặc đã bị hủy trước thời điểm này.',
  PAST: 'Không gửi: khi lập lịch nhắc, thời điểm này đã qua.',
  NO_RECIPIENT: 'Không gửi được: không có ai để nhận. Cần giao người giữ vai trò được nhắc.',
  EXTENDED: 'Không gửi theo lịch này: nhiệm vụ có hạn mới, lịch nhắc đã được lập lại theo hạn mới.',
  REVISED: 'Không gửi theo lịch này: kế hoạch được điều chỉnh, lịch nhắc đã được lập lại theo hạn mới.',
  CALENDAR: 'Không gửi theo lịch này: lịch làm việc thay đổi, thời điểm nhắc đã được dời.',
  WAITING: 'Chưa gửi vào lúc này: cấp được báo cáo trước đó còn trong thời gian xác nhận, bước này được xét lại sau.',
} as const satisfies Record<StepReason, string>;

/** Escalations may also leave only the assignee, to whom nobody reports about their own task. */
const NOBODY_ELSE = 'Không gửi: người duy nhất được báo cáo chính là người thực hiện nhiệm vụ.';

const STATUS_SENTENCES = {
  PLANNED: {
    REMINDER: (at) => `Sẽ gửi lúc ${at} nếu đến khi đó nhiệm vụ chưa hoàn thành.`,
    ESCALATION: (at) => `Sẽ báo cáo lúc ${at} nếu đến khi đó nhiệm vụ chưa hoàn thành.`,
    DIGEST: (at) => `Sẽ gửi lúc ${at}.`,
  },
  FIRED: {
    REMINDER: (at, to) => `Đã gửi lúc ${at} cho ${to}.`,
    ESCALATION: (at, to) => `Đã báo cáo lúc ${at} tới ${to}.`,
    DIGEST: (at, to) => `Đã gửi lúc ${at} cho ${to}.`,
  },
} as const satisfies Record<'PLANNED' | 'FIRED', Record<StepKind, (at: string, to: string) => string>>;

export interface ToldStep {
  readonly kind: StepKind;
  readonly plannedAt: Instant;
  readonly status: StepStatus;
  readonly reason: StepReason | null;
  readonly firedAt: Instant | null;
  readonly isFault: boolean;
  readonly recipients: readonly { readonly name: string; readonly for: string | null }[];
}

/** Why a step of the ledger did, did not or will go out, in one Vietnamese sentence. */
export function stepSentence(step: ToldStep, calendar: WorkingCalendar): string {
  switch (step.status) {
    case 'PLANNED':
      return STATUS_SENTENCES.PLANNED[step.kind](instantText(step.plannedAt, calendar));
    case 'FIRED':
      return STATUS_SENTENCES.FIRED[step.kind](instantText(step.firedAt ?? step.plannedAt, calendar), peopleText(step));
    case 'SUPPRESSED':
    case 'SUPERSEDED': {
      // The database demands a reason of every row that did not fire.
      if (step.reason === null) throw new Error(`A step is ${step.status} without a reason`);
      if (step.reason === 'NO_RECIPIENT' && !step.isFault) return NOBODY_ELSE;
      return REASON_SENTENCES[step.reason];
    }
  }
}

function peopleText({ recipients }: ToldStep): string {
  if (recipients.length === 0) return 'người nhận theo quy định';
  return recipients.map(({ name, for: absent }) => (absent === null ? name : `${name} (thay ${absent})`)).join('; ');
}
