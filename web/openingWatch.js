import { chosenCampaign, isOpening, lookAtCampaign } from './campaigns.js';

const LOOK_EVERY_MS = 2_000;
let waiting = null;

/**
 * Right after a launch nothing is open yet for a second or two: while that lasts, looks now and then whether it has come.
 * A tab that nobody sees does not ask; a field in which somebody types is left alone.
 * @param {() => unknown} refresh shows the same page with what is new in it
 */
export function watchOpening(refresh) {
  clearTimeout(waiting);
  waiting = isOpening(chosenCampaign()) ? setTimeout(() => void look(refresh), LOOK_EVERY_MS) : null;
}

async function look(refresh) {
  const campaign = chosenCampaign();
  if (!isOpening(campaign)) return;
  const isAside = document.hidden || isTyping();
  const now = isAside ? campaign : await lookAtCampaign().catch(() => campaign);
  if (chosenCampaign()?.id !== campaign.id) return;
  if (isOpening(now) || isTyping()) watchOpening(refresh);
  else await refresh();
}

function isTyping() {
  const field = document.activeElement;
  return field?.matches('input, select, textarea') || document.querySelector('.acts form') !== null;
}
