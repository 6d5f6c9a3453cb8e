import { assigneesOf } from '../../../deadlines/domain/recipients';
import { dateText } from '../../../messages/domain/wording/timeWords';
import type { Day, Instant } from '../../../shared/instant';
import { pointerOfRow } from './planPointers';
import type { PreviewMessage } from './previewMessages';
import type { StepRow, ToldOfTask } from './previewRows';
import type { PreviewWarning, Previewed, WarningCode } from './warning';

/** More than this many messages to one person on one day are no longer read. */
const MESSAGES_A_DAY = 3;

/** Titles that a sentence lists; the rest is counted. */
const TITLES_NAMED = 2;

/** Warnings about who is told, and when. */
export function recipientWarnings(previewed: Previewed): PreviewWarning[] {
  const steps = previewed.rows.filter((row): row is StepRow => row.kind === 'REMINDER' || row.kind === 'ESCALATION');
  return [
    ...ofRules(steps, 'RECIPIENTS.EMPTY', '/to', (row, told) => !row.isPast && told.isFault, emptyText),
    ...emptyDigests(previewed),
    ...ofRules(steps, 'INSTANT.PAST', '/at', (row) => row.isPast, pastText),
    ...ofRules(steps, 'ESCALATION.ONLY_ASSIGNEE', '/to', (row, told) => onlyAssignee(row, told, previewed), onlyText),
    ...tooMany(previewed),
  ];
}

/** One warning for each rule some of whose rows are concerned, naming their tasks. */
function ofRules(
  steps: readonly StepRow[],
  code: WarningCode,
  member: string,
  isConcerned: (row: StepRow, told: ToldOfTask) => boolean,
  text: (rule: string, tasks: string) => string,
): PreviewWarning[] {
  const byRule = new Map<string, { rule: string; tasks: Map<string, Set<string>> }>();
  for (const row of steps) {
    const concerned = row.told.filter((told) => isConcerned(row, told));
    if (concerned.length === 0) continue;
    const pointer = `${pointerOfRow(row)}${member}`;
    const found = byRule.get(pointer) ?? { rule: row.rule.key, tasks: new Map<string, Set<string>>() };
    byRule.set(pointer, found);
    const places = found.tasks.get(row.task.template.title) ?? new Set();
    found.tasks.set(row.task.template.title, places);
    for (const { unit, field } of concerned) places.add(unit ?? field ?? '');
  }
  return [...byRule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([pointer, { rule, tasks }]) => ({ code, pointer, message: text(rule, tasksText(tasks)) }));
}

/** `“Lập danh sách mẫu” (20), “Lập dự toán” và 3 nhiệm vụ khác`. */
function tasksText(tasks: ReadonlyMap<string, ReadonlySet<string>>): string {
  const named = [...tasks]
    .slice(0, TITLES_NAMED)
    .map(([title, places]) => `“${title}”${places.size > 1 ? ` (${String(places.size)} nơi)` : ''}`);
  const more = tasks.size - named.length;
  return `${named.join(', ')}${more > 0 ? ` và ${String(more)} nhiệm vụ khác` : ''}`;
}

function emptyText(rule: string, tasks: string): string {
  return `Quy tắc “${rule}” không có ai để gửi: chưa ai giữ vai trò được nêu. Nhiệm vụ: ${tasks}.`;
}

function pastText(rule: string, tasks: string): string {
  return `Thời điểm của quy tắc “${rule}” đã qua khi nhiệm vụ được giao, nên sẽ không gửi. Nhiệm vụ: ${tasks}.`;
}

function onlyText(rule: string, tasks: string): string {
  return `Báo cáo cấp trên “${rule}” chỉ đến chính người thực hiện. Nhiệm vụ: ${tasks}.`;
}

function emptyDigests({ rows }: Previewed): PreviewWarning[] {
  return rows.flatMap((row): PreviewWarning[] => {
    if (row.kind !== 'DIGEST' || !row.isFault || row.step.repetition > 1) return [];
    const message = `Bản tin “${row.rule.key}” không có ai để gửi: chưa ai giữ vai trò được nêu.`;
    return [{ code: 'RECIPIENTS.EMPTY', pointer: `${pointerOfRow(row)}/to`, message }];
  });
}

/** Nobody but those whose own task it is: left out by rule, or named themselves. */
function onlyAssignee(row: StepRow, { position, recipients, isFault }: ToldOfTask, previewed: Previewed): boolean {
  if (row.kind !== 'ESCALATION' || isFault) return false;
  if (recipients.length === 0) return true;
  const target = row.task.targets[position];
  if (target === undefined || !row.rule.to.includes('ASSIGNEE')) return false;
  const own = assigneesOf({ ...target, claimedBy: null }, previewed.directory);
  return recipients.every(({ personId }) => own.includes(personId));
}

/** One warning for each rule whose message is the fourth of somebody's day, naming the worst case. */
function tooMany(previewed: Previewed): PreviewWarning[] {
  const byRule = new Map<string, CrowdedDay[]>();
  for (const [day, people] of messagesByDay(previewed)) {
    for (const [personId, own] of people) {
      const row = own[MESSAGES_A_DAY]?.rows[0];
      if (row === undefined) continue;
      const pointer = pointerOfRow(row);
      byRule.set(pointer, [...(byRule.get(pointer) ?? []), { personId, day, count: own.length }]);
    }
  }
  return [...byRule]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([pointer, cases]) => ({
      code: 'MESSAGES.TOO_MANY',
      pointer,
      message: tooManyText(cases, previewed.nameOf),
    }));
}

/** The messages of each day by person, in order. */
function messagesByDay({ messages, calendar }: Previewed): Map<Day, Map<string, PreviewMessage[]>> {
  const days = new Map<Day, Map<string, PreviewMessage[]>>();
  let last: { at: Instant; people: Map<string, PreviewMessage[]> } | undefined;
  for (const message of messages) {
    // They come by instant: thousands of them share one, and the day is looked up once.
    if (last?.at !== message.at) {
      const day = calendar.dayOf(message.at);
      const people = days.get(day) ?? new Map<string, PreviewMessage[]>();
      days.set(day, people);
      last = { at: message.at, people };
    }
    const own = last.people.get(message.personId);
    if (own === undefined) last.people.set(message.personId, [message]);
    else own.push(message);
  }
  return days;
}

interface CrowdedDay {
  readonly personId: string;
  readonly day: Day;
  readonly count: number;
}

function tooManyText(cases: readonly CrowdedDay[], nameOf: (personId: string) => string): string {
  const [worst] = cases.toSorted((a, b) => b.count - a.count || (a.day < b.day ? -1 : 1));
  if (worst === undefined) return '';
  const more = cases.length > 1 ? ` (và ${String(cases.length - 1)} trường hợp khác)` : '';
  return (
    `Nếu không ai làm gì, ${nameOf(worst.personId)} nhận ${String(worst.count)} thư ` +
    `trong ngày ${dateText(worst.day)}${more}; quá ${String(MESSAGES_A_DAY)} thư một ngày thì khó đọc hết.`
  );
}
