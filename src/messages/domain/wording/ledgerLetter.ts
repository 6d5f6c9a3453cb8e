import type { WorkingCalendar } from '../../../calendars/domain/workingCalendar';
import type { Instant } from '../../../shared/instant';
import type { LedgerContent, LedgerLine, ToldStep } from '../messageContent';
import { closingOf } from './closing';
import { allTasksLink, rationed, taskLink, type Card, type Letter } from './letter';
import { factsOf, itemOf } from './taskFacts';
import { instantText, standingOf } from './timeWords';

type Escalation = Extract<ToldStep, { kind: 'ESCALATION' }>;

interface Leaving {
  readonly now: Instant;
  readonly calendar: WorkingCalendar;
  readonly publicUrl: string;
}

/** The reminders and escalations of one run for one person, as it reads at `now`. */
export function ledgerLetter(content: LedgerContent, now: Instant, publicUrl: string): Letter {
  const leaving = { now, calendar: content.campaign.calendar, publicUrl };
  const { full, short, left } = rationed(content.lines);
  const isReport = content.lines.every((line) => escalationsOf(line).length > 0);
  const isAssignment = content.lines.every((line) => line.steps.every((step) => step.kind === 'ASSIGNED'));
  return {
    subject: content.subject,
    heading: isReport ? 'Báo cáo nhiệm vụ chưa thực hiện' : isAssignment ? 'Nhiệm vụ được giao' : 'Nhắc việc',
    greeting: `Kính gửi: ${content.to.name}`,
    opening: openingOf(content.lines.length, isReport, isAssignment),
    sections: [
      { heading: null, cards: full.map((line) => cardOf(line, leaving)), items: [], note: null },
      {
        heading: short.length === 0 ? null : 'Các nhiệm vụ khác',
        cards: [],
        items: short.map(({ task }) => itemOf(task, now, leaving.calendar, publicUrl)),
        note: left === 0 ? null : `Còn ${String(left)} nhiệm vụ nữa: ${allTasksLink(publicUrl)}`,
      },
    ],
    closing: closingOf(content.reasons, content.campaign),
  };
}

function openingOf(count: number, isReport: boolean, isAssignment: boolean): string {
  const tasks = `${String(count)} nhiệm vụ`;
  if (isReport) return `Báo cáo về ${tasks} chưa được thực hiện:`;
  return isAssignment ? `Có ${tasks} được giao thực hiện:` : `Có ${tasks} cần thực hiện:`;
}

function cardOf(line: LedgerLine, leaving: Leaving): Card {
  const { task, steps } = line;
  const { now, calendar, publicUrl } = leaving;
  const standing = standingOf(task.dueOn, now, calendar);
  const escalations = escalationsOf(line);
  const labels = new Set(steps.map((step) => labelOf(step, standing.label)));
  return {
    label: [...labels].join(' · '),
    tone: standing.tone,
    title: task.title,
    facts: factsOf(task, escalations.length > 0 ? 'Đơn vị chưa thực hiện' : 'Đơn vị thực hiện', leaving),
    note: escalations.length === 0 ? null : requestOf(escalations, leaving),
    links: [
      { text: 'Mở nhiệm vụ', href: taskLink(publicUrl, task.id) },
      ...unacknowledged(escalations).map(({ rule }) => ({
        text: 'Xác nhận đã nhận thông tin',
        href: `${taskLink(publicUrl, task.id)}?xac-nhan=${encodeURIComponent(rule)}`,
      })),
    ],
  };
}

function labelOf(step: ToldStep, standingLabel: string): string {
  switch (step.kind) {
    case 'ASSIGNED':
      return 'Được giao';
    case 'REMINDER':
      return standingLabel;
    case 'ESCALATION':
      return `Báo cáo cấp trên · ${standingLabel}`;
  }
}

/** What is asked of whoever an escalation reaches. */
function requestOf(escalations: readonly Escalation[], { now, calendar }: Leaving): string {
  const open = unacknowledged(escalations);
  if (open.length === 0) return 'Đã có xác nhận nhận thông tin. Đề nghị tiếp tục chỉ đạo đơn vị thực hiện.';
  const limits = open.flatMap((step) => step.acknowledgeBy ?? []);
  const until = Math.min(...limits);
  const by = limits.length === 0 ? '' : until > now ? ` trước ${instantText(until, calendar)}` : ' ngay';
  return `Đề nghị chỉ đạo đơn vị thực hiện và xác nhận đã nhận thông tin${by}.`;
}

/** Of each rule once: an acknowledgement is for all its rows. */
function unacknowledged(escalations: readonly Escalation[]): Escalation[] {
  const open = escalations.filter((step) => !step.isAcknowledged);
  return [...new Map(open.map((step) => [step.rule, step])).values()];
}

function escalationsOf(line: LedgerLine): Escalation[] {
  return line.steps.filter((step) => step.kind === 'ESCALATION');
}
