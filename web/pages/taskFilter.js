import { element, newId } from '../parts/element.js';
import { field } from '../parts/fields.js';
import { byName } from '../parts/lists.js';
import { doesTasksOnly } from '../session.js';
import { words } from '../words.js';

/** Units seen so far, for the choice in the filter. */
const unitsSeen = new Map();

export function noteUnits(tasks) {
  for (const { unit } of tasks) if (unit !== null) unitsSeen.set(unit.code, unit.name);
}

/** Whoever does tasks comes for their own; the others, of the stages they coordinate, are one press away. */
export function isMine(query) {
  return query.has('cua-toi') || (doesTasksOnly() && !query.has('tat-ca'));
}

export function isFiltered(query) {
  return ['buoc', 'don-vi', 'tim', 'cua-toi', 'tat-ca', 'nhom'].some((name) => query.has(name));
}

/** The filter of the list; what is asked for stands in the address. */
export function filterForm(stages, query, navigate) {
  const text = words.tasks;
  const choice = (name, label, options) =>
    field({ name, kind: 'select', label, options: [['', text.everything], ...options], value: query.get(name) ?? '' });
  const stage = choice(
    'buoc',
    text.stage,
    stages.map(({ key, number, title }) => [key, `${words.campaign.stage(number)}. ${title}`]),
  );
  const unit = choice(
    'don-vi',
    text.unit,
    [...unitsSeen].sort(([, a], [, b]) => byName(a, b)),
  );
  const search = field({
    name: 'tim',
    kind: 'search',
    label: text.search,
    value: query.get('tim') ?? '',
    isUnmarked: true,
    attributes: { placeholder: text.searchHint },
  });
  const mineId = newId();
  const mine = element('input', { type: 'checkbox', id: mineId, checked: isMine(query) });
  const submitted = (event) => {
    event.preventDefault();
    const asked = new URLSearchParams();
    for (const { name, input } of [stage, unit, search])
      if (input.value.trim() !== '') asked.set(name, input.value.trim());
    if (mine.checked !== doesTasksOnly()) asked.set(mine.checked ? 'cua-toi' : 'tat-ca', '1');
    void navigate(asked.size === 0 ? '/nhiem-vu' : `/nhiem-vu?${asked.toString()}`);
  };
  return element(
    'form',
    { class: 'filter', role: 'search', on: { submit: submitted } },
    stage.node,
    unit.node,
    search.node,
    element('div', { class: 'choice' }, mine, element('label', { for: mineId }, text.mine)),
    element('button', { type: 'submit' }, text.filter),
    isFiltered(query) ? element('a', { href: '/nhiem-vu' }, text.clear) : null,
  );
}
