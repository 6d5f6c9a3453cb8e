import type { EscalationRule, Plan, ReminderRule } from '../../plans/domain/plan';
import { findTemplate, type PlanInForce } from '../../campaigns/domain/campaign';
import type { StepKind } from '../../deadlines/domain/step';

interface RuleOfStep {
  readonly kind: StepKind;
  readonly rule: string;
  readonly repetition: number;
}

/** A digest belongs to no task; its repetitions are days, not reminders. */
const DIGEST_LABEL = 'Bản tin đầu ngày';

/**
 * What a step of the ledger is, in words; a rule that a revision has taken out of the plan is told by its key.
 * @param template key of its task's template; null: of a digest
 */
export function ruleLabel(plan: PlanInForce, template: string | null, step: RuleOfStep): string {
  if (template === null || step.kind === 'DIGEST') return DIGEST_LABEL;
  const policy = plan.policies[findTemplate(plan, template)?.template.policy ?? ''];
  const nth = step.repetition > 1 ? ` (lần ${String(step.repetition)})` : '';
  if (step.kind === 'ESCALATION') {
    const rule = policy?.escalations?.find((one) => one.key === step.rule);
    return rule === undefined ? step.rule : `${escalationWords(rule, plan)}${nth}`;
  }
  const rule = policy?.reminders?.find((one) => one.key === step.rule);
  return rule === undefined ? step.rule : `${reminderWords(rule)}${nth}`;
}

function reminderWords({ at }: ReminderRule): string {
  if ('event' in at) return 'Báo nhiệm vụ mới';
  if (at.workingDays === 0) return 'Nhắc vào ngày đến hạn';
  const days = `${String(Math.abs(at.workingDays))} ngày làm việc`;
  return at.workingDays < 0 ? `Nhắc trước hạn ${days}` : `Nhắc quá hạn ${days}`;
}

function escalationWords({ to }: EscalationRule, plan: Plan): string {
  const whom = to.map((name) => {
    if (name === 'ASSIGNEE') return 'người thực hiện';
    if (name === 'UNIT_LEADER') return 'lãnh đạo cơ quan, đơn vị';
    return plan.roles[name]?.label ?? name;
  });
  return `Báo cáo ${whom.join(', ')}`;
}
