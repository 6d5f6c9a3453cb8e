import fc from 'fast-check';
import { canonicalJson, nextLink, START_OF_CHAIN, type JournalAct } from '../../src/journal/domain/chain';

const ACT: JournalAct = {
  subjectKind: 'TASK',
  subjectId: 'task-1',
  act: 'DONE',
  actorId: 'person-1',
  onBehalfOf: null,
  source: 'API',
  details: { note: 'Đã nộp', items: [{ b: 1, a: 2 }] },
  at: Date.parse('2024-01-08T03:00:00Z'),
};
const RECORDED_AT = Date.parse('2024-01-08T03:00:01Z');

function hashOf(act: JournalAct, recordedAt = RECORDED_AT, previous = START_OF_CHAIN): string {
  return nextLink(previous, act, recordedAt).hash.toString('hex');
}

describe('a link of the chain', () => {
  it('counts on from the one before, beginning at 1', () => {
    const first = nextLink(START_OF_CHAIN, ACT, RECORDED_AT);
    expect([first, nextLink(first, ACT, RECORDED_AT)].map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(first.hash).toHaveLength(32);
  });

  it.each<[string, Partial<JournalAct>]>([
    ['what was done', { act: 'CANCELLED' }],
    ['who did it', { actorId: 'person-2' }],
    ['for whom', { onBehalfOf: 'person-3' }],
    ['from where', { source: 'CLI' }],
    ['to what', { subjectId: 'task-2' }],
    ['to what kind', { subjectKind: 'STAGE' }],
    ['when', { at: ACT.at + 1 }],
    ['a detail', { details: { ...ACT.details, note: 'Chưa nộp' } }],
    ['a detail deep inside', { details: { ...ACT.details, items: [{ b: 1, a: 3 }] } }],
  ])('has another hash if one changes %s', (_words, change) => {
    expect(hashOf({ ...ACT, ...change })).not.toBe(hashOf(ACT));
  });

  it('has another hash if one changes when it was recorded, or what came before', () => {
    const other = nextLink(START_OF_CHAIN, { ...ACT, act: 'CREATED' }, RECORDED_AT);
    expect(hashOf(ACT, RECORDED_AT + 1)).not.toBe(hashOf(ACT));
    expect(hashOf(ACT, RECORDED_AT, other)).not.toBe(hashOf(ACT));
  });

  it('has the same hash whatever order the keys of the details come back in', () => {
    const details = { items: [{ a: 2, b: 1 }], note: 'Đã nộp' };
    expect(hashOf({ ...ACT, details })).toBe(hashOf(ACT));
  });
});

describe('canonical JSON', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    [{ a: undefined, b: 'x' }, '{"b":"x"}'],
    [{ ab: 1, a: 2, B: 3 }, '{"B":3,"a":2,"ab":1}'],
    [[], '[]'],
    [undefined, 'null'],
    ['"\n', '"\\"\\n"'],
  ])('of %j is %s', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  it('says what JSON says, and says it again after a journey through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        const travelled: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(text)).toEqual(travelled);
        expect(canonicalJson(travelled)).toBe(text);
      }),
    );
  });
});
