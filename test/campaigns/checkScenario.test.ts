import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { checkScenario, parseScenario } from '../../src/campaigns/domain/rehearsal/checkScenario';
import { DEFAULT_FIELD_ASSIGNMENTS, type ScenarioAct } from '../../src/campaigns/domain/rehearsal/scenario';
import { checkOrganisations } from '../../src/organisations/domain/checkOrganisations';
import { checkPlan } from '../../src/plans/domain/checkPlan';
import { edited, faultsOf, jsonFile, pointersInto, REMOVED } from '../plans/edits';

const checkedOrganisations = checkOrganisations(jsonFile('samples/organisations/ninh-giang-2023.json'));
if ('faults' in checkedOrganisations) throw new Error('the sample organisations have faults');
const organisations = checkedOrganisations.file;
const checkedPlan = checkPlan(jsonFile('samples/plans/ke-hoach-146-2023.json'), organisations);
if ('faults' in checkedPlan) throw new Error('the sample plan has faults');
const plan = checkedPlan.plan;

const AT = '2024-01-08T10:00:00+07:00';

/** One event of each `do`, with every key that it must have and `unit` where it may have one. */
const EVENTS = {
  COMPLETE_TASK: { at: AT, do: 'COMPLETE_TASK', task: 'self-score', unit: '11155' },
  CANCEL_TASK: { at: AT, do: 'CANCEL_TASK', task: 'self-score', unit: '11155', reason: 'Nhập xã' },
  EXTEND: { at: AT, do: 'EXTEND', task: 'self-score', unit: '11155', dueOn: '2024-01-12', reason: 'Mất mạng' },
  RETURN: { at: AT, do: 'RETURN', task: 'self-score', unit: '11155', dueOn: '2024-01-12', reason: 'Thiếu' },
  REVISE: { at: AT, do: 'REVISE', task: 'self-score', dueOn: '2024-01-12', reason: 'Điều chỉnh' },
  RETURN_ITEMS: { at: AT, do: 'RETURN_ITEMS', unit: '11155' },
  ACKNOWLEDGE: { at: AT, do: 'ACKNOWLEDGE', task: 'self-score', unit: '11155', escalation: 'to-coordinator' },
  ADD_DAY_OFF: { at: AT, do: 'ADD_DAY_OFF', date: '2024-01-12', reason: 'Nghỉ' },
  ADD_WORKING_WEEKEND: { at: AT, do: 'ADD_WORKING_WEEKEND', date: '2024-01-13', reason: 'Làm bù' },
  OUTAGE_BEGIN: { at: AT, do: 'OUTAGE_BEGIN' },
  OUTAGE_END: { at: AT, do: 'OUTAGE_END' },
} as const satisfies Record<ScenarioAct, object>;

const TASK_ACTS = ['COMPLETE_TASK', 'CANCEL_TASK', 'EXTEND', 'RETURN', 'ACKNOWLEDGE'] as const;

const scenario = {
  schema: 1,
  startAt: '2023-12-08T07:30:00+07:00',
  endAt: '2024-04-01T00:00:00+07:00',
  fieldAssignments: [{ field: 'I', body: 'noi-vu' }],
  vacant: ['leader@11164'],
  events: Object.values(EVENTS),
};

const faults = (edits: Readonly<Record<string, unknown>>) =>
  faultsOf(checkScenario(edited(scenario, edits), plan, organisations));

const faultsOfEvents = (...events: unknown[]) => faults({ '/events': events });

describe('a scenario without fault', () => {
  it('is read with its instants', () => {
    expect(checkScenario({ ...scenario, events: [EVENTS.RETURN_ITEMS] }, plan, organisations)).toEqual({
      scenario: {
        startAt: Date.UTC(2023, 11, 8, 0, 30),
        endAt: Date.UTC(2024, 2, 31, 17),
        fieldAssignments: [{ field: 'I', body: 'noi-vu' }],
        vacant: ['leader@11164'],
        events: [{ at: Date.UTC(2024, 0, 8, 3), do: 'RETURN_ITEMS', unit: '11155' }],
      },
    });
  });

  it('has the default field assignments and nobody absent where it names none', () => {
    const short = edited(scenario, { '/fieldAssignments': REMOVED, '/vacant': REMOVED, '/events': [] });
    expect(checkScenario(short, plan, organisations)).toMatchObject({
      scenario: { fieldAssignments: DEFAULT_FIELD_ASSIGNMENTS, vacant: [], events: [] },
    });
  });

  it('gives its events in the order of running, those of one instant as in the file', () => {
    const events = [
      { at: '2024-01-08T10:00:00+07:00', do: 'COMPLETE_TASK', task: 'budget' },
      { at: '2024-01-08T02:59:59Z', do: 'COMPLETE_TASK', task: 'guidance' },
      { at: '2024-01-08T03:00:00Z', do: 'COMPLETE_TASK', task: 'publicity' },
    ];
    const found = checkScenario({ ...scenario, events }, plan, organisations);
    if ('faults' in found) throw new Error('the scenario has faults');
    expect(found.scenario.events.map((event) => ('task' in event ? event.task : ''))).toEqual([
      'guidance',
      'budget',
      'publicity',
    ]);
  });

  it('may do every act there is', () => {
    expect(faults({})).toEqual([]);
  });

  const rehearsals = readdirSync(join(__dirname, '../golden/rehearsal'));
  it.each(rehearsals)('is the golden rehearsal %s', (name) => {
    const file = jsonFile(`test/golden/rehearsal/${name}/scenario.json`);
    expect(faultsOf(checkScenario(file, plan, organisations))).toEqual([]);
  });
});

const golden = readdirSync(join(__dirname, '../golden/scenarios'))
  .filter((name) => name.endsWith('.faults.json'))
  .map((name) => name.replace('.faults.json', ''));

it.each(golden)('names exactly the faults of the broken scenario %s', (name) => {
  const found = checkScenario(jsonFile(`test/golden/scenarios/${name}.json`), plan, organisations);
  expect({ schema: 1, ...found }).toEqual(jsonFile(`test/golden/scenarios/${name}.faults.json`));
});

describe('keys of a scenario', () => {
  it.each(['/schema', '/startAt', '/endAt', '/events', '/fieldAssignments/0/field', '/fieldAssignments/0/body'])(
    '%s must be there',
    (path) => {
      const events = path === '/events' ? {} : { '/events': [] };
      expect(faults({ ...events, [path]: REMOVED })).toEqual([`${path} KEY.MISSING`]);
    },
  );

  it.each(['/people', '/_note', '/fieldAssignments/0/owner'])('%s is unknown', (path) => {
    expect(faults({ [path]: 1 })).toEqual([`${path} KEY.UNKNOWN`]);
  });
});

describe('keys of an event', () => {
  const optionalKeys = (act: string) => ((TASK_ACTS as readonly string[]).includes(act) ? ['unit'] : []);

  it.each(Object.values(EVENTS).filter((event) => !event.do.startsWith('OUTAGE')))(
    '$do needs each of its keys',
    (event) => {
      for (const key of Object.keys(event)) {
        const expected = optionalKeys(event.do).includes(key) ? [] : [`/events/0/${key} KEY.MISSING`];
        expect(faultsOfEvents(edited(event, { [`/${key}`]: REMOVED }))).toEqual(expected);
      }
    },
  );

  it.each(Object.values(EVENTS))('$do has no keys of another act', (event) => {
    const others = {
      task: 'budget',
      unit: '11155',
      field: 'I',
      dueOn: AT,
      date: AT,
      reason: '',
      escalation: 5,
      note: 1,
    };
    const both = event.do === 'OUTAGE_BEGIN' ? [EVENTS.OUTAGE_END] : [];
    const before = event.do === 'OUTAGE_END' ? [EVENTS.OUTAGE_BEGIN] : [];
    for (const [key, value] of Object.entries(others)) {
      const isTaskAct = (TASK_ACTS as readonly string[]).includes(event.do);
      if (key in event || (isTaskAct && (key === 'unit' || key === 'field'))) continue;
      expect(faultsOfEvents(...before, { ...event, [key]: value }, ...both)).toEqual([
        `/events/${before.length}/${key} KEY.UNKNOWN`,
      ]);
    }
  });

  it.each(TASK_ACTS)('%s may choose a field instead of a unit', (act) => {
    const byField = edited(EVENTS[act], { '/unit': REMOVED, '/field': 'I' });
    expect(faultsOfEvents(byField)).toEqual([]);
  });

  it.each(TASK_ACTS)('%s cannot choose both, and is then not checked further', (act) => {
    expect(faultsOfEvents({ ...EVENTS[act], field: 'I' })).toEqual(['/events/0 VALUE.INVALID']);
    expect(faultsOfEvents({ ...EVENTS[act], field: 'XX', task: 5, at: 'now' })).toEqual([
      '/events/0 VALUE.INVALID',
      '/events/0/at VALUE.INVALID',
    ]);
  });

  it('are not judged where the act is unknown or missing, except the instant', () => {
    expect(faultsOfEvents({ at: AT, do: 'FINISH', whatever: 1 })).toEqual(['/events/0/do VALUE.INVALID']);
    expect(faultsOfEvents({ at: 'now', do: 5 })).toEqual(['/events/0/at VALUE.INVALID', '/events/0/do VALUE.INVALID']);
    expect(faultsOfEvents({ do: 'toString' })).toEqual(['/events/0/at KEY.MISSING', '/events/0/do VALUE.INVALID']);
    expect(faultsOfEvents({ at: AT, task: 'budget' })).toEqual(['/events/0/do KEY.MISSING']);
    expect(faultsOfEvents({})).toEqual(['/events/0/at KEY.MISSING', '/events/0/do KEY.MISSING']);
  });
});

describe('values', () => {
  it.each([
    ['', null],
    ['', []],
    ['/schema', 2],
    ['/schema', '1'],
    ['/startAt', null],
    ['/endAt', 5],
    ['/events', {}],
    ['/events', null],
    ['/events/0', null],
    ['/events/0', 'COMPLETE_TASK'],
    ['/events/0/do', null],
    ['/events/0/do', 'complete_task'],
    ['/events/0/task', 5],
    ['/events/0/unit', 11155],
    ['/events/0/unit', null],
    ['/events/0/unit', {}],
    ['/events/1/reason', ''],
    ['/events/1/reason', null],
    ['/events/2/dueOn', 20240112],
    ['/events/5/unit', null],
    ['/events/6/escalation', 1],
    ['/events/7/date', null],
    ['/fieldAssignments', {}],
    ['/fieldAssignments/0', 'I'],
    ['/fieldAssignments/0/field', 1],
    ['/fieldAssignments/0/field', ''],
    ['/fieldAssignments/0/body', null],
    ['/vacant', 'leader@11164'],
    ['/vacant/0', 5],
  ])('%s cannot be %j', (path, value) => {
    expect(faults({ [path]: value })).toEqual([`${path} VALUE.INVALID`]);
  });

  it.each([
    ['2024-01-08T10:00:00Z', true],
    ['2024-01-08T10:00Z', true],
    ['2024-01-08T10:00:00.123456+07:00', true],
    ['2024-01-08T10:00:00-05:30', true],
    ['2024-02-29T23:59:59+07:00', true],
    ['2024-01-08T10:00:00', false],
    ['2024-01-08', false],
    ['2024-02-30T10:00:00+07:00', false],
    ['2023-02-29T10:00:00+07:00', false],
    ['2024-01-08T24:00:00+07:00', false],
    ['2024-01-08T10:60:00+07:00', false],
    ['2024-01-08T10:00:60+07:00', false],
    ['2024-13-08T10:00:00+07:00', false],
    ['2024-01-08T10:00:00+24:00', false],
    ['2024-01-08T10:00:00+07:60', false],
    ['2024-01-08 10:00:00+07:00', false],
    ['2024-01-08T10:00:00 +07:00', false],
    ['', false],
  ])('the instant %j exists: %s', (at, exists) => {
    expect(faultsOfEvents({ at, do: 'COMPLETE_TASK', task: 'budget' })).toEqual(
      exists ? [] : ['/events/0/at VALUE.INVALID'],
    );
    expect(faults({ '/events': [], '/startAt': at })).toEqual(exists ? [] : ['/startAt VALUE.INVALID']);
  });

  it('a file that is not JSON is wrong as a whole', () => {
    expect(faultsOf(parseScenario('{"schema": 1', plan, organisations))).toEqual([' VALUE.INVALID']);
    expect(parseScenario(JSON.stringify(scenario), plan, organisations)).toHaveProperty('scenario');
  });
});

describe('names', () => {
  it.each([
    ['/events/0/task', 'selfscore', 'TASK.UNKNOWN'],
    ['/events/4/task', 'self-scoring', 'TASK.UNKNOWN'],
    ['/events/0/unit', '99999', 'UNIT.UNKNOWN'],
    ['/events/0/unit', '', 'UNIT.UNKNOWN'],
    ['/events/0/unit', 'noi-vu', 'UNIT.UNKNOWN'],
    ['/events/5/unit', '99999', 'UNIT.UNKNOWN'],
    ['/fieldAssignments/0/body', 'nobody', 'BODY.UNKNOWN'],
    ['/fieldAssignments/0/body', 'units', 'BODY.UNKNOWN'],
    ['/events/2/dueOn', '2024-02-30', 'DATE.INVALID'],
    ['/events/3/dueOn', '12/01/2024', 'DATE.INVALID'],
    ['/events/4/dueOn', '', 'DATE.INVALID'],
    ['/events/7/date', '2024-02-30', 'DATE.INVALID'],
    ['/events/8/date', '2024-1-1', 'DATE.INVALID'],
  ])('%s cannot be %j: %s', (path, value, code) => {
    expect(faults({ [path]: value })).toEqual([`${path} ${code}`]);
  });

  it('of a list have the path of the element', () => {
    expect(faults({ '/events/0/unit': ['11155', '99999', 5, '1'] })).toEqual([
      '/events/0/unit/1 UNIT.UNKNOWN',
      '/events/0/unit/2 VALUE.INVALID',
      '/events/0/unit/3 UNIT.UNKNOWN',
    ]);
    expect(faultsOfEvents({ at: AT, do: 'RETURN_ITEMS', unit: ['11155', 'x'] })).toEqual([
      '/events/0/unit/1 UNIT.UNKNOWN',
    ]);
    const byFields = { at: AT, do: 'COMPLETE_TASK', task: 'appraise-field', field: ['I', 'II', 3] };
    expect(faultsOfEvents(byFields)).toEqual(['/events/0/field/1 FIELD.UNKNOWN', '/events/0/field/2 VALUE.INVALID']);
  });

  it('of a list may stand twice', () => {
    expect(faults({ '/events/0/unit': ['11155', '11155'] })).toEqual([]);
  });

  it('of fields are those of the assignments in force', () => {
    const events = [{ at: AT, do: 'COMPLETE_TASK', task: 'appraise-field', field: 'VIII' }];
    expect(faults({ '/events': events })).toEqual(['/events/0/field FIELD.UNKNOWN']);
    expect(faults({ '/events': events, '/fieldAssignments': REMOVED })).toEqual([]);
    expect(faults({ '/events': events, '/fieldAssignments': [] })).toEqual(['/events/0/field FIELD.UNKNOWN']);
  });

  it('of fields are assigned once', () => {
    const twice = { field: 'I', body: 'tu-phap' };
    expect(faults({ '/fieldAssignments/1': twice })).toEqual(['/fieldAssignments/1/field VALUE.INVALID']);
  });

  it('of rules are not judged before the run', () => {
    expect(faults({ '/events/6/escalation': 'no-such-rule' })).toEqual([]);
  });

  it.each([
    ['official@11155', true],
    ['leader@11155', true],
    ['officer@noi-vu', true],
    ['head@ubnd-huyen', true],
    ['head@hdnd-huyen', true],
    ['officer@so-noi-vu', true],
    ['member@hoi-dong', true],
    ['chair@to-thu-ky', true],
    ['coordinator@noi-vu', true],
    ['approver@ubnd-huyen', true],
    ['approver@noi-vu', false],
    ['coordinator@11155', false],
    ['head@hoi-dong', false],
    ['chair@noi-vu', false],
    ['officer@11155', false],
    ['leader@99999', false],
    ['leader', false],
    ['', false],
  ])('the role %s is one of an organisation: %s', (role, exists) => {
    expect(faults({ '/vacant': ['leader@11155', role] })).toEqual(exists ? [] : ['/vacant/1 VALUE.INVALID']);
  });
});

describe('times', () => {
  const event = (at: string) => ({ at, do: 'COMPLETE_TASK', task: 'budget' });

  it('the end does not lie before the start, and then binds no event', () => {
    expect(faults({ '/endAt': '2023-12-08T07:30:00+07:00', '/events': [] })).toEqual([]);
    expect(faults({ '/endAt': '2023-12-08T07:29:59+07:00' })).toEqual(['/endAt VALUE.INVALID']);
    expect(faults({ '/endAt': '2023-12-08T00:30:00Z', '/events': [] })).toEqual([]);
  });

  it('an event lies between them, on either at the least', () => {
    expect(faultsOfEvents(event('2023-12-08T07:30:00+07:00'), event('2024-04-01T00:00:00+07:00'))).toEqual([]);
    expect(faultsOfEvents(event('2023-12-08T07:29:59.999+07:00'), event('2024-04-01T00:00:00.001+07:00'))).toEqual([
      '/events/0/at VALUE.INVALID',
      '/events/1/at VALUE.INVALID',
    ]);
  });

  it('a bound that is no instant binds nothing', () => {
    expect(faults({ '/startAt': 'x', '/events': [event('1999-01-01T00:00:00Z')] })).toEqual(['/startAt VALUE.INVALID']);
    expect(faults({ '/endAt': REMOVED, '/events': [event('2999-01-01T00:00:00Z')] })).toEqual(['/endAt KEY.MISSING']);
  });
});

describe('outages', () => {
  const begin = (day: number) => ({ at: `2024-01-0${day}T09:00:00+07:00`, do: 'OUTAGE_BEGIN' });
  const end = (day: number) => ({ at: `2024-01-0${day}T09:00:00+07:00`, do: 'OUTAGE_END' });
  const unpaired = ['/events OUTAGE.UNPAIRED'];

  it.each([
    ['one after the other', [begin(1), end(2), begin(3), end(4)], []],
    ['in any order of the file', [end(4), begin(3), end(2), begin(1)], []],
    ['that end at once', [begin(1), end(1)], []],
    ['that begin where another ends', [begin(1), end(2), begin(2), end(3)], []],
    ['that end before they begin at one instant', [end(1), begin(1)], unpaired],
    ['that begin twice', [begin(1), begin(2), end(3), end(4)], unpaired],
    ['that end twice', [begin(1), end(2), end(3)], unpaired],
    ['that never end', [begin(1)], unpaired],
    ['that never began', [end(1)], unpaired],
  ])('%s', (_, events, expected) => {
    expect(faultsOfEvents(...events)).toEqual(expected);
  });

  it('are judged only when every instant is valid', () => {
    const early = { at: '2020-01-01T00:00:00Z', do: 'COMPLETE_TASK', task: 'budget' };
    expect(faultsOfEvents(begin(1), early)).toEqual(['/events/1/at VALUE.INVALID']);
    expect(faultsOfEvents(begin(1), { ...early, at: REMOVED.toString() })).toEqual(['/events/1/at VALUE.INVALID']);
    expect(faultsOfEvents(begin(1), { do: 'OUTAGE_END' })).toEqual(['/events/1/at KEY.MISSING']);
    expect(faultsOfEvents(begin(1), null)).toEqual(['/events/1 VALUE.INVALID']);
  });

  it('are judged beside other faults', () => {
    expect(faultsOfEvents(begin(1), { ...EVENTS.REVISE, task: 'x' })).toEqual([
      ...unpaired,
      '/events/1/task TASK.UNKNOWN',
    ]);
  });
});

it('judges any JSON without an error', () => {
  const pointers = pointersInto(scenario);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...pointers), fc.jsonValue()), { maxLength: 3 }), (edits) => {
      const found = faults(Object.fromEntries([...edits].sort(([a], [b]) => b.length - a.length)));
      expect(new Set(found).size).toBe(found.length);
    }),
    { numRuns: 500 },
  );
});
