import { words } from '../words.js';
import { element, newId } from './element.js';
import { dayText, instantText, instantOfLocal } from './times.js';

/** The longest text that is taken; the server has the same limit. */
const TEXT_MAX = 5000;

/**
 * A labelled field with its hint and the place of its fault.
 * @param {{ name: string, kind: 'text' | 'password' | 'long' | 'day' | 'instant' | 'files' | 'select', label: string, hint?: string,
 *   isRequired?: boolean, options?: [string, string][], value?: string, isUnmarked?: boolean, attributes?: Record<string, string> }} asked
 */
export function field(asked) {
  const { name, kind, label, hint, isRequired = false, value = '' } = asked;
  const id = newId();
  const said = element('span', { class: 'hint', id: `${id}-hint` }, hint);
  const fault = element('span', { class: 'fault', id: `${id}-fault` });
  const input = inputOf(asked, { id, name, 'aria-describedby': `${id}-hint ${id}-fault`, ...asked.attributes });
  if (isRequired) input.setAttribute('aria-required', 'true');
  if (kind !== 'files') input.value = value;
  const inWords = () => {
    if (kind === 'day') said.textContent = input.value === '' ? (hint ?? '') : dayText(input.value);
    if (kind === 'instant')
      said.textContent = input.value === '' ? (hint ?? '') : instantText(instantOfLocal(input.value));
  };
  input.addEventListener('input', inWords);
  inWords();
  const mark = isRequired ? '' : ` (${words.form.optional})`;
  const isShort = kind === 'day' || kind === 'instant';
  const node = element(
    'div',
    { class: isShort ? 'field short' : 'field' },
    element('label', { for: id }, label, asked.isUnmarked || kind === 'select' ? null : mark),
    input,
    said,
    fault,
  );
  return { name, kind, input, node, isRequired, label, showFault: (text) => showFault(input, fault, text) };
}

function inputOf({ kind, options = [] }, attributes) {
  switch (kind) {
    case 'long':
      return element('textarea', { rows: 4, maxlength: TEXT_MAX, ...attributes });
    case 'day':
      return element('input', { type: 'date', ...attributes });
    case 'instant':
      return element('input', { type: 'datetime-local', ...attributes });
    case 'files':
      return element('input', { type: 'file', multiple: true, ...attributes });
    case 'select':
      return element(
        'select',
        attributes,
        options.map(([value, text]) => element('option', { value }, text)),
      );
    default:
      return element('input', { type: kind, ...attributes });
  }
}

function showFault(input, fault, text) {
  fault.textContent = text;
  if (text === '') input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}
