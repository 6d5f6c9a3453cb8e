import {
  arisesOnly,
  dueDayOf,
  findTemplate,
  openingFloor,
  predecessorsOf,
  stageTemplate,
  targetsOf,
  waitsForTasks,
  type CampaignPlaces,
} from '../../src/campaigns/domain/campaign';
import type { Opening, Plan, StageTemplate, TaskAssignee, TaskDue, TaskTemplate } from '../../src/plans/domain/plan';
import { aCalendar, at, shown } from '../deadlines/support';
import { aPlan, aStage, aTask } from './domainSupport';

const calendar = aCalendar();

const PLACES: CampaignPlaces = {
  units: [
    { organisationId: 'id-10', code: '10' },
    { organisationId: 'id-9', code: '9' },
  ],
  fields: [
    { field: 'II', organisationId: 'id-council' },
    { field: 'I', organisationId: 'id-office' },
  ],
  bodies: new Map([
    ['office', { organisationId: 'id-office', assigneeRole: 'officer' }],
    ['council', { organisationId: 'id-council', assigneeRole: 'member' }],
  ]),
};

describe('the tasks that a template stands for', () => {
  const targets = (assignee: TaskAssignee, plan: Plan = aPlan([])) =>
    targetsOf(plan, aTask('task', { assignee }), PLACES).map(({ unitCode, field, organisationId, role }) =>
      [unitCode, field, organisationId, role].map((part) => part ?? '-').join(' '),
    );

  it.each<[string, TaskAssignee, string[]]>([
    ['one of a body, for its assignee role', { body: 'office' }, ['- - id-office officer']],
    ['one of a council, for its members', { body: 'council' }, ['- - id-council member']],
    ['one of a role, at its body', { role: 'approver' }, ['- - id-council approver']],
    ['one of each unit', { each: 'unit' }, ['10 - id-10 official', '9 - id-9 official']],
    [
      'one for each unit, done by the owner',
      { each: 'unit', owner: 'office' },
      ['10 - id-office officer', '9 - id-office officer'],
    ],
    [
      'one of each field, in the order of assignment',
      { each: 'field-assignment' },
      ['- II id-council member', '- I id-office officer'],
    ],
  ])('are %s', (_words, assignee, expected) => {
    expect(targets(assignee)).toEqual(expected);
  });

  it('cannot be told of a body that the authority does not have', () => {
    expect(() => targets({ body: 'nowhere' })).toThrow('nowhere');
  });
});

describe('the opening of a stage', () => {
  it.each<[Opening, string | null, readonly string[]]>([
    [{ on: '2024-01-10' }, '2024-01-10 07:30', []],
    [{ on: '2024-01-13' }, '2024-01-15 07:30', []],
    [{ on: '2024-02-08' }, '2024-02-15 07:30', []],
    [{ after: ['a', 'b'] }, null, ['a', 'b']],
    [{ after: ['a'], notBefore: '2024-01-13' }, '2024-01-15 07:30', ['a']],
  ])('%j: not before %s, after %j', (opens, floor, after) => {
    const stage = aStage('stage', [], { opens });
    const instant = openingFloor(stage, calendar);
    expect(instant === null ? null : shown(instant)).toBe(floor);
    expect(predecessorsOf(stage)).toEqual(after);
  });
});

describe('the due day of a task', () => {
  const stage = aStage('stage', [], { due: { on: '2024-01-31' } });

  it.each<[TaskDue, string, string]>([
    [{ on: '2023-12-31' }, '2024-01-08 08:00', '2023-12-31'],
    [{ stage: true }, '2024-01-08 08:00', '2024-01-31'],
    [{ workingDaysAfter: 'OPENED', days: 3 }, '2024-01-22 06:00', '2024-01-25'],
    [{ workingDaysAfter: 'OPENED', days: 3 }, '2024-01-22 23:59', '2024-01-25'],
    [{ workingDaysAfter: 'OPENED', days: 1 }, '2024-01-13 10:00', '2024-01-15'],
    [{ workingDaysAfter: 'OPENED', days: 1 }, '2024-02-07 10:00', '2024-02-15'],
  ])('%j, created at %s, is %s', (due, createdAt, expected) => {
    expect(dueDayOf(aTask('task', { due }), stage, at(createdAt), calendar)).toBe(expected);
  });
});

it('templates are found by key in whatever stage they stand', () => {
  const [first, second]: [StageTemplate, StageTemplate] = [aStage('one', [aTask('a')]), aStage('two', [aTask('b')])];
  const plan = aPlan([first, second]);
  expect(findTemplate(plan, 'b')).toEqual({ stage: second, template: second.tasks[0] });
  expect(findTemplate(plan, 'c')).toBeUndefined();
  expect(stageTemplate(plan, 'two')).toBe(second);
  expect(() => stageTemplate(plan, 'three')).toThrow('three');
});

it.each<[Partial<TaskTemplate>, boolean, boolean]>([
  [{}, false, false],
  [{ after: ['a'] }, true, false],
  [{ assignee: { each: 'unit', when: 'ITEMS_RETURNED' } }, false, true],
  [{ assignee: { each: 'unit' } }, false, false],
])('a template %j waits for tasks: %s; arises only: %s', (more, waits, arises) => {
  expect(waitsForTasks(aTask('task', more))).toBe(waits);
  expect(arisesOnly(aTask('task', more))).toBe(arises);
});
