import type { StageState } from '../../src/campaigns/domain/campaign';
import { refusalOfDueDay, refusalOfExtension, refusalOfReturn, refusalOfWork } from '../../src/tasks/domain/refusals';
import { isClosed, isSettled, TASK_STATES, type TaskState } from '../../src/tasks/domain/task';
import { aCalendar, at } from './support';

const calendar = aCalendar();
const CLOSES = at('2024-01-11 00:00');
const BEFORE = at('2024-01-10 23:59');

function aTask(state: TaskState, closesAt: number | null = CLOSES, dueOn = '2024-01-10') {
  return { state, closesAt, dueOn };
}

describe('work on a task', () => {
  it.each<[TaskState, number | null, number, string | null]>([
    ['OPEN', CLOSES, BEFORE, null],
    ['RETURNED', CLOSES, BEFORE, null],
    ['OPEN', CLOSES, CLOSES, 'TASK.CLOSED'],
    ['RETURNED', CLOSES, CLOSES, 'TASK.CLOSED'],
    ['OPEN', null, CLOSES, null],
    ['MISSED', CLOSES, CLOSES, 'TASK.CLOSED'],
    ['MISSED', CLOSES, BEFORE, 'TASK.CLOSED'],
    ['DONE', CLOSES, BEFORE, 'TASK.DONE'],
    ['DONE', CLOSES, CLOSES, 'TASK.DONE'],
    ['CANCELLED', CLOSES, CLOSES, 'TASK.CANCELLED'],
  ])('that is %s and closes at %s, at %s: %s', (state, closesAt, now, expected) => {
    expect(refusalOfWork(aTask(state, closesAt), now)).toBe(expected);
  });

  it('is closed at its closing, marked or not', () => {
    expect([BEFORE, CLOSES].map((now) => isClosed(aTask('OPEN'), now))).toEqual([false, true]);
  });

  it('is settled when done, cancelled or missed', () => {
    expect(TASK_STATES.filter(isSettled)).toEqual(['DONE', 'CANCELLED', 'MISSED']);
  });
});

describe('an extension', () => {
  it.each<[TaskState, string, string, string | null]>([
    ['OPEN', '2024-01-11', '2024-01-10 12:00', null],
    ['RETURNED', '2024-01-11', '2024-01-10 12:00', null],
    ['OPEN', '2024-01-10', '2024-01-10 12:00', 'DUE.NOT_LATER'],
    ['OPEN', '2024-01-09', '2024-01-10 12:00', 'DUE.NOT_LATER'],
    ['OPEN', '2024-01-11', '2024-01-12 12:00', 'TASK.CLOSED'],
    ['DONE', '2024-01-09', '2024-01-12 12:00', 'TASK.DONE'],
    ['CANCELLED', '2024-01-09', '2024-01-12 12:00', 'TASK.CANCELLED'],
  ])('of a task that is %s to %s, at %s: %s', (state, dueOn, now, expected) => {
    expect(refusalOfExtension(aTask(state), dueOn, at(now), calendar)).toBe(expected);
  });

  it.each([
    ['2024-01-11', 'DUE.PAST'],
    ['2024-01-12', null],
    ['2024-01-10', 'DUE.NOT_LATER'],
  ])('of a task that never closes, to %s, on 12 January: %s', (dueOn, expected) => {
    expect(refusalOfExtension(aTask('OPEN', null), dueOn, at('2024-01-12 12:00'), calendar)).toBe(expected);
  });
});

describe('a return', () => {
  it.each<[TaskState, StageState, string, string | null]>([
    ['DONE', 'OPEN', '2024-01-12', null],
    ['DONE', 'OPEN', '2024-01-11', 'DUE.PAST'],
    ['OPEN', 'OPEN', '2024-01-11', 'TASK.NOT_DONE'],
    ['MISSED', 'OPEN', '2024-01-15', 'TASK.NOT_DONE'],
    ['OPEN', 'COMPLETED', '2024-01-11', 'STAGE.COMPLETED'],
    ['DONE', 'COMPLETED', '2024-01-15', 'STAGE.COMPLETED'],
  ])('of a task that is %s, its stage %s, to %s, on 12 January: %s', (state, stage, dueOn, expected) => {
    expect(refusalOfReturn(aTask(state), stage, dueOn, at('2024-01-12 12:00'), calendar)).toBe(expected);
  });
});

it('a due day may be today in the zone of the plan, whatever day it is elsewhere', () => {
  const now = at('2024-01-12 03:00');
  expect(refusalOfDueDay('2024-01-12', now, calendar)).toBeNull();
  expect(refusalOfDueDay('2024-01-11', now, calendar)).toBe('DUE.PAST');
  expect(refusalOfDueDay('2024-01-11', now, aCalendar({ zone: 'Europe/Berlin' }))).toBeNull();
});
