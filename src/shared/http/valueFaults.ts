/** What the validator found wrong with one property and those below it. */
export interface WrongProperty {
  readonly property: string;
  readonly value?: unknown;
  readonly constraints?: Readonly<Record<string, string>>;
  readonly contexts?: Readonly<Record<string, unknown>>;
  readonly children?: readonly WrongProperty[];
}

/** One wrong value of a request: where (JSON Pointer into the body, or the name of a parameter), which rule, in words. */
export interface ValueFault {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly message: string;
}

interface Rule {
  readonly code: string;
  readonly message: string;
}

/** Our words for the rules of class-validator; a rule that is not here is told as VALUE.INVALID. */
const RULES: Readonly<Record<string, Rule>> = {
  isDefined: { code: 'VALUE.MISSING', message: 'Bắt buộc phải có.' },
  isNotEmpty: { code: 'VALUE.MISSING', message: 'Không được để trống.' },
  whitelistValidation: { code: 'VALUE.UNKNOWN', message: 'Không có mục này.' },
  isString: { code: 'VALUE.TYPE', message: 'Phải là văn bản.' },
  isInt: { code: 'VALUE.TYPE', message: 'Phải là số nguyên.' },
  isNumber: { code: 'VALUE.TYPE', message: 'Phải là số.' },
  isBoolean: { code: 'VALUE.TYPE', message: 'Phải là đúng hoặc sai.' },
  isArray: { code: 'VALUE.TYPE', message: 'Phải là danh sách.' },
  isObject: { code: 'VALUE.TYPE', message: 'Phải là đối tượng.' },
  nestedValidation: { code: 'VALUE.TYPE', message: 'Phải là đối tượng.' },
  isUuid: { code: 'VALUE.FORMAT', message: 'Phải là mã định danh (UUID).' },
  isEmail: { code: 'VALUE.FORMAT', message: 'Phải là địa chỉ thư điện tử.' },
  isDateString: { code: 'VALUE.FORMAT', message: 'Phải là ngày giờ theo RFC 3339.' },
  isISO8601: { code: 'VALUE.FORMAT', message: 'Phải là ngày theo dạng NĂM-THÁNG-NGÀY.' },
  isRFC3339: { code: 'VALUE.FORMAT', message: 'Phải là ngày giờ theo RFC 3339.' },
  matches: { code: 'VALUE.FORMAT', message: 'Không đúng dạng.' },
  isIn: { code: 'VALUE.NOT_IN_LIST', message: 'Không nằm trong các giá trị cho phép.' },
  minLength: { code: 'VALUE.TOO_SHORT', message: 'Quá ngắn.' },
  maxLength: { code: 'VALUE.TOO_LONG', message: 'Quá dài.' },
  isLength: { code: 'VALUE.LENGTH', message: 'Độ dài không phù hợp.' },
  min: { code: 'VALUE.TOO_SMALL', message: 'Quá nhỏ.' },
  max: { code: 'VALUE.TOO_LARGE', message: 'Quá lớn.' },
  arrayMinSize: { code: 'VALUE.TOO_SHORT', message: 'Danh sách quá ngắn.' },
  arrayMaxSize: { code: 'VALUE.TOO_LONG', message: 'Danh sách quá dài.' },
  arrayUnique: { code: 'VALUE.REPEATED', message: 'Có giá trị bị lặp lại.' },
};

/**
 * The faults that class-validator found, flat and in Vietnamese. A value that is missing is told once, not once per rule.
 * A DTO says something of its own with `@Matches(…, { context: { message: '…' } })`.
 * @param isBody else the faults are told by the name of the parameter
 */
export function valueFaults(errors: readonly WrongProperty[], isBody: boolean): ValueFault[] {
  return errors.flatMap((error) => faultsAt(error, [], isBody));
}

function faultsAt(error: WrongProperty, above: readonly string[], isBody: boolean): ValueFault[] {
  const path = [...above, error.property];
  const where = isBody ? { pointer: pointerOf(path) } : { parameter: path.join('.') };
  const constraints = Object.entries(error.constraints ?? {});
  const isMissing =
    (error.value === undefined || error.value === null) && !('whitelistValidation' in (error.constraints ?? {}));
  const own: ValueFault[] =
    isMissing && constraints.length > 0
      ? [{ ...where, code: 'VALUE.MISSING', message: 'Bắt buộc phải có.' }]
      : constraints.map(([rule]) => ({ ...where, ...told(rule, error.contexts?.[rule]) }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsAt(child, path, isBody))];
}

function told(rule: string, context: unknown): Rule {
  const known = RULES[rule] ?? { code: 'VALUE.INVALID', message: 'Giá trị không hợp lệ.' };
  const hasOwnWords =
    typeof context === 'object' && context !== null && 'message' in context && typeof context.message === 'string';
  return hasOwnWords ? { code: known.code, message: String(context.message) } : known;
}

/** JSON Pointer, RFC 6901. */
function pointerOf(path: readonly string[]): string {
  return path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
