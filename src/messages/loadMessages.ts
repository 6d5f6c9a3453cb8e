import type { Campaign } from '../campaigns/domain/campaign';
import { findTemplate } from '../campaigns/domain/campaign';
import { loadCampaign } from '../campaigns/loadCampaign';
import type { Tx } from '../database/transaction';
import type { Directory } from '../deadlines/domain/recipients';
import { loadDirectory } from '../organisations/persistence/directoryStore';
import type { EscalationRule, ReminderRule } from '../plans/domain/plan';
import type { Instant } from '../shared/instant';
import type { LedgerLine, MessageContent, ToldStep } from './domain/messageContent';
import { reasonsAmong, uniqueReasons } from './domain/reasons';
import { loadDigest, type DigestFacts } from './loadDigest';
import {
  messageRows,
  noticesOfMessages,
  stepsOfMessages,
  tasksOfMessages,
  type MessageRow,
  type NoticeOfMessage,
  type StepOfMessage,
  type TaskOfMessage,
} from './persistence/contentStore';

/**
 * What messages say, by id, in a few statements however many they are. `known` holds campaigns that are loaded already
 * and gets those that are not. `now`: the moment for which it is said; null: of each campaign's clock.
 */
export async function loadMessages(
  tx: Tx,
  messageIds: readonly string[],
  known: Map<string, Campaign>,
  now: Instant | null = null,
): Promise<Map<string, MessageContent>> {
  const rows = await messageRows(tx, messageIds);
  const contents = new Map<string, MessageContent>();
  for (const [campaignId, ofCampaign] of grouped(rows, (row) => row.campaignId ?? '')) {
    if (campaignId === '') continue;
    const loaded = known.get(campaignId) ?? (await loadCampaign(tx, campaignId, 'none'));
    const campaign = now === null ? loaded : { ...loaded, now };
    known.set(campaignId, campaign);
    const loading = await Loading.begin(tx, campaign, ofCampaign);
    for (const row of ofCampaign) {
      const content = await loading.contentOf(row);
      if (content !== null) contents.set(row.id, content);
    }
  }
  return contents;
}

/** The messages of one campaign that are loaded together. */
class Loading {
  private readonly digests = new Map<string, DigestFacts>();

  private constructor(
    private readonly tx: Tx,
    private readonly campaign: Campaign,
    private readonly steps: ReadonlyMap<string, readonly StepOfMessage[]>,
    private readonly notices: ReadonlyMap<string, readonly NoticeOfMessage[]>,
    private readonly tasks: ReadonlyMap<string, TaskOfMessage>,
    private readonly directory: Directory,
  ) {}

  static async begin(tx: Tx, campaign: Campaign, rows: readonly MessageRow[]): Promise<Loading> {
    const idsOf = (...kinds: string[]) => rows.filter((row) => kinds.includes(row.kind)).map((row) => row.id);
    const steps = await stepsOfMessages(tx, idsOf('LEDGER', 'DIGEST'));
    const notices = await noticesOfMessages(tx, idsOf('NOTICE'));
    const taskIds = [...steps, ...notices].flatMap((one) => one.taskId ?? []);
    const tasks = await tasksOfMessages(tx, taskIds);
    const offices = [...tasks.values()].map((task) => task.assignment.organisationId);
    const { authorityId, plan, calendar, now } = campaign;
    const directory = await loadDirectory(tx, authorityId, offices, plan.roles, calendar.dayOf(now));
    const byMessage = (one: { messageId: string }): string => one.messageId;
    return new Loading(tx, campaign, grouped(steps, byMessage), grouped(notices, byMessage), tasks, directory);
  }

  async contentOf(row: MessageRow): Promise<MessageContent | null> {
    switch (row.kind) {
      case 'LEDGER':
        return this.ledger(row);
      case 'DIGEST':
        return this.digest(row);
      case 'NOTICE':
        return this.notice(row);
      case 'ACCOUNT':
        return null;
    }
  }

  private headOf(row: MessageRow) {
    const { id, state, plan, calendar } = this.campaign;
    const campaign = {
      id,
      state,
      planCode: plan.code,
      planTitle: plan.title,
      authorityName: row.authorityName,
      calendar,
    };
    return { id: row.id, subject: row.subject, to: row.to, campaign };
  }

  private ledger(row: MessageRow): MessageContent {
    const steps = this.steps.get(row.id) ?? [];
    const lines = [...grouped(steps, (step) => step.taskId ?? '')].flatMap(([taskId, ofTask]): LedgerLine[] => {
      const task = this.tasks.get(taskId);
      return task === undefined ? [] : [{ task, steps: ofTask.map((step) => this.toldStep(step, task)) }];
    });
    const reasons = steps.flatMap((step) => {
      const task = this.tasks.get(step.taskId ?? '');
      if (task === undefined) return [];
      const named = this.ruleOf(step, task)?.to ?? [];
      return reasonsAmong(named, step.forId ?? row.to.personId, step.forName, task, this.place());
    });
    return { ...this.headOf(row), kind: 'LEDGER', lines, reasons: uniqueReasons(reasons) };
  }

  private async digest(row: MessageRow): Promise<MessageContent> {
    const steps = this.steps.get(row.id) ?? [];
    const rule = this.campaign.plan.digests?.find((one) => one.key === steps[0]?.rule);
    const facts = this.digests.get(rule?.key ?? '') ?? (await loadDigest(this.tx, this.campaign, rule));
    this.digests.set(rule?.key ?? '', facts);
    const reasons = steps.flatMap((step) =>
      reasonsAmong(rule?.to ?? [], step.forId ?? row.to.personId, step.forName, null, this.place()),
    );
    return { ...this.headOf(row), kind: 'DIGEST', ...facts, reasons: uniqueReasons(reasons) };
  }

  private notice(row: MessageRow): MessageContent {
    const told = this.notices.get(row.id) ?? [];
    const names = ['ASSIGNEE', 'UNIT_LEADER', ...Object.keys(this.campaign.plan.roles)];
    const reasons = told.flatMap(({ taskId, notice, forName }) =>
      reasonsAmong(names, notice.forId ?? row.to.personId, forName, this.tasks.get(taskId ?? '') ?? null, this.place()),
    );
    const notices = told.map(({ notice, taskId, byName, at }) => ({
      notice,
      task: this.tasks.get(taskId ?? '') ?? null,
      byName,
      at,
    }));
    return { ...this.headOf(row), kind: 'NOTICE', notices, reasons: uniqueReasons(reasons) };
  }

  private place() {
    return { directory: this.directory, planRoles: this.campaign.plan.roles };
  }

  private ruleOf(step: StepOfMessage, task: TaskOfMessage): ReminderRule | EscalationRule | undefined {
    const policyKey = findTemplate(this.campaign.plan, task.template)?.template.policy ?? '';
    const policy = this.campaign.plan.policies[policyKey];
    const rules = step.kind === 'ESCALATION' ? policy?.escalations : policy?.reminders;
    return rules?.find((rule) => rule.key === step.rule);
  }

  private toldStep(step: StepOfMessage, task: TaskOfMessage): ToldStep {
    const rule = this.ruleOf(step, task);
    if (step.kind === 'ESCALATION') {
      const hours = rule !== undefined && 'acknowledgeWithinWorkingHours' in rule && rule.acknowledgeWithinWorkingHours;
      return {
        kind: 'ESCALATION',
        rule: step.rule,
        acknowledgeBy: hours && step.firedAt !== null ? this.workingHoursAfter(step.firedAt, hours) : null,
        isAcknowledged: step.isAcknowledged,
      };
    }
    return rule !== undefined && 'event' in rule.at ? { kind: 'ASSIGNED' } : { kind: 'REMINDER' };
  }

  private workingHoursAfter(firedAt: Instant, hours: number): Instant {
    return this.campaign.calendar.workingHoursAfter(firedAt, hours);
  }
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
