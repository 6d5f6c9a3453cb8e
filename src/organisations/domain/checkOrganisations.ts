import { FaultCollector, pathOf } from '../../plans/domain/faultCollector';
import type { Fault } from '../../plans/domain/plan';
import {
  all,
  day,
  differentKeys,
  elementsOf,
  listOf,
  memberOf,
  object,
  oneOf,
  optional,
  parseJson,
  required,
  text,
  timeZone,
  words,
  type Check,
  type Members,
} from '../../plans/domain/shape';
import { isDay } from '../../plans/domain/timeText';
import { BODY_KINDS, type Body, type OrganisationsFile, type Unit } from './organisations';

export type CheckedOrganisations = { readonly file: OrganisationsFile } | { readonly faults: Fault[] };

const NOTES = { notes: true };

/** Codes of the province and the district in the state's list: kept in the file for those who join it with others. */
type TenantFile = OrganisationsFile['tenant'] & { readonly provinceCode?: string; readonly districtCode?: string };

type Predecessor = NonNullable<Unit['predecessors']>[number];

/** Plans say `units` and `bodies` for all of them: no body can be called so. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['units', 'bodies']);

/**
 * Checks an organisations file: one authority with its bodies and units. The codes are those of plan files (§1), and a
 * key or code given before is KEY.DUPLICATE. Codes are re-used over the years for other units, so one code may stand
 * twice where the days of validity do not meet. `validTo` before `validFrom` is VALUE.INVALID at `validTo`.
 *
 * @returns the file, or every fault by path, then code
 */
export function checkOrganisations(value: unknown): CheckedOrganisations {
  const faults = new FaultCollector();
  organisationsShape(value, '', faults);
  const found = faults.list();
  // Every key of the type has been checked by the shape, which the compiler holds to the type's keys.
  return found.length > 0 ? { faults: found } : { file: value as OrganisationsFile };
}

/** The same from the file's text; a text that is not JSON is VALUE.INVALID at the path ``. */
export function parseOrganisations(fileText: string): CheckedOrganisations {
  const parsed = parseJson(fileText);
  return 'faults' in parsed ? parsed : checkOrganisations(parsed.value);
}

const notReserved: Check = (key, path, faults) => {
  if (typeof key === 'string' && RESERVED_KEYS.has(key)) faults.add(path, 'VALUE.INVALID');
};

const validityInOrder: Check = (value, path, faults) => {
  const { from, to } = validityOf(value);
  if (to < from) faults.add(pathOf(path, 'validTo'), 'VALUE.INVALID');
};

/** Units and bodies are named together (`role@key`), so a code is no body's key, and on any day one unit's only. */
const differentCodes: Check = (file, path, faults) => {
  const bodyKeys = new Set(elementsOf(memberOf(file, 'bodies')).map((element) => memberOf(element, 'key')));
  const validities = new Map<string, Validity[]>();
  elementsOf(memberOf(file, 'units')).forEach((element, index) => {
    const code = memberOf(element, 'code');
    if (typeof code !== 'string' || code === '') return;
    const validity = validityOf(element);
    const earlier = validities.get(code) ?? [];
    if (bodyKeys.has(code) || earlier.some((other) => other.from <= validity.to && validity.from <= other.to)) {
      faults.add(`${path}/units/${index}/code`, 'KEY.DUPLICATE');
    }
    validities.set(code, [...earlier, validity]);
  });
};

interface Validity {
  readonly from: string;
  readonly to: string;
}

/** Days compare as text: '' is before all of them, '9999-12-31' after. */
function validityOf(element: unknown): Validity {
  const from = memberOf(element, 'validFrom');
  const to = memberOf(element, 'validTo');
  return {
    from: typeof from === 'string' && isDay(from) ? from : '',
    to: typeof to === 'string' && isDay(to) ? to : '9999-12-31',
  };
}

const tenant: Members<TenantFile> = {
  key: required(words),
  name: required(words),
  province: optional(text),
  provinceCode: optional(text),
  districtCode: optional(text),
  timeZone: required(timeZone),
  placeName: optional(text),
};

const body: Members<Body> = {
  key: required(all(words, notReserved)),
  name: required(words),
  kind: required(oneOf(...BODY_KINDS)),
};

const unit: Members<Unit> = {
  code: required(words),
  name: required(words),
  type: optional(text),
  validFrom: optional(day),
  validTo: optional(day),
  predecessors: optional(listOf(object<Predecessor>({ code: required(words), validFrom: required(day) }, NOTES))),
};

const organisationsShape = all(
  object<OrganisationsFile>(
    {
      tenant: required(object<TenantFile>(tenant, NOTES)),
      bodies: required(all(listOf(object<Body>(body, NOTES)), differentKeys)),
      units: required(listOf(all(object<Unit>(unit, NOTES), validityInOrder))),
    },
    NOTES,
  ),
  differentCodes,
);
