import { may } from '../session.js';
import { words } from '../words.js';
import { send } from './api.js';
import { whileBusy } from './busy.js';
import { element, fill } from './element.js';
import { problemBox } from './problems.js';

/**
 * The button that sends a message once more that has failed for good; null for whoever may not, and for other messages.
 * @param {(told: string) => unknown} done
 */
export function retryPart(message, done) {
  if (message.status !== 'FAILED' || !may('organisation.administer')) return null;
  const trouble = element('div', {});
  const button = element(
    'button',
    { type: 'button', 'aria-label': words.mailbox.retryFor(message.to.name), on: { click: press } },
    words.mailbox.retry,
  );
  return element('div', { class: 'retry' }, button, trouble);

  async function press() {
    fill(trouble);
    try {
      await whileBusy(button, () => send(`/messages/${message.id}/retry`), { place: trouble });
      await done(words.mailbox.retried);
    } catch (problem) {
      fill(trouble, problemBox(problem));
    }
  }
}
