import { DateTime } from 'luxon';
import type { OrganisationsFile } from '../../organisations/domain/organisations';
import type { Plan } from '../../plans/domain/plan';
import type { RehearsalReport, ReportedStep, ReportedTask } from './report';

/** One thing that happened, for people who read. */
interface Happening {
  readonly at: string;
  readonly text: string;
}

/** More names than these say less than their number. */
const NAMES_SHOWN = 4;

/**
 * The timeline of a rehearsal in Vietnamese: stages that opened and ended, who was reminded, who was late, who was told;
 * then counts and the invariants.
 */
export function timelineOf(report: RehearsalReport, plan: Plan, organisations: OrganisationsFile): string {
  const words = new Words(plan, organisations);
  const happenings = [
    ...stageHappenings(report, words),
    ...messageHappenings(report, words),
    ...taskHappenings(report, words),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const lines = happenings.map(({ at, text }) => `${words.time(at)}  ${text}`);
  return [`${plan.code} – ${plan.title}`, '', ...withoutRepeatedTimes(lines), '', ...counts(report)].join('\n');
}

function stageHappenings({ stages }: RehearsalReport, words: Words): Happening[] {
  return stages.flatMap(({ key, openedAt, completedAt }) => [
    ...(openedAt === null ? [] : [{ at: openedAt, text: `▶ Mở bước ${words.stage(key)}` }]),
    ...(completedAt === null ? [] : [{ at: completedAt, text: `■ Xong bước ${words.stage(key)}` }]),
  ]);
}

function messageHappenings({ steps }: RehearsalReport, words: Words): Happening[] {
  const fired = steps.filter((step) => step.status === 'FIRED');
  return [...groupedBy(fired, (step) => [step.firedAt, step.task, step.kind, step.rule].join('|'))].map((group) => {
    const [step] = group;
    const told = [...new Set(group.flatMap((one) => one.recipients))].map((key) => words.office(key));
    return { at: step.firedAt ?? step.plannedAt, text: `${messageWords(step, group, words)} → ${named(told)}` };
  });
}

function messageWords(step: ReportedStep, group: readonly ReportedStep[], words: Words): string {
  if (step.kind === 'DIGEST') return '✉ Bản tin đầu ngày';
  const about = named(group.flatMap((one) => (one.unit === null ? [] : [words.unit(one.unit)])));
  const task = `“${words.task(step.task)}”${about === '' ? '' : ` (${about})`}`;
  return step.kind === 'ESCALATION' ? `▲ Báo cáo cấp trên (${step.rule}): ${task}` : `✉ Nhắc (${step.rule}): ${task}`;
}

function taskHappenings({ tasks, stages }: RehearsalReport, words: Words): Happening[] {
  const late = tasks.filter((task) => task.late && task.doneAt !== null);
  const missed = tasks.filter((task) => task.state === 'MISSED');
  const closedAt = (task: ReportedTask): string =>
    stages.find((stage) => stage.key === task.stage)?.completedAt ?? task.dueOn;
  return [
    ...late.map((task) => ({ at: task.doneAt ?? '', text: `! Hoàn thành muộn: ${words.who(task)}` })),
    ...missed.map((task) => ({ at: closedAt(task), text: `✕ Không nộp, đã khóa: ${words.who(task)}` })),
  ];
}

function counts({ tasks, steps, messages, refused, invariants }: RehearsalReport): string[] {
  const countOf = (status: string): number => steps.filter((step) => step.status === status).length;
  const settled = tasks.filter((task) => task.state !== 'OPEN' && task.state !== 'RETURNED').length;
  return [
    `Nhiệm vụ: ${String(tasks.length)} (đã kết thúc ${String(settled)}, muộn ${String(tasks.filter((task) => task.late).length)})`,
    `Bước nhắc: ${String(steps.length)} (đã gửi ${String(countOf('FIRED'))}, không cần gửi ${String(countOf('SUPPRESSED'))}, ` +
      `thay bằng bước khác ${String(countOf('SUPERSEDED'))}, còn chờ ${String(countOf('PLANNED'))})`,
    `Thư: ${String(messages.length)}   Việc bị từ chối: ${String(refused.length)}`,
    `Bất biến: mất ${String(invariants.lost)}, gửi hai lần ${String(invariants.doubled)}, gửi sau khi xong ${String(invariants.afterDone)}`,
  ];
}

/** Names of the plan and its organisations, in place of their keys. */
class Words {
  private readonly names: ReadonlyMap<string, string>;

  constructor(
    private readonly plan: Plan,
    { bodies, units }: OrganisationsFile,
  ) {
    this.names = new Map([
      ...bodies.map(({ key, name }) => [key, name] as const),
      ...units.map(({ code, name }) => [code, name] as const),
    ]);
  }

  time(at: string): string {
    return DateTime.fromISO(at, { zone: this.plan.timeZone }).toFormat('dd/MM/yyyy HH:mm');
  }

  stage(key: string | null): string {
    const stage = this.plan.stages.find((one) => one.key === key);
    return stage === undefined ? '' : `${stage.number ?? ''} ${stage.title}`.trim();
  }

  task(key: string | null): string {
    return this.plan.stages.flatMap((stage) => stage.tasks).find((task) => task.key === key)?.title ?? '';
  }

  unit(code: string): string {
    return this.names.get(code) ?? code;
  }

  office(key: string): string {
    const [role = '', organisation = ''] = key.split('@');
    return `${role}@${this.unit(organisation)}`;
  }

  who({ task, unit, field }: ReportedTask): string {
    const whose = unit === null ? (field ?? '') : this.unit(unit);
    return [whose, this.task(task)].filter((part) => part !== '').join(': ');
  }
}

function named(names: readonly string[]): string {
  if (names.length <= NAMES_SHOWN) return names.join(', ');
  return `${names.slice(0, NAMES_SHOWN - 1).join(', ')} và ${String(names.length - NAMES_SHOWN + 1)} nữa`;
}

function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [Row, ...Row[]][] {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

const TIME_LENGTH = 'dd/MM/yyyy HH:mm'.length;

function withoutRepeatedTimes(lines: readonly string[]): string[] {
  return lines.map((line, index) => {
    const isSame = lines[index - 1]?.slice(0, TIME_LENGTH) === line.slice(0, TIME_LENGTH);
    return isSame ? ' '.repeat(TIME_LENGTH) + line.slice(TIME_LENGTH) : line;
  });
}
