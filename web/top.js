import { whileBusy } from './parts/busy.js';
import { element, fill } from './parts/element.js';
import { problemBox } from './parts/problems.js';
import { forgetCampaigns } from './campaigns.js';
import { may, session, signOut } from './session.js';
import { words } from './words.js';

const top = document.getElementById('top');

/** The head of every page: where one is, who one is, the way out. */
export function showTop(path) {
  const name = element('a', { class: 'name', href: '/' }, words.appName);
  const person = session()?.person;
  if (person === undefined) {
    fill(top, element('div', { class: 'top' }, name));
    return;
  }
  const links = [
    ['/', words.nav.campaign, true],
    ['/nhiem-vu', words.nav.tasks, may('task.read')],
    ['/hop-thu', words.nav.mailbox, may('message.read')],
  ];
  const isHere = (href) => path === href || (href !== '/' && path.startsWith(`${href}/`));
  const items = links
    .filter(([, , isOffered]) => isOffered)
    .map(([href, text]) =>
      element('li', {}, element('a', { href, 'aria-current': isHere(href) ? 'page' : null }, text)),
    );
  const out = element('button', { type: 'button', on: { click: () => leave(out) } }, words.signIn.signOut);
  fill(
    top,
    element(
      'div',
      { class: 'top' },
      name,
      element('nav', { 'aria-label': words.nav.label }, element('ul', {}, items)),
      element('div', { class: 'who' }, element('span', { id: 'who' }, person.name), out),
    ),
  );
}

async function leave(button) {
  try {
    await whileBusy(button, signOut);
    forgetCampaigns();
    document.dispatchEvent(new CustomEvent('navigate', { detail: '/dang-nhap' }));
  } catch (problem) {
    top.append(problemBox(problem));
  }
}
