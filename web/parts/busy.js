import { words } from '../words.js';
import { element } from './element.js';

const LONG_MS = 2_000;

/**
 * Carries out what a button asks for, once at a time. Its word says that it is under way; what takes longer than two
 * seconds gets a bar beside it.
 * @param {HTMLButtonElement} button
 * @param {() => Promise<unknown>} work
 * @param {{ place?: HTMLElement, part?: () => number | null }} shown where the bar stands; how much is done, 0 to 1
 */
export async function whileBusy(button, work, { place = button.parentElement, part = () => null } = {}) {
  if (button.getAttribute('aria-disabled') === 'true') return undefined;
  const label = [...button.childNodes];
  button.setAttribute('aria-disabled', 'true');
  button.replaceChildren(words.busy);
  const started = Date.now();
  const bar = element('progress', { 'aria-label': words.busy });
  const told = element('p', { class: 'second' });
  const shown = element('div', { class: 'progress' }, bar, told);
  const ticking = setInterval(() => {
    const tookMs = Date.now() - started;
    if (tookMs < LONG_MS) return;
    if (!shown.isConnected) place.append(shown);
    const done = part();
    if (done !== null) bar.value = done;
    told.textContent = words.stillBusy(Math.round(tookMs / 1000));
  }, 500);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
    shown.remove();
    button.removeAttribute('aria-disabled');
    button.replaceChildren(...label);
  }
}
