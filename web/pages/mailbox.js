import { read } from '../parts/api.js';
import { whileBusy } from '../parts/busy.js';
import { element } from '../parts/element.js';
import { field } from '../parts/fields.js';
import { filterPart } from '../parts/lists.js';
import { problemBox } from '../parts/problems.js';
import { retryPart } from '../parts/retry.js';
import { deliveryChip } from '../parts/states.js';
import { instantText } from '../parts/times.js';
import { chosenCampaign } from '../campaigns.js';
import { words } from '../words.js';

const FILTERS = { loai: 'kind', 'tinh-trang': 'status', tim: 'q' };

export async function mailboxPage({ query, navigate, refresh }) {
  const text = words.mailbox;
  const campaign = chosenCampaign();
  const asked = { campaignId: campaign?.id };
  for (const [name, filter] of Object.entries(FILTERS)) asked[filter] = query.get(name);
  const first = await read('/messages', asked);
  const isFiltered = Object.keys(FILTERS).some((name) => query.has(name));
  return {
    title: text.title,
    body: [
      element('h1', {}, text.title),
      campaign?.clock === 'REHEARSAL' ? element('p', { class: 'second' }, text.rehearsal) : null,
      filterPart(filterForm(query, navigate, isFiltered), isFiltered),
      first.items.length === 0
        ? element('p', {}, isFiltered ? text.noneFound : text.none)
        : element('section', { class: 'panel' }, mailList(first, asked, refresh)),
    ],
  };
}

function filterForm(query, navigate, isFiltered) {
  const text = words.mailbox;
  const choice = (name, label, options) =>
    field({
      name,
      kind: 'select',
      label,
      options: [['', words.tasks.everything], ...Object.entries(options)],
      value: query.get(name) ?? '',
    });
  const fields = [
    choice('loai', text.kind, words.messageKinds),
    choice('tinh-trang', text.status, words.deliveries),
    field({
      name: 'tim',
      kind: 'search',
      label: text.search,
      value: query.get('tim') ?? '',
      isUnmarked: true,
      attributes: { placeholder: words.tasks.searchHint },
    }),
  ];
  const submitted = (event) => {
    event.preventDefault();
    const asked = new URLSearchParams();
    for (const { name, input } of fields) if (input.value.trim() !== '') asked.set(name, input.value.trim());
    void navigate(asked.size === 0 ? '/hop-thu' : `/hop-thu?${asked.toString()}`);
  };
  return element(
    'form',
    { class: 'filter', role: 'search', on: { submit: submitted } },
    fields.map(({ node }) => node),
    element('button', { type: 'submit' }, words.tasks.filter),
    isFiltered ? element('a', { href: '/hop-thu' }, words.tasks.clear) : null,
  );
}

function mailList(first, asked, refresh) {
  const row = (message) => mailRow(message, refresh);
  const list = element('ul', { class: 'rows' }, first.items.map(row));
  const trouble = element('div', {});
  let cursor = first.nextCursor;
  const more = element('button', { type: 'button', hidden: cursor === null, on: { click: next } }, words.mailbox.more);
  return [list, trouble, more];

  async function next() {
    trouble.replaceChildren();
    try {
      const page = await whileBusy(more, () => read('/messages', { ...asked, cursor }));
      if (page === undefined) return;
      const before = list.children.length;
      list.append(...page.items.map(row));
      cursor = page.nextCursor;
      more.hidden = cursor === null;
      list.children[before]?.querySelector('a')?.focus();
    } catch (problem) {
      trouble.replaceChildren(problemBox(problem));
    }
  }
}

function mailRow(message, refresh) {
  return element(
    'li',
    {},
    element(
      'div',
      {},
      element('h3', {}, element('a', { href: `/hop-thu/${message.id}` }, message.subject)),
      element('p', { class: 'second' }, words.messageKinds[message.kind] ?? message.kind),
    ),
    element('p', {}, message.to.name, element('br'), instantText(message.leftAt ?? message.queuedAt)),
    element('div', { class: 'end' }, element('p', {}, deliveryChip(message.status)), retryPart(message, refresh)),
  );
}
