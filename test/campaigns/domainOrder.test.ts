import type { Stage, TaskTarget } from '../../src/campaigns/domain/campaign';
import {
  allTasksExist,
  stagesToOpen,
  targetsReady,
  templatesAtOpening,
  waitingForTheirDay,
  type ExistingTask,
} from '../../src/campaigns/domain/order';
import type { TaskAssignee, TaskTemplate } from '../../src/plans/domain/plan';
import type { TaskState } from '../../src/tasks/domain/task';
import { at } from '../deadlines/support';
import { aStage, aTask } from './domainSupport';

const PER_UNIT: TaskAssignee = { each: 'unit' };
const OF_OWNER: TaskAssignee = { each: 'unit', owner: 'office' };
const PER_FIELD: TaskAssignee = { each: 'field-assignment' };
const ON_RETURN: TaskAssignee = { each: 'unit', when: 'ITEMS_RETURNED' };

/** Two units, two fields. */
function targets({ assignee }: TaskTemplate): TaskTarget[] {
  const one = { unitId: null, unitCode: null, field: null, position: 0, organisationId: 'office', role: 'officer' };
  if (!('each' in assignee)) return [one];
  if (assignee.each === 'field-assignment') return ['I', 'II'].map((field) => ({ ...one, field }));
  return ['u1', 'u2'].map((unitId) => ({ ...one, unitId, unitCode: unitId }));
}

/** `a/u1 DONE`: the task of template a for unit u1 is done; fields are I and II, `-` stands for the only task. */
function existing(text: string): ExistingTask {
  const [key = '', state = ''] = text.split(' ');
  const [template = '', place = '-'] = key.split('/');
  const isUnit = place.startsWith('u');
  return {
    template,
    unitId: isUnit ? place : null,
    field: isUnit || place === '-' ? null : place,
    state: state as TaskState,
  };
}

describe('tasks whose `after` is met', () => {
  const ready = (assignees: Readonly<Record<string, TaskAssignee>>, own: TaskAssignee, tasks: readonly string[]) => {
    const template = aTask('own', { assignee: own, after: Object.keys(assignees) });
    const others = Object.entries(assignees).map(([key, assignee]) => aTask(key, { assignee }));
    return targetsReady(template, aStage('stage', [...others, template]), tasks.map(existing), targets).map(
      ({ unitId, field }) => unitId ?? field ?? '-',
    );
  };
  const body: TaskAssignee = { body: 'office' };

  it.each<[string, Readonly<Record<string, TaskAssignee>>, TaskAssignee, string[], string[]]>([
    ['body after body, done', { a: body }, body, ['a/- DONE'], ['-']],
    ['body after body, open', { a: body }, body, ['a/- OPEN'], []],
    ['body after body, returned', { a: body }, body, ['a/- RETURNED'], []],
    ['body after body, not created itself', { a: body }, body, [], []],
    ['cancelled settles', { a: body }, body, ['a/- CANCELLED'], ['-']],
    ['missed settles', { a: body }, body, ['a/- MISSED'], ['-']],
    ['created once', { a: body }, body, ['a/- DONE', 'own/- OPEN'], []],
    ['unit after unit: its own', { a: PER_UNIT }, PER_UNIT, ['a/u1 OPEN', 'a/u2 DONE'], ['u2']],
    ['unit after the work of an owner for it', { a: OF_OWNER }, PER_UNIT, ['a/u1 DONE', 'a/u2 OPEN'], ['u1']],
    [
      'unit after unit: the others are there already',
      { a: PER_UNIT },
      PER_UNIT,
      ['a/u1 DONE', 'a/u2 DONE', 'own/u2 DONE'],
      ['u1'],
    ],
    [
      'unit after two of units: both of its own',
      { a: PER_UNIT, b: PER_UNIT },
      PER_UNIT,
      ['a/u1 DONE', 'b/u1 DONE', 'a/u2 DONE', 'b/u2 OPEN'],
      ['u1'],
    ],
    ['unit after body: all', { a: body }, PER_UNIT, ['a/- DONE'], ['u1', 'u2']],
    [
      'unit after body and unit: the body holds all up',
      { a: body, b: PER_UNIT },
      PER_UNIT,
      ['a/- OPEN', 'b/u1 DONE', 'b/u2 DONE'],
      [],
    ],
    [
      'unit after body and unit: its own',
      { a: body, b: PER_UNIT },
      PER_UNIT,
      ['a/- DONE', 'b/u1 DONE', 'b/u2 OPEN'],
      ['u1'],
    ],
    ['body after unit: not before all', { a: PER_UNIT }, body, ['a/u1 DONE', 'a/u2 OPEN'], []],
    ['body after unit: all', { a: PER_UNIT }, body, ['a/u1 DONE', 'a/u2 MISSED'], ['-']],
    ['body after unit, of which one is still to be created', { a: PER_UNIT }, body, ['a/u1 DONE'], []],
    ['field after field: not its own but all', { a: PER_FIELD }, PER_FIELD, ['a/I DONE', 'a/II OPEN'], []],
    ['field after field: all', { a: PER_FIELD }, PER_FIELD, ['a/I DONE', 'a/II DONE'], ['I', 'II']],
    ['unit after field: all of them', { a: PER_FIELD }, PER_UNIT, ['a/I DONE', 'a/II DONE'], ['u1', 'u2']],
  ])('%s', (_words, assignees, own, tasks, expected) => {
    expect(ready(assignees, own, tasks)).toEqual(expected);
  });

  it('are created at once after a template that has no tasks at all', () => {
    const template = aTask('own', { after: ['a'] });
    const stage = aStage('stage', [aTask('a', { assignee: PER_UNIT }), template]);
    const noUnits = (one: TaskTemplate) => ('each' in one.assignee ? [] : targets(one));
    expect(targetsReady(template, stage, [], noUnits)).toHaveLength(1);
  });
});

describe('a stage', () => {
  const stage = aStage('stage', [
    aTask('first', { assignee: PER_UNIT }),
    aTask('then', { after: ['first'] }),
    aTask('explain', { assignee: ON_RETURN }),
  ]);

  it('makes at its opening the tasks that neither wait nor only arise', () => {
    expect(templatesAtOpening(stage).map(({ key }) => key)).toEqual(['first']);
  });

  it.each<[Record<string, number>, boolean]>([
    [{ first: 2 }, false],
    [{ first: 1, then: 1 }, false],
    [{ first: 2, then: 1 }, true],
    [{ first: 2, then: 1, explain: 1 }, true],
    [{}, false],
  ])('with %j tasks has all that it must have: %s', (counts, expected) => {
    expect(allTasksExist(stage, new Map(Object.entries(counts)), targets)).toBe(expected);
  });

  it('without units has all its tasks at once', () => {
    const perUnit = aStage('stage', [aTask('first', { assignee: PER_UNIT })]);
    expect(allTasksExist(perUnit, new Map(), () => [])).toBe(true);
  });
});

describe('stages open', () => {
  const templates = [
    aStage('a', []),
    aStage('b', [], { opens: { after: ['a'] } }),
    aStage('c', [], { opens: { after: ['a', 'b'], notBefore: '2024-01-10' } }),
  ];
  const stageOf = (key: string, state: Stage['state'], opensAt: string | null, position: number): Stage => ({
    id: key,
    key,
    position,
    state,
    opensAt: opensAt === null ? null : at(opensAt),
    openedAt: null,
    completedAt: null,
    dueOn: '2024-01-31',
  });
  const opening = (states: readonly Stage['state'][], now: string) => {
    const stages = [
      stageOf('a', states[0] ?? 'WAITING', '2024-01-08 07:30', 0),
      stageOf('b', states[1] ?? 'WAITING', null, 1),
      stageOf('c', states[2] ?? 'WAITING', '2024-01-10 07:30', 2),
    ];
    return {
      opens: stagesToOpen(stages, templates, at(now)).map(({ key }) => key),
      waits: waitingForTheirDay(stages, templates).map(({ key }) => key),
    };
  };

  it.each<[string, Stage['state'][], string, string[], string[]]>([
    ['not before their day', ['WAITING', 'WAITING', 'WAITING'], '2024-01-08 07:29', [], ['a']],
    ['on their day', ['WAITING', 'WAITING', 'WAITING'], '2024-01-08 07:30', ['a'], ['a']],
    ['not while their predecessor runs', ['OPEN', 'WAITING', 'WAITING'], '2024-01-20 08:00', [], []],
    [
      'at night, when their predecessor is completed',
      ['COMPLETED', 'WAITING', 'WAITING'],
      '2024-01-09 23:00',
      ['b'],
      ['b'],
    ],
    ['once', ['COMPLETED', 'OPEN', 'WAITING'], '2024-01-20 08:00', [], []],
    [
      'not before their day though their predecessors are',
      ['COMPLETED', 'COMPLETED', 'WAITING'],
      '2024-01-09 23:00',
      [],
      ['c'],
    ],
    [
      'when their day has come and all predecessors are',
      ['COMPLETED', 'COMPLETED', 'WAITING'],
      '2024-01-10 07:30',
      ['c'],
      ['c'],
    ],
    ['not after a predecessor that was cancelled', ['CANCELLED', 'WAITING', 'WAITING'], '2024-01-20 08:00', [], []],
  ])('%s', (_words, states, now, opens, waits) => {
    expect(opening(states, now)).toEqual({ opens, waits });
  });
});
