import { inJudgingOrder, latestVersions } from '../../src/deadlines/domain/step';
import { at, aStep } from './support';

it('steps are judged by instant, then as the policy lists them, then by repetition', () => {
  const noon = at('2024-01-08 12:00');
  const morning = at('2024-01-08 08:00');
  const steps = [
    aStep('REMINDER', 'c', noon, { ruleOrder: 0 }),
    aStep('REMINDER', 'b', morning, { ruleOrder: 2, repetition: 2 }),
    aStep('REMINDER', 'b', morning, { ruleOrder: 2, repetition: 1 }),
    aStep('REMINDER', 'a', morning, { ruleOrder: 1, repetition: 3 }),
  ];
  expect(steps.sort(inJudgingOrder).map(({ rule, repetition }) => `${rule}${String(repetition)}`)).toEqual([
    'a3',
    'b1',
    'b2',
    'c1',
  ]);
});

it('of each kind, rule and repetition the latest version counts, however they are ordered', () => {
  const steps = [
    aStep('REMINDER', 'a', 0, { version: 2 }),
    aStep('REMINDER', 'a', 0, { version: 10 }),
    aStep('REMINDER', 'a', 0, { version: 9 }),
    aStep('REMINDER', 'a', 0, { repetition: 2 }),
    aStep('ESCALATION', 'a', 0, { version: 3 }),
  ];
  expect(latestVersions(steps).map(({ id }) => id)).toEqual(['REMINDER/a/1/10', 'REMINDER/a/2/1', 'ESCALATION/a/1/3']);
});
