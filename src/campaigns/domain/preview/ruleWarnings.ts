import { pathOf } from '../../../plans/domain/faultCollector';
import type { EscalationRule, Plan, ReminderRule } from '../../../plans/domain/plan';
import { pointerOfRule } from './planPointers';
import type { PreviewWarning, Previewed } from './warning';

/** Warnings about the rules themselves, whatever tasks they serve. */
export function ruleWarnings({ plan }: Previewed): PreviewWarning[] {
  const ofPolicies = Object.entries(plan.policies).flatMap(([policy, { reminders = [], escalations = [] }]) => [
    ...reminders.flatMap((rule, order) => timeWarning(rule, pointerOfRule(policy, 'reminders', order), plan)),
    ...escalations.flatMap((rule, order) => [
      ...timeWarning(rule, pointerOfRule(policy, 'escalations', order), plan),
      ...unreadAcknowledgement(rule, escalations[order + 1], pointerOfRule(policy, 'escalations', order)),
    ]),
  ]);
  return [...ofPolicies, ...digestTimes(plan)];
}

function timeWarning(rule: ReminderRule, pointer: string, plan: Plan): PreviewWarning[] {
  if ('event' in rule.at || isWorkingTime(rule.at.time, plan)) return [];
  return [outside(`${pointer}/at/time`, `Giờ gửi ${rule.at.time} của quy tắc “${rule.key}”`, plan)];
}

function digestTimes(plan: Plan): PreviewWarning[] {
  return (plan.digests ?? []).flatMap(({ key, everyWorkingDayAt }, order) =>
    isWorkingTime(everyWorkingDayAt, plan)
      ? []
      : [
          outside(
            `${pathOf('/digests', order)}/everyWorkingDayAt`,
            `Giờ gửi ${everyWorkingDayAt} của bản tin “${key}”`,
            plan,
          ),
        ],
  );
}

/** `HH:MM` compares as text; the working time is `[from, to)`. */
function isWorkingTime(time: string, { workingTime }: Plan): boolean {
  return workingTime.from <= time && time < workingTime.to;
}

function outside(pointer: string, what: string, { workingTime: { from, to } }: Plan): PreviewWarning {
  return {
    code: 'TIME.OUTSIDE_WORKING_TIME',
    pointer,
    message: `${what} nằm ngoài giờ làm việc (${from}–${to}).`,
  };
}

/** Only the escalation right after it looks at an acknowledgement. */
function unreadAcknowledgement(
  rule: EscalationRule,
  next: EscalationRule | undefined,
  pointer: string,
): PreviewWarning[] {
  const hours = rule.acknowledgeWithinWorkingHours;
  if (hours === undefined || next?.onlyIf === 'PREVIOUS_NOT_ACKNOWLEDGED') return [];
  const message =
    `Báo cáo cấp trên “${rule.key}” chờ xác nhận trong ${String(hours)} giờ làm việc, ` +
    'nhưng không có báo cáo nào sau đó xét đến việc xác nhận này.';
  return [{ code: 'ACKNOWLEDGEMENT.UNREAD', pointer: `${pointer}/acknowledgeWithinWorkingHours`, message }];
}
