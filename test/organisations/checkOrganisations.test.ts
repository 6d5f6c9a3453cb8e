import fc from 'fast-check';
import { checkOrganisations, parseOrganisations } from '../../src/organisations/domain/checkOrganisations';
import { edited, faultsOf, jsonFile, pointersInto, REMOVED } from '../plans/edits';

const sample = jsonFile('samples/organisations/ninh-giang-2023.json');
const faults = (edits: Readonly<Record<string, unknown>>) => faultsOf(checkOrganisations(edited(sample, edits)));

it('finds no fault in the sample organisations', () => {
  expect(checkOrganisations(sample)).toEqual({ file: sample });
  expect(parseOrganisations(JSON.stringify(sample))).toEqual({ file: sample });
});

it.each([
  { '/units': [], '/bodies': [] },
  { '/tenant': { key: 'hai-duong', name: 'UBND tỉnh', timeZone: 'Asia/Ho_Chi_Minh' } },
  { '/units/0': { code: '11155', name: 'Thị trấn Ninh Giang' } },
  { '/units/0/predecessors': [{ code: '11161', validFrom: '2019-12-01' }], '/units/0/_note': 1, '/bodies/0/_note': 1 },
  { '/units/20': { code: '11155', name: 'Xã Ninh Giang', validFrom: '2025-01-01' } },
  { '/units/0/validFrom': '2024-12-31' },
])('finds no fault in %j', (edits) => {
  expect(faults(edits)).toEqual([]);
});

it.each<[Readonly<Record<string, unknown>>, string]>([
  [{ '': null }, ' VALUE.INVALID'],
  [{ '/people': [] }, '/people KEY.UNKNOWN'],
  [{ '/tenant': REMOVED }, '/tenant KEY.MISSING'],
  [{ '/tenant/key': REMOVED }, '/tenant/key KEY.MISSING'],
  [{ '/tenant/timeZone': 'Asia/Hai_Duong' }, '/tenant/timeZone VALUE.INVALID'],
  [{ '/tenant/zone': 'x' }, '/tenant/zone KEY.UNKNOWN'],
  [{ '/bodies': {} }, '/bodies VALUE.INVALID'],
  [{ '/bodies/0/kind': 'OFFICE' }, '/bodies/0/kind VALUE.INVALID'],
  [{ '/bodies/0/kind': 'UNIT' }, '/bodies/0/kind VALUE.INVALID'],
  [{ '/bodies/0/name': '' }, '/bodies/0/name VALUE.INVALID'],
  [{ '/bodies/0/key': 'units' }, '/bodies/0/key VALUE.INVALID'],
  [{ '/bodies/0/key': 'bodies' }, '/bodies/0/key VALUE.INVALID'],
  [{ '/bodies/3/key': 'noi-vu' }, '/bodies/3/key KEY.DUPLICATE'],
  [{ '/units': REMOVED }, '/units KEY.MISSING'],
  [{ '/units/0/code': 11155 }, '/units/0/code VALUE.INVALID'],
  [{ '/units/0/validFrom': '2019-02-29' }, '/units/0/validFrom DATE.INVALID'],
  [{ '/units/0/validTo': '2019-11-30' }, '/units/0/validTo VALUE.INVALID'],
  [{ '/units/0/predecessors': [{ code: '1' }] }, '/units/0/predecessors/0/validFrom KEY.MISSING'],
  [{ '/units/1/code': '11155' }, '/units/1/code KEY.DUPLICATE'],
  [{ '/units/20': { code: '11155', name: 'x', validFrom: '2024-12-31' } }, '/units/20/code KEY.DUPLICATE'],
  [{ '/units/0/code': 'noi-vu' }, '/units/0/code KEY.DUPLICATE'],
])('%j is a fault: %s', (edits, expected) => {
  expect(faults(edits)).toEqual([expected]);
});

it('takes a text that is not JSON for a fault of the whole file', () => {
  expect(faultsOf(parseOrganisations('units:'))).toEqual([' VALUE.INVALID']);
});

it('judges any JSON without an error', () => {
  const pointers = pointersInto(sample);
  fc.assert(fc.property(fc.constantFrom(...pointers), fc.jsonValue(), (path, value) => void faults({ [path]: value })));
});
