import fc from 'fast-check';
import { checkCalendar, parseCalendar } from '../../src/calendars/domain/checkCalendar';
import { WEEKDAYS } from '../../src/calendars/domain/workingCalendar';
import { edited, faultsOf, jsonFile, pointersInto, REMOVED } from '../plans/edits';

const sample = jsonFile('samples/calendars/viet-nam-2023-2026.json');
const faults = (edits: Readonly<Record<string, unknown>>) => faultsOf(checkCalendar(edited(sample, edits)));

it('finds no fault in the sample calendar', () => {
  expect(checkCalendar(sample)).toEqual({ calendar: sample });
  expect(parseCalendar(JSON.stringify(sample))).toEqual({ calendar: sample });
});

it.each([
  { '/weekend': [], '/daysOff': [], '/workingWeekends': [] },
  { '/weekend': ['FRIDAY'] },
  { '/workingWeekends/0/date': '2023-01-02', '/daysOff/0/_note': 'twice' },
])('finds no fault in %j', (edits) => {
  expect(faults(edits)).toEqual([]);
});

it.each<[Readonly<Record<string, unknown>>, string]>([
  [{ '': [] }, ' VALUE.INVALID'],
  [{ '/zone': REMOVED }, '/zone KEY.MISSING'],
  [{ '/zone': 'Asia/Nowhere' }, '/zone VALUE.INVALID'],
  [{ '/weekend': REMOVED }, '/weekend KEY.MISSING'],
  [{ '/weekend/1': 'Sunday' }, '/weekend/1 VALUE.INVALID'],
  [{ '/weekend': WEEKDAYS }, '/weekend VALUE.INVALID'],
  [{ '/daysOff': REMOVED }, '/daysOff KEY.MISSING'],
  [{ '/daysOff': {} }, '/daysOff VALUE.INVALID'],
  [{ '/daysOff/3': '2023-01-22' }, '/daysOff/3 VALUE.INVALID'],
  [{ '/daysOff/3/date': '2023-02-30' }, '/daysOff/3/date DATE.INVALID'],
  [{ '/daysOff/3/reason': REMOVED }, '/daysOff/3/reason KEY.MISSING'],
  [{ '/workingWeekends': REMOVED }, '/workingWeekends KEY.MISSING'],
  [{ '/workingWeekends/0/date': 20240504 }, '/workingWeekends/0/date VALUE.INVALID'],
  [{ '/workingWeekends/0/note': 'x' }, '/workingWeekends/0/note KEY.UNKNOWN'],
  [{ '/holidays': [] }, '/holidays KEY.UNKNOWN'],
])('%j is a fault: %s', (edits, expected) => {
  expect(faults(edits)).toEqual([expected]);
});

it('takes a text that is not JSON for a fault of the whole file', () => {
  expect(faultsOf(parseCalendar(''))).toEqual([' VALUE.INVALID']);
});

it('judges any JSON without an error', () => {
  const pointers = pointersInto(sample);
  fc.assert(fc.property(fc.constantFrom(...pointers), fc.jsonValue(), (path, value) => void faults({ [path]: value })));
});
