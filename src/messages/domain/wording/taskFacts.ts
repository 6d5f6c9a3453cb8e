import type { WorkingCalendar } from '../../../calendars/domain/workingCalendar';
import type { Instant } from '../../../shared/instant';
import { isSettled } from '../../../tasks/domain/task';
import type { TaskFacts } from '../messageContent';
import { taskLink, type Fact, type Item } from './letter';
import { closingText, dueDayText, dueText } from './timeWords';

/** Who does it, for whom, by when, and when it closes: due and closing apart, always with these two words. */
export function factsOf(
  task: TaskFacts,
  officeWord: string,
  when: { readonly now: Instant; readonly calendar: WorkingCalendar },
): Fact[] {
  const { now, calendar } = when;
  const closing = task.closesAt === null ? [] : [{ name: 'Đóng', value: closingText(task.closesAt, now, calendar) }];
  const due = isSettled(task.state) ? dueDayText(task.dueOn, calendar) : dueText(task.dueOn, now, calendar);
  return [...placeFacts(task, officeWord), { name: 'Hạn', value: due }, ...closing];
}

export function placeFacts(task: TaskFacts, officeWord: string): Fact[] {
  return [
    { name: officeWord, value: task.officeName },
    ...(task.unitName === null ? [] : [{ name: 'Về', value: task.unitName }]),
    ...(task.field === null ? [] : [{ name: 'Lĩnh vực', value: task.field }]),
  ];
}

/** A task in one line of a long list. */
export function itemOf(task: TaskFacts, now: Instant, calendar: WorkingCalendar, publicUrl: string): Item {
  const about = [task.officeName, task.unitName, task.field === null ? null : `lĩnh vực ${task.field}`];
  return {
    link: { text: task.title, href: taskLink(publicUrl, task.id) },
    detail: `${about.filter((part) => part !== null).join(', ')}. Hạn: ${dueText(task.dueOn, now, calendar)}`,
  };
}
