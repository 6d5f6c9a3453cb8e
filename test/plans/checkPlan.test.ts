import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkPlan, parsePlan } from '../../src/plans/domain/checkPlan';
import { DONE_BY, STAGE_MODULES } from '../../src/plans/domain/plan';
import { jsonFile, pointersInto, REMOVED } from './edits';
import { aTask, COMMUNE, faults, organisations, rows, sample, TASK, UNIT_TASK } from './samplePlan';

describe('a plan without fault', () => {
  it('is the sample plan, returned as it was written', () => {
    expect(checkPlan(sample, organisations)).toEqual({ plan: sample });
    expect(parsePlan(JSON.stringify(sample), organisations)).toEqual({ plan: sample });
  });

  it.each(
    rows(
      [{ '/issuedOn': REMOVED, '/assessmentYear': REMOVED, '/basis': REMOVED, '/digests': REMOVED }],
      [{ '/basis': [], '/digests': [], '/stages/0/with': [], [`${TASK}/with`]: [] }],
      [{ [COMMUNE]: {} }],
      [{ [`${COMMUNE}/reminders`]: [], [`${COMMUNE}/escalations`]: [] }],
      [{ '/roles/tổ trưởng': { at: 'to-thu-ky', label: 'Tổ trưởng' } }],
      [{ '/policies/a~1b~0c': {} }],
      [{ '/stages/4/opens': { after: ['self-scoring'] }, '/stages/4/due/on': '2020-01-01' }],
      [{ '/stages/0/lead': 'units', '/stages/0/with': ['units', 'bodies', 'noi-vu'] }],
      [{ '/stages/0/sample': [1, null, { any: 'thing' }], '/stages/0/assumed': null, [`${TASK}/assumed`]: false }],
      [{ '/stages/2/closes': { workingDaysAfterDue: 0 } }],
      [{ [`${COMMUNE}/reminders/0/at`]: { workingDays: 400, time: '23:59' } }],
      [{ [`${COMMUNE}/reminders/0/at`]: { workingDays: -400, time: '00:00' } }],
      [{ [`${COMMUNE}/escalations/0/key`]: 'assigned' }],
      [{ '/digests/0/onlyIf': REMOVED }],
      [{ '/digests/0/onlyIf': REMOVED, '/digests/0/fromWorkingDaysBeforeDue': REMOVED }],
      [{ '/digests/0/fromWorkingDaysBeforeDue': 0 }],
      [{ [`${UNIT_TASK}/assignee`]: { each: 'unit', owner: 'noi-vu', when: 'ITEMS_RETURNED' } }],
      [{ [`${TASK}/assignee`]: { role: 'coordinator' } }],
      [{ [`${TASK}/due`]: { workingDaysAfter: 'OPENED', days: 1 } }],
      [{ '/timeZone': 'Europe/Berlin' }],
      [{ '/workingTime': { from: '00:00', to: '23:59' } }],
      [{ '/issuedOn': '2024-02-29' }],
      [{ '/stages/0/module': REMOVED, '/stages/0/committee': 'hoi-dong' }],
    ),
  )('may have %s', (_, edits, expected) => {
    expect(faults(edits)).toEqual(expected);
  });

  it.each(STAGE_MODULES)('may have the module %s', (module) => {
    expect(faults({ '/stages/0/module': module })).toEqual([]);
  });

  it.each(DONE_BY)('may have a task done by %s', (doneBy) => {
    expect(faults({ [`${TASK}/doneBy`]: doneBy })).toEqual([]);
  });
});

const goldenFolder = join(__dirname, '../golden/plans');
const golden = readdirSync(goldenFolder)
  .filter((name) => name.endsWith('.faults.json'))
  .map((name) => name.replace('.faults.json', ''));

it.each(golden)('names exactly the faults of the broken plan %s', (name) => {
  const expected = jsonFile(`test/golden/plans/${name}.faults.json`);
  const found = checkPlan(jsonFile(`test/golden/plans/${name}.json`), organisations);
  expect({ schema: 1, ...found }).toEqual(expected);
});

describe('whatever the JSON is', () => {
  const pointers = pointersInto(sample);

  it('names all faults at once, by path as text', () => {
    const found = faults({ '/lead': 'x', '/code': REMOVED, '/stages/2/lead': 'x', '/stages/10': aTask('x') });
    expect(found).toEqual([...found].sort());
    expect(found).toEqual(
      expect.arrayContaining(['/code KEY.MISSING', '/lead BODY.UNKNOWN', '/stages/2/lead BODY.UNKNOWN']),
    );
  });

  it('gives faults by path, each once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...pointers), fc.jsonValue()), { minLength: 1, maxLength: 4 }),
        (edits) => {
          // Longer paths first: a value put in may have no such member.
          const ordered = [...edits].sort(([a], [b]) => b.length - a.length);
          const found = faults(Object.fromEntries(ordered));
          expect(new Set(found).size).toBe(found.length);
          // A path has its code after the last space; a shorter path comes before those that begin with it.
          const paths = found.map((fault) => fault.slice(0, fault.lastIndexOf(' ')));
          expect(paths).toEqual([...paths].sort());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a wrong type anywhere is a fault at that very path', () => {
    const free = /^\/stages\/\d+(\/tasks\/\d+)?\/(sample|assumed)/;
    for (const pointer of pointers.filter((path) => !free.test(path))) {
      expect(faults({ [pointer]: null })).toContain(`${pointer} VALUE.INVALID`);
    }
  });

  it('any JSON at all is judged without an error', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void checkPlan(value, organisations)));
  });
});
