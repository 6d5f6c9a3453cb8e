import type { WorkingCalendar } from '../../calendars/domain/workingCalendar';
import type { CampaignState, StageState } from '../../campaigns/domain/campaign';
import type { Day, Instant } from '../../shared/instant';
import type { TaskState } from '../../tasks/domain/task';
import type { Notice } from './notice';

/** What a message says, as plain data: everything that its wording needs, but the time at which it leaves. */
export type MessageContent = LedgerContent | DigestContent | NoticeContent;

interface ContentHead {
  readonly id: string;
  /** Fixed when the message was queued. */
  readonly subject: string;
  readonly to: { readonly personId: string; readonly name: string; readonly address: string };
  readonly campaign: CampaignFacts;
  readonly reasons: readonly Reason[];
}

/** The campaign that a message speaks of. */
export interface CampaignFacts {
  readonly id: string;
  readonly state: CampaignState;
  readonly planCode: string;
  readonly planTitle: string;
  readonly authorityName: string;
  readonly calendar: WorkingCalendar;
}

/** Why somebody gets a message: the work is theirs, they lead the office, or hold a role of the plan. */
export type Reason = (
  | { readonly as: 'ASSIGNEE' }
  | { readonly as: 'UNIT_LEADER'; readonly officeName: string }
  | { readonly as: 'PLAN_ROLE'; readonly label: string }
  | { readonly as: 'CONCERNED' }
) & {
  /** The absent person whom the recipient stands in for. */
  readonly forName: string | null;
};

export interface TaskFacts {
  readonly id: string;
  readonly title: string;
  readonly state: TaskState;
  /** Who does the work. */
  readonly officeName: string;
  /** The unit that the work is about, when another office does it. */
  readonly unitName: string | null;
  readonly field: string | null;
  readonly dueOn: Day;
  readonly closesAt: Instant | null;
}

export interface LedgerContent extends ContentHead {
  readonly kind: 'LEDGER';
  /** In plan order. */
  readonly lines: readonly LedgerLine[];
}

export interface LedgerLine {
  readonly task: TaskFacts;
  readonly steps: readonly ToldStep[];
}

/** A step of the ledger as its message tells it. */
export type ToldStep =
  | { readonly kind: 'ASSIGNED' }
  | { readonly kind: 'REMINDER' }
  | {
      readonly kind: 'ESCALATION';
      readonly rule: string;
      /** Until when an acknowledgement is expected; null: nobody waits for it. */
      readonly acknowledgeBy: Instant | null;
      readonly isAcknowledged: boolean;
    };

export interface DigestContent extends ContentHead {
  readonly kind: 'DIGEST';
  /** The stages of the digest that have opened, in plan order. */
  readonly stages: readonly StageCounts[];
  /** The tasks of running stages that lag, the earliest due day first; at most so many as a mail can carry. */
  readonly lagging: readonly TaskFacts[];
  readonly laggingCount: number;
}

/** Tasks of a stage. Every task is counted once in `notStarted` … `cancelled`; late and extended are among those. */
export interface StageCounts {
  readonly key: string;
  readonly number: string | null;
  readonly title: string;
  readonly state: StageState;
  readonly dueOn: Day;
  readonly total: number;
  readonly notStarted: number;
  readonly inProgress: number;
  readonly returned: number;
  readonly submitted: number;
  readonly missed: number;
  readonly cancelled: number;
  readonly late: number;
  readonly extended: number;
}

export interface NoticeContent extends ContentHead {
  readonly kind: 'NOTICE';
  readonly notices: readonly ToldNotice[];
}

export interface ToldNotice {
  readonly notice: Notice;
  readonly task: TaskFacts | null;
  /** Who did it; null: the system. */
  readonly byName: string | null;
  readonly at: Instant;
}
