import { checkOrganisations } from '../../src/organisations/domain/checkOrganisations';
import { checkPlan } from '../../src/plans/domain/checkPlan';
import { edited, faultsOf, jsonFile, REMOVED } from './edits';

/** The sample plan as it stands in its file. */
export const sample = jsonFile('samples/plans/ke-hoach-146-2023.json');
const checked = checkOrganisations(jsonFile('samples/organisations/ninh-giang-2023.json'));
if ('faults' in checked) throw new Error('the sample organisations have faults');
export const organisations = checked.file;

export type Edits = Readonly<Record<string, unknown>>;
export type Row = readonly [Edits, ...string[]];

/** Faults of the sample plan with these edits. */
export const faults = (edits: Edits) => faultsOf(checkPlan(edited(sample, edits), organisations));

/** A table for `it.each`: name, edits, the faults expected of them. */
export function rows(...table: Row[]): [string, Edits, string[]][] {
  return table.map(([edits, ...expected]) => [
    Object.entries(edits)
      .map(([path, value]) => `${path} = ${value === REMOVED ? 'absent' : JSON.stringify(value)}`)
      .join(', '),
    edits,
    expected,
  ]);
}

export const COMMUNE = '/policies/commune-work';
export const TASK = '/stages/0/tasks/0';
export const UNIT_TASK = '/stages/1/tasks/1';
export const WHEN_TASK = '/stages/4/tasks/1';
export const aTask = (key: string, more: object = {}) => ({
  key,
  title: 'Một việc',
  assignee: { body: 'noi-vu' },
  due: { stage: true },
  policy: 'office-work',
  doneBy: 'REPORT',
  ...more,
});
export const anEscalation = (key: string, more: object = {}) => ({
  key,
  at: { workingDays: 1, time: '08:00' },
  to: ['approver'],
  ...more,
});
