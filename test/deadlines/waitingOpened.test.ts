import type { Plan } from '../../src/plans/domain/plan';
import { goldenFiles, rehearseOnTestServers } from '../rehearsal/rehearse';
import { at } from './support';

const { plan: sample, ...files } = goldenFiles('nobody-does-anything');

/** One task of one body; both escalations count from its opening, the second waits for the first. */
const PLAN: Plan = {
  ...sample,
  digests: [],
  policies: {
    opened: {
      escalations: [
        { key: 'first', at: { event: 'OPENED' }, to: ['UNIT_LEADER'], acknowledgeWithinWorkingHours: 10 },
        { key: 'second', at: { event: 'OPENED' }, to: ['coordinator'], onlyIf: 'PREVIOUS_NOT_ACKNOWLEDGED' },
      ],
    },
  },
  stages: [
    {
      key: 'only',
      title: 'Only',
      lead: 'van-phong',
      opens: { on: '2024-01-08' },
      due: { on: '2024-01-31' },
      completes: 'ALL_TASKS_DONE',
      tasks: [
        {
          key: 'task',
          title: 'Task',
          assignee: { body: 'van-phong' },
          due: { stage: true },
          policy: 'opened',
          doneBy: 'REPORT',
        },
      ],
    },
  ],
};

it('an extension leaves alone what counts from the opening, even while it waits for an acknowledgement time', async () => {
  const { steps, invariants } = await rehearseOnTestServers({
    ...files,
    plan: PLAN,
    scenario: {
      ...files.scenario,
      startAt: at('2024-01-08 07:30'),
      endAt: at('2024-01-10 00:00'),
      vacant: [],
      events: [{ at: at('2024-01-08 12:00'), do: 'EXTEND', task: 'task', dueOn: '2024-02-20', reason: 'More time' }],
    },
  });
  const rows = steps.map(({ rule, version, status, reason, firedAt }) => [rule, version, status, reason, firedAt]);
  expect(rows).toEqual([
    ['first', 1, 'FIRED', null, '2024-01-08T07:30:00+07:00'],
    ['second', 1, 'SUPERSEDED', 'WAITING', null],
    ['second', 2, 'FIRED', null, '2024-01-09T08:00:00+07:00'],
  ]);
  expect(invariants).toEqual({ lost: 0, doubled: 0, afterDone: 0 });
}, 60_000);
