import type { DigestRule, EscalationRule, Policy, ReminderRule, Repeat, RuleTime } from './plan';
import type { PlanNames } from './planNames';
import { pathOf } from './faultCollector';
import {
  all,
  differentKeys,
  elementsOf,
  forms,
  integer,
  listOf,
  memberOf,
  nameAmong,
  object,
  oneOf,
  optional,
  required,
  timeOfDay,
  words,
  type Check,
  type Members,
} from './shape';

const ruleTime = forms({
  event: object<Extract<RuleTime, { event: unknown }>>({ event: required(oneOf('OPENED')) }),
  workingDays: object<Extract<RuleTime, { workingDays: unknown }>>({
    workingDays: required(integer()),
    time: required(timeOfDay),
  }),
});

const repeat = object<Repeat>({ everyWorkingDays: required(integer(1)), times: required(integer(1)) });

/** A rule that tells nobody has no effect: `to` must be there and name somebody. */
function recipients(names: ReadonlySet<string>): ReturnType<typeof required> {
  return required(listOf(nameAmong(names, 'ROLE.UNKNOWN'), 'RULE.NO_RECIPIENTS'), 'RULE.NO_RECIPIENTS');
}

/** A policy: its reminders and its escalations, each list with keys of its own. */
export function policyShape(names: PlanNames): Check {
  const rule: Members<ReminderRule> = {
    key: required(words),
    at: required(ruleTime),
    repeat: optional(repeat),
    to: recipients(new Set([...names.roles, 'ASSIGNEE', 'UNIT_LEADER'])),
  };
  const escalation = object<EscalationRule>({
    ...rule,
    acknowledgeWithinWorkingHours: optional(integer(1)),
    onlyIf: optional(oneOf('PREVIOUS_NOT_ACKNOWLEDGED')),
  });
  return object<Policy>({
    reminders: optional(all(listOf(object<ReminderRule>(rule)), differentKeys)),
    escalations: optional(all(listOf(escalation), differentKeys, previousIsAcknowledged)),
  });
}

/** A condition on the escalation before it needs one, and one that can be acknowledged in time. */
const previousIsAcknowledged: Check = (value, path, faults) => {
  elementsOf(value).forEach((escalation, index, escalations) => {
    if (memberOf(escalation, 'onlyIf') !== 'PREVIOUS_NOT_ACKNOWLEDGED') return;
    const previous = escalations[index - 1];
    if (memberOf(previous, 'acknowledgeWithinWorkingHours') === undefined) {
      faults.add(pathOf(pathOf(path, index), 'onlyIf'), 'CONDITION.NO_PREVIOUS');
    }
  });
};

/** A digest goes to plan roles only: it has no assignee. */
export function digestShape(names: PlanNames): Check {
  const digest = object<DigestRule>({
    key: required(words),
    stages: required(listOf(nameAmong(names.stages, 'STAGE.UNKNOWN'), 'VALUE.INVALID')),
    everyWorkingDayAt: required(timeOfDay),
    to: recipients(names.roles),
    onlyIf: optional(oneOf('SOMEONE_LAGGING')),
    fromWorkingDaysBeforeDue: optional(integer(0)),
  });
  return all(digest, lagHasItsDays);
}

const lagHasItsDays: Check = (digest, path, faults) => {
  const key = 'fromWorkingDaysBeforeDue';
  if (memberOf(digest, 'onlyIf') === 'SOMEONE_LAGGING' && memberOf(digest, key) === undefined) {
    faults.add(pathOf(path, key), 'KEY.MISSING');
  }
};
