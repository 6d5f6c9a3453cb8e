import type { Plain } from '../shared/http/plain';
import { isoOf, type Instant } from '../shared/instant';
import type { SignedInPerson } from '../identity/domain/person';
import { allowedActions } from './domain/actions';
import { isSettled } from './domain/task';
import type { LedgerDto } from './dto/ledger.dto';
import type { TaskDto, WholeTaskDto } from './dto/task.dto';
import type { LedgerView } from './readLedger';
import type { WholeTask } from './readTask';
import type { TaskInView } from './readTasks';

/** A task as a list shows it to a person. */
export function presentTask({ campaign, task, situation }: TaskInView, person: SignedInPerson): Plain<TaskDto> {
  const { calendar, now } = campaign;
  const lateFrom = calendar.lateFrom(task.dueOn);
  return {
    id: task.id,
    campaignId: task.campaignId,
    stageKey: task.stageKey,
    template: task.template,
    title: task.title,
    unit: task.unitCode === null ? null : { code: task.unitCode, name: task.unitName ?? task.unitCode },
    field: task.field,
    organisation: task.organisation,
    state: task.state,
    dueOn: task.dueOn,
    dueLastWorkingDay: calendar.workingDayOnOrBefore(task.dueOn),
    closesAt: isoOrNull(task.closesAt),
    isLate: task.doneAt !== null && task.doneAt >= lateFrom,
    isOverdue: !isSettled(task.state) && now >= lateFrom,
    isExtended: task.isExtended,
    createdAt: isoOf(task.createdAt),
    doneAt: isoOrNull(task.doneAt),
    claimedBy: task.claimant,
    version: task.version,
    allowedActions: allowedActions(person, situation),
  };
}

/** A task as its page shows it. */
export function presentWholeTask(whole: WholeTask, person: SignedInPerson): Plain<WholeTaskDto> {
  const { campaign, task, stage, template } = whole;
  const { plan } = campaign;
  return {
    ...presentTask(whole, person),
    campaign: { id: campaign.id, code: plan.code, title: plan.title, now: isoOf(campaign.now) },
    plan: {
      stageTitle: stage?.title ?? '',
      planText: stage?.planText ?? null,
      title: template?.title ?? task.title,
      document: template?.document ?? null,
      doneBy: template?.doneBy ?? null,
      assumed: typeof template?.assumed === 'string' ? template.assumed : null,
    },
    coordinating: whole.coordinating,
    comments: whole.comments.map((one) => ({ ...one, at: isoOf(one.at) })),
    files: whole.files.map((one) => ({ ...one, at: isoOf(one.at) })),
    extensionRequests: whole.extensionRequests.map((one) => ({
      ...one,
      askedAt: isoOf(one.askedAt),
      decidedAt: isoOrNull(one.decidedAt),
    })),
    history: whole.history.map((one) => ({ ...one, at: isoOf(one.at) })),
    delegates: whole.delegates,
  };
}

export function presentLedger(rows: readonly LedgerView[]): Plain<LedgerDto> {
  return {
    items: rows.map((row) => ({
      kind: row.kind,
      rule: row.rule,
      ruleLabel: row.ruleLabel,
      repetition: row.repetition,
      version: row.version,
      plannedAt: isoOf(row.plannedAt),
      status: row.status,
      reason: row.reason,
      sentence: row.sentence,
      isFault: row.isFault,
      firedAt: isoOrNull(row.firedAt),
      acknowledgedAt: isoOrNull(row.acknowledgedAt),
      acknowledgedBy: row.acknowledgedBy,
      recipients: row.recipients,
      messages: row.messages.map(({ id, to, status, leftAt }) => ({
        id,
        to: { name: to.name },
        status,
        leftAt: isoOrNull(leftAt),
      })),
    })),
    nextCursor: null,
  };
}

function isoOrNull(instant: Instant | null): string | null {
  return instant === null ? null : isoOf(instant);
}
