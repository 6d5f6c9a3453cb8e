import { read, send } from './parts/api.js';
import { whileBusy } from './parts/busy.js';
import { element, fill, say } from './parts/element.js';
import { form } from './parts/form.js';
import { problemBox } from './parts/problems.js';
import { instantOfLocal, instantText, localOf } from './parts/times.js';
import { chosenCampaign } from './campaigns.js';
import { may, session } from './session.js';
import { words } from './words.js';

const place = document.getElementById('clock');
const LOOK_EVERY_MS = 1_000;
const SHORT = 2;

/** What the last move brought about; kept while the pages change. */
let lastMove = null;
let isMoving = false;
/** How much of a way is done, 0 to 1; null: nobody knows. */
let wayDone = null;

/** On another page what happened is one line again: the page is what was asked for. */
export function shutHappened() {
  if (lastMove !== null) lastMove.isOpen = false;
  place.querySelector('.happened[open]')?.removeAttribute('open');
}

/** The campaign's clock, on every page. It is left alone while it moves: it shows its own progress. */
export async function showClock() {
  const campaign = session() === null ? null : chosenCampaign();
  if (campaign === null) {
    lastMove = null;
    fill(place);
    return;
  }
  if (isMoving || place.querySelector('form') !== null) return;
  const clock = await read(`/campaigns/${campaign.id}/clock`).catch(() => null);
  if (clock !== null && !isMoving) draw(campaign, clock);
}

/** Draws it anew; whoever had the focus on a button of it keeps it. */
function draw(campaign, clock) {
  const pressed = place.contains(document.activeElement) ? document.activeElement.dataset.press : undefined;
  const isRehearsal = clock.clock === 'REHEARSAL';
  const below = element('div', {});
  const isMovable = isRehearsal && campaign.state === 'RUNNING' && may('rehearsal.move');
  fill(
    place,
    element(
      'section',
      { class: 'clock', 'aria-label': words.clock.label },
      element(
        'div',
        { class: 'line' },
        element('span', { class: 'tag' }, isRehearsal ? words.clock.rehearsal : words.clock.real),
        element(
          'p',
          {},
          element('span', { class: 'label' }, `${words.clock.now}: `),
          element('strong', { id: 'now' }, instantText(clock.now)),
        ),
        element('p', { class: 'next' }, clock.isOut ? words.clock.out : nextText(clock.next)),
        isMovable ? buttonsOf(campaign, clock, below) : null,
      ),
      below,
    ),
    happenedList(campaign),
  );
  if (pressed !== undefined) place.querySelector(`[data-press="${pressed}"]`)?.focus();
}

function nextText(next) {
  if (next === null) return words.clock.nothingNext;
  const what = next.what.length === 0 ? '' : ` – ${inShort(next.what)}`;
  return `${words.clock.next}: ${instantText(next.at)}${what}`;
}

/** The first few; the rest as a number. */
function inShort(texts, count = texts.length) {
  const more = count - Math.min(SHORT, texts.length);
  return [...texts.slice(0, SHORT), ...(more > 0 ? [words.clock.andMore(more)] : [])].join('; ');
}

function buttonsOf(campaign, clock, below) {
  const next = element(
    'button',
    { type: 'button', class: 'first', 'data-press': 'next', on: { click: () => pressNext(campaign, next, below) } },
    words.clock.toNext,
  );
  const toTime = element(
    'button',
    {
      type: 'button',
      'data-press': 'to',
      'aria-expanded': 'false',
      on: { click: () => toggleForm(campaign, clock, toTime, below) },
    },
    words.clock.toTime,
  );
  return element('div', { class: 'buttons' }, next, toTime);
}

async function pressNext(campaign, button, below) {
  fill(below);
  try {
    await whileBusy(button, () => move(campaign, 'NEXT'), { place: below });
    document.dispatchEvent(new CustomEvent('refresh'));
  } catch (problem) {
    fill(below, problemBox(problem));
  }
}

function toggleForm(campaign, clock, button, below) {
  const isOpen = button.getAttribute('aria-expanded') === 'true';
  button.setAttribute('aria-expanded', String(!isOpen));
  if (isOpen) {
    fill(below);
    return;
  }
  const { day, time } = localOf(clock.now);
  const close = () => {
    button.setAttribute('aria-expanded', 'false');
    fill(below);
    button.focus();
  };
  const made = form({
    fields: [
      {
        name: 'to',
        kind: 'instant',
        label: words.clock.moveTo,
        hint: words.clock.moveHint,
        isRequired: true,
        value: `${day}T${time}`,
      },
    ],
    press: words.clock.move,
    cancel: close,
    part: () => wayDone,
    send: async ({ to }) => {
      await move(campaign, instantOfLocal(to), clock.now);
      close();
      document.dispatchEvent(new CustomEvent('refresh'));
    },
  });
  fill(below, made.node);
  made.focus();
}

/**
 * Moves the clock; a look every second tells how far it has come.
 * @param {string} [from] where it stood, if the way is known
 */
async function move(campaign, to, from) {
  isMoving = true;
  wayDone = null;
  const looking = setInterval(() => void look(campaign, to, from), LOOK_EVERY_MS);
  try {
    const { now, happened } = await send(`/campaigns/${campaign.id}/clock/moves`, { to });
    lastMove = { campaignId: campaign.id, happened, isOpen: false };
    say(words.clock.moved(instantText(now), happened.length));
  } finally {
    clearInterval(looking);
    isMoving = false;
  }
}

async function look(campaign, to, from) {
  const clock = await read(`/campaigns/${campaign.id}/clock`).catch(() => null);
  const now = document.getElementById('now');
  if (clock === null || now === null || !isMoving) return;
  now.textContent = instantText(clock.now);
  const start = Date.parse(from);
  if (from !== undefined) wayDone = (Date.parse(clock.now) - start) / Math.max(Date.parse(to) - start, 1);
}

/** What changed the state of things comes before reminders, and those before the mail that carried them; each once. */
function mostTelling(happened) {
  const rank = ({ kind }) => (kind === 'MAIL' ? 2 : kind === 'STEPS_JUDGED' ? 1 : 0);
  return [...new Set([...happened].sort((a, b) => rank(a) - rank(b)).map(({ text }) => text))];
}

function happenedList(campaign) {
  if (lastMove === null || lastMove.campaignId !== campaign.id) return null;
  const { happened } = lastMove;
  if (happened.length === 0)
    return element('div', { class: 'happened' }, element('p', {}, words.clock.nothingHappened));
  const items = happened.map(({ at, text }) => element('li', {}, `${instantText(at)}: ${text}`));
  return element(
    'details',
    {
      class: 'happened',
      open: lastMove.isOpen,
      on: { toggle: ({ target }) => (lastMove.isOpen = target.open) },
    },
    element(
      'summary',
      {},
      `${words.clock.happened(happened.length)}: ${inShort(mostTelling(happened), happened.length)}`,
    ),
    element('ol', { tabindex: '0', 'aria-label': words.clock.happened(happened.length) }, items),
  );
}
