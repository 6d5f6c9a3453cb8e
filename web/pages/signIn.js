import { read } from '../parts/api.js';
import { whileBusy } from '../parts/busy.js';
import { element, fill } from '../parts/element.js';
import { field } from '../parts/fields.js';
import { form } from '../parts/form.js';
import { byName, plain } from '../parts/lists.js';
import { problemBox } from '../parts/problems.js';
import { may, signIn, signInAsDemo } from '../session.js';
import { words } from '../words.js';

/** Accounts that show the most, in the order of a first visit. */
const FIRST = ['coordinator', 'official', 'leader', 'approver', 'inspector'];

export async function signInPage({ query, navigate }) {
  const text = words.signIn;
  const next = query.get('tiep');
  const enter = () => navigate(isOwnAddress(next) ? next : may('task.oversee') ? '/' : '/nhiem-vu');
  const own = form({
    fields: [
      { name: 'login', kind: 'text', label: text.login, isRequired: true, attributes: { autocomplete: 'username' } },
      {
        name: 'password',
        kind: 'password',
        label: text.password,
        isRequired: true,
        attributes: { autocomplete: 'current-password' },
      },
    ],
    press: text.press,
    send: async ({ login, password }) => {
      await signIn(login, password);
      void enter();
    },
  });
  const accounts = await read('/demo-accounts').catch(() => []);
  return {
    title: text.title,
    body: [
      element('h1', {}, text.title),
      next === null ? null : element('p', {}, text.ended),
      element(
        'div',
        { class: accounts.length === 0 ? null : 'columns' },
        element('section', { class: 'panel' }, element('h2', {}, text.own), own.node),
        accounts.length === 0 ? null : demoPart(accounts, enter),
      ),
    ],
  };
}

/** An address of this site only: the link that led here may have been written by anybody. */
function isOwnAddress(address) {
  return address !== null && /^\/(?![/\\])/.test(address);
}

function demoPart(accounts, enter) {
  const text = words.signIn;
  const trouble = element('div', {});
  const list = element('ul', { class: 'rows offices' });
  const find = field({ name: 'find', kind: 'text', label: text.demoFind, isUnmarked: true });
  const offices = byOffice(accounts);
  find.input.addEventListener('input', showOffices);
  showOffices();
  const first = FIRST.flatMap((role) => accounts.find(({ login }) => login.startsWith(`${role}@`)) ?? []);
  return element(
    'section',
    { class: 'panel' },
    element('h2', {}, text.demo),
    element('p', {}, text.demoHelp),
    trouble,
    element('h3', {}, text.demoFirst),
    element(
      'div',
      { class: 'buttons', id: 'demo-first' },
      first.map((account) => press(account, account.name)),
    ),
    element('p', {}),
    find.node,
    list,
  );

  function showOffices() {
    const wanted = plain(find.input.value.trim());
    const found = offices.filter(([office]) => plain(office).includes(wanted));
    fill(list, found.length === 0 ? element('li', {}, text.demoNone) : found.map(officeRow));
  }

  function officeRow([office, people]) {
    const buttons = people.map((account) => press(account, roleName(account)));
    return element('li', {}, element('h3', {}, office), element('div', { class: 'buttons' }, buttons));
  }

  function press(account, label) {
    const button = element(
      'button',
      { type: 'button', 'data-login': account.login, 'aria-label': account.name, on: { click: go } },
      label,
    );
    return button;

    async function go() {
      try {
        await whileBusy(button, () => signInAsDemo(account.login, account.authority.key), { place: trouble });
        await enter();
      } catch (problem) {
        fill(trouble, problemBox(problem));
      }
    }
  }
}

/** `Công chức phụ trách CCHC – Xã An Đức` without the office, which stands beside the button. */
function roleName({ name }) {
  return name.split(' – ')[0];
}

function byOffice(accounts) {
  const offices = new Map();
  for (const account of accounts) {
    const office = account.holdings[0]?.organisation ?? account.authority.name;
    offices.set(office, [...(offices.get(office) ?? []), account]);
  }
  return [...offices].sort(([a], [b]) => byName(a, b));
}
