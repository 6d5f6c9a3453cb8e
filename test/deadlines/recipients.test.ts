import {
  assigneesOf,
  digestRecipients,
  escalationRecipients,
  reminderRecipients,
  type Recipients,
} from '../../src/deadlines/domain/recipients';
import { aDirectory, COMMUNE_TASK, EVERYBODY } from './support';

const everybody = aDirectory({ holders: EVERYBODY });
const CLAIMED = { ...COMMUNE_TASK, claimedBy: 'official-2' };
const nobodyAssigned = aDirectory({ holders: { ...EVERYBODY, 'official@commune': [] } });

function told({ told: recipients }: Recipients): string[] {
  return recipients.map(({ personId, forId }) => (forId === null ? personId : `${personId} for ${forId}`));
}

describe('a reminder tells', () => {
  it.each([
    ['all who hold the assignee role', ['ASSIGNEE'], COMMUNE_TASK, everybody, ['official-1', 'official-2']],
    ['who claimed the task, alone', ['ASSIGNEE'], CLAIMED, everybody, ['official-2']],
    ['the leader where nobody holds the assignee role', ['ASSIGNEE'], COMMUNE_TASK, nobodyAssigned, ['leader']],
    ['the leader once, named as leader too', ['ASSIGNEE', 'UNIT_LEADER'], COMMUNE_TASK, nobodyAssigned, ['leader']],
    ['roles of the plan by name', ['coordinator', 'approver'], COMMUNE_TASK, everybody, ['coordinator', 'approver']],
    ['assignee and leader', ['ASSIGNEE', 'UNIT_LEADER'], CLAIMED, everybody, ['official-2', 'leader']],
  ])('%s', (_words, to, task, directory, expected) => {
    expect(told(reminderRecipients(to, task, directory))).toEqual(expected);
  });

  it('nobody, which is a fault, where neither assignee nor leader is there', () => {
    const empty = aDirectory({ holders: {} });
    expect(reminderRecipients(['ASSIGNEE', 'UNIT_LEADER'], COMMUNE_TASK, empty)).toEqual({ told: [], isFault: true });
  });
});

describe('an escalation', () => {
  const coordinatorsTask = { organisationId: 'office', role: 'coordinator', claimedBy: null };

  it.each([
    ['goes to the leader', ['UNIT_LEADER'], COMMUNE_TASK, everybody, ['leader']],
    [
      'names the assignee: told as well',
      ['ASSIGNEE', 'UNIT_LEADER'],
      COMMUNE_TASK,
      everybody,
      ['official-1', 'official-2', 'leader'],
    ],
    [
      'is about the leader who claimed the task: left out',
      ['UNIT_LEADER', 'coordinator'],
      { ...COMMUNE_TASK, claimedBy: 'leader' },
      everybody,
      ['coordinator'],
    ],
    [
      'is about a task of the coordinator: left out',
      ['coordinator', 'approver'],
      coordinatorsTask,
      everybody,
      ['approver'],
    ],
    ['reaches the leader although nobody is assigned', ['UNIT_LEADER'], COMMUNE_TASK, nobodyAssigned, ['leader']],
  ])('%s', (_words, to, task, directory, expected) => {
    expect(told(escalationRecipients(to, task, directory))).toEqual(expected);
  });

  it.each([
    ['only the assignee was left out', ['coordinator'], coordinatorsTask, everybody, false],
    [
      'nobody leads',
      ['UNIT_LEADER'],
      COMMUNE_TASK,
      aDirectory({ holders: { ...EVERYBODY, 'leader@commune': [] } }),
      true,
    ],
    [
      'nobody holds the role',
      ['approver'],
      COMMUNE_TASK,
      aDirectory({ holders: { ...EVERYBODY, 'approver@office': [] } }),
      true,
    ],
  ])('that reaches nobody because %s', (_words, to, task, directory, isFault) => {
    expect(escalationRecipients(to, task, directory)).toEqual({ told: [], isFault });
  });
});

describe('somebody absent', () => {
  const withAbsent = (absent: Readonly<Record<string, string | null>>) => aDirectory({ holders: EVERYBODY, absent });

  it.each([
    ['is replaced by the substitute', { leader: 'deputy' }, ['deputy for leader']],
    ['by the substitute of the substitute', { leader: 'a', a: 'b' }, ['b for leader']],
    ['by the third', { leader: 'a', a: 'b', b: 'c' }, ['c for leader']],
    ['is told after all where the chain would go on', { leader: 'a', a: 'b', b: 'c', c: 'd' }, ['leader']],
    ['is told after all without a substitute', { leader: null }, ['leader']],
    ['is told after all where the last substitute has none', { leader: 'a', a: null }, ['leader']],
    ['is told after all where substitutes name each other', { leader: 'a', a: 'leader' }, ['leader']],
    ['is told after all where the chain ends at whom it is about', { leader: 'official-1' }, ['leader']],
    [
      'is replaced past whom it is about, who is absent too',
      { leader: 'official-1', 'official-1': 'b' },
      ['b for leader'],
    ],
  ])('%s', (_words, absent, expected) => {
    expect(told(escalationRecipients(['UNIT_LEADER'], COMMUNE_TASK, withAbsent(absent)))).toEqual(expected);
  });

  it('never ends at whom the escalation is about, even where it tells the assignee as well', () => {
    const directory = withAbsent({ leader: 'official-1' });
    expect(told(escalationRecipients(['ASSIGNEE', 'UNIT_LEADER'], COMMUNE_TASK, directory))).toEqual([
      'official-1',
      'official-2',
      'leader',
    ]);
  });

  it('who is the assignee may be replaced by a colleague, who is told once', () => {
    const directory = withAbsent({ 'official-1': 'official-2' });
    expect(told(escalationRecipients(['ASSIGNEE'], COMMUNE_TASK, directory))).toEqual(['official-2']);
    expect(told(reminderRecipients(['ASSIGNEE'], COMMUNE_TASK, directory))).toEqual(['official-2']);
  });

  it('has a reminder told to the substitute once, for whom they stand in first', () => {
    const directory = withAbsent({ 'official-1': 'deputy', 'official-2': 'deputy' });
    expect(told(reminderRecipients(['ASSIGNEE'], COMMUNE_TASK, directory))).toEqual(['deputy for official-1']);
  });

  it('has a digest told to the substitute', () => {
    expect(told(digestRecipients(['coordinator'], withAbsent({ coordinator: 'head' })))).toEqual([
      'head for coordinator',
    ]);
  });
});

it('whose work it is falls to the leader where nobody holds the role', () => {
  expect(assigneesOf(COMMUNE_TASK, nobodyAssigned)).toEqual(['leader']);
  expect(assigneesOf(CLAIMED, nobodyAssigned)).toEqual(['official-2']);
});

it('a digest that nobody gets is a fault', () => {
  expect(digestRecipients(['coordinator'], aDirectory({ holders: {} }))).toEqual({ told: [], isFault: true });
});
