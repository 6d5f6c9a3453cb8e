import { weekdayOf, workingDaysBetween } from '../../../calendars/domain/workingCalendar';
import { dateText, dayText } from '../../../messages/domain/wording/timeWords';
import type { Day } from '../../../shared/instant';
import type { ForecastStage, ForecastTask } from './forecast';
import { pointerOfStage, pointerOfTask } from './planPointers';
import type { PreviewWarning, Previewed } from './warning';

/** Warnings about the days of stages and tasks, in the order of the plan. */
export function limitWarnings(previewed: Previewed): PreviewWarning[] {
  return previewed.stages.flatMap((stage) => [
    ...ofStage(stage, previewed),
    ...stage.tasks.flatMap((task) => ofTask(stage, task, previewed)),
  ]);
}

function ofStage(stage: ForecastStage, previewed: Previewed): PreviewWarning[] {
  const pointer = `${pointerOfStage(stage)}/due/on`;
  return [
    ...offLimit(stage.template.due.on, pointer, `Hạn của bước “${stage.template.title}”`, previewed),
    ...stage.dependsOn.flatMap(({ key }) => againstPredecessor(stage, key, pointer, previewed)),
    ...openingPast(stage, previewed),
  ];
}

/** A due day that is no working day stays the legal limit; whoever plans should know. */
function offLimit(dueOn: Day, pointer: string, whose: string, { calendar }: Previewed): PreviewWarning[] {
  if (calendar.isWorkingDay(dueOn)) return [];
  const isWeekend = calendar.table.weekend.includes(weekdayOf(dueOn)) && !calendar.table.daysOff.has(dueOn);
  const before = dateText(calendar.workingDayOnOrBefore(dueOn));
  const why = isWeekend ? 'ngày nghỉ hằng tuần' : 'ngày nghỉ lễ';
  const message = `${whose} (${dayText(dueOn)}) rơi vào ${why}; ngày làm việc cuối cùng trước đó là ${before}.`;
  return [{ code: 'LIMIT.NOT_WORKING_DAY', pointer, message }];
}

function againstPredecessor(
  stage: ForecastStage,
  key: string,
  pointer: string,
  { stages, calendar }: Previewed,
): PreviewWarning[] {
  const before = stages.find((one) => one.template.key === key);
  if (before === undefined) return [];
  const [own, others] = [stage.template.due.on, before.template.due.on];
  const names = `bước “${stage.template.title}” (${dateText(own)})`;
  const other = `bước “${before.template.title}” (${dateText(others)})`;
  if (own < others) {
    const message = `Hạn của ${names} sớm hơn hạn của ${other} mà bước này phải chờ.`;
    return [{ code: 'STAGE.DUE_BEFORE_PREDECESSOR', pointer, message }];
  }
  if (workingDaysBetween(calendar, others, own) > 0) return [];
  const message = `Không có ngày làm việc nào giữa hạn của ${other} và hạn của ${names}.`;
  return [{ code: 'LIMITS.NO_WORKING_DAY_BETWEEN', pointer, message }];
}

function openingPast(stage: ForecastStage, { calendar, now }: Previewed): PreviewWarning[] {
  const { opens, title } = stage.template;
  const day = 'on' in opens ? opens.on : opens.notBefore;
  if (day === undefined || day >= calendar.dayOf(now)) return [];
  const pointer = `${pointerOfStage(stage)}/opens/${'on' in opens ? 'on' : 'notBefore'}`;
  const message = `Ngày mở của bước “${title}” (${dateText(day)}) đã qua; bước mở ngay khi khởi động hoặc khi đủ điều kiện.`;
  return [{ code: 'INSTANT.PAST', pointer, message }];
}

function ofTask(stage: ForecastStage, task: ForecastTask, previewed: Previewed): PreviewWarning[] {
  const { template, dueOn } = task;
  const pointer = `${pointerOfTask(stage, task)}/due`;
  const isOwnDay = 'on' in template.due;
  const off = isOwnDay ? offLimit(dueOn, `${pointer}/on`, `Hạn của nhiệm vụ “${template.title}”`, previewed) : [];
  return [...off, ...againstCreation(task, isOwnDay ? `${pointer}/on` : pointer, previewed)];
}

/** Whether there is time between the creation of a task and its due day. */
function againstCreation(task: ForecastTask, pointer: string, { calendar }: Previewed): PreviewWarning[] {
  const { template, createdAt, dueOn } = task;
  const createdOn = calendar.dayOf(createdAt);
  const name = `nhiệm vụ “${template.title}”`;
  if (dueOn < createdOn) {
    const message = `Hạn của ${name} (${dateText(dueOn)}) đến trước khi nhiệm vụ có thể được giao (dự kiến ${dateText(createdOn)}).`;
    return [{ code: 'TASK.DUE_BEFORE_CREATION', pointer, message }];
  }
  if (calendar.dayOf(calendar.workingInstantFrom(createdAt)) <= dueOn) return [];
  const message = `Không có ngày làm việc nào từ khi giao ${name} (dự kiến ${dateText(createdOn)}) đến hạn ${dateText(dueOn)}.`;
  return [{ code: 'LIMITS.NO_WORKING_DAY_BETWEEN', pointer, message }];
}
