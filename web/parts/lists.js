import { words } from '../words.js';
import { element } from './element.js';

const SHOWN_AT_FIRST = 20;

/**
 * A long list, so many rows at a time; what was opened once stays open while the page is looked at again.
 * @param {Map<string, number>} opened how many rows of which list are shown
 */
export function pagedRows({ key, items, row, moreText, opened, look = 'rows' }) {
  const list = element('ul', { class: look });
  const more = element('button', { type: 'button', on: { click: () => show(shownNow() + SHOWN_AT_FIRST, true) } });
  const shownNow = () => opened.get(key) ?? SHOWN_AT_FIRST;
  show(shownNow(), false);
  return [list, more];

  function show(count, isToFocus) {
    const before = list.children.length;
    opened.set(key, count);
    list.append(...items.slice(before, count).map(row));
    const left = items.length - list.children.length;
    more.hidden = left === 0;
    more.textContent = moreText(Math.min(left, SHOWN_AT_FIRST));
    if (isToFocus) list.children[before]?.querySelector('a')?.focus();
  }
}

/** Facts as a list of names and values; those without a value are left out. */
export function facts(pairs) {
  return element(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
}

/** A filter; on a narrow screen it is shut, so that what is to be read stands first. */
export function filterPart(form, isFiltered) {
  const isOpen = isFiltered || matchMedia('(min-width: 56rem)').matches;
  return element('details', { class: 'panel', open: isOpen }, element('summary', {}, words.tasks.filterTitle), form);
}

/** In Vietnamese order. */
export function byName(a, b) {
  return a.localeCompare(b, 'vi', { numeric: true });
}

/** For searching: without accents, in small letters. */
export function plain(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'd').toLowerCase();
}
