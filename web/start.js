import { Problem } from './parts/api.js';
import { element, fill } from './parts/element.js';
import { problemBox } from './parts/problems.js';
import { forgetSession, loadSession, session } from './session.js';
import { showClock, shutHappened } from './clock.js';
import { loadCampaigns } from './campaigns.js';
import { watchOpening } from './openingWatch.js';
import { notFoundPage } from './pages/notFound.js';
import { pageAt } from './pages.js';
import { showTop } from './top.js';
import { words } from './words.js';

/** A page that takes longer than this says that it is being loaded; a faster one does not flicker. */
const QUIET_MS = 200;

const main = document.getElementById('main');
let shown = 0;

/**
 * Shows the page of the address.
 * @param {{ notice?: string, isSame?: boolean, scrollY?: number }} how `isSame`: the same page with what is new in it
 */
async function show({ notice, isSame = false, scrollY = 0 } = {}) {
  shown += 1;
  const mine = shown;
  const loading = setTimeout(() => {
    if (!isSame) fill(main, element('p', {}, words.loading));
    main.setAttribute('aria-busy', 'true');
  }, QUIET_MS);
  const page = await load();
  clearTimeout(loading);
  if (mine !== shown) return;
  main.removeAttribute('aria-busy');
  document.title = `${page.title} – ${words.appName}`;
  const told =
    notice === undefined ? null : element('div', { class: 'notice', tabindex: '-1' }, element('p', {}, notice));
  const held = isSame ? heldLink() : null;
  fill(main, told, page.body);
  watchOpening(refresh);
  const heading = main.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  if (told !== null) told.focus();
  else if (held !== null) linksTo(held.href)[held.at]?.focus({ preventScroll: true });
  else if (!isSame) {
    // On arriving the first Tab leads to the skip link; later the heading tells what has been opened.
    if (mine > 1) heading?.focus({ preventScroll: true });
    window.scrollTo(0, scrollY);
    page.focus?.focus();
  }
}

/** The link that has the focus; the same page drawn anew gives it back. */
function heldLink() {
  const href = main.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  return href === null ? null : { href, at: linksTo(href).indexOf(document.activeElement) };
}

function linksTo(href) {
  return [...main.querySelectorAll(`a[href="${CSS.escape(href)}"]`)];
}

async function load() {
  const url = new URL(location.href);
  const { page, param } = pageAt(url.pathname);
  try {
    if (session() === null) await loadSession();
    if (session() === null && !page.isPublic) return goToSignIn(url);
    if (session() !== null && !page.isPublic) await loadCampaigns();
    showTop(url.pathname);
    void showClock();
    return await page.show({ param, query: url.searchParams, navigate, refresh });
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) return goToSignIn(url);
    if (problem instanceof Problem) return problem.status === 404 ? notFoundPage() : troublePage(problem);
    console.error(problem);
    return troublePage(new Problem({ title: words.problem.unknown }));
  }
}

function troublePage(problem) {
  const again = element('button', { type: 'button', on: { click: () => show() } }, words.reload);
  return { title: problem.message, body: [element('h1', {}, words.appName), problemBox(problem), again] };
}

async function goToSignIn(url) {
  forgetSession();
  const { pathname, search } = url;
  const isThere = pathname === '/dang-nhap';
  const here = isThere ? search : pathname === '/' ? '' : `?tiep=${encodeURIComponent(pathname + search)}`;
  history.replaceState({}, '', `/dang-nhap${here}`);
  showTop('/dang-nhap');
  void showClock();
  const { page } = pageAt('/dang-nhap');
  return page.show({ query: new URLSearchParams(here), navigate, refresh });
}

function navigate(address) {
  history.replaceState({ scrollY: window.scrollY }, '');
  history.pushState({}, '', address);
  shutHappened();
  return show();
}

/** The same page again, after something has happened. */
function refresh(notice) {
  return show({ notice, isSame: true });
}

document.addEventListener('refresh', () => void refresh());
document.addEventListener('navigate', ({ detail }) => void navigate(detail));
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="/"]');
  if (link === null || link === undefined || link.target !== '' || link.hasAttribute('download')) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0) return;
  event.preventDefault();
  void navigate(link.getAttribute('href'));
});
window.addEventListener('popstate', ({ state }) => void show({ scrollY: state?.scrollY ?? 0 }));
history.scrollRestoration = 'manual';
void show();
