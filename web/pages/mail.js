import { read } from '../parts/api.js';
import { element } from '../parts/element.js';
import { facts } from '../parts/lists.js';
import { retryPart } from '../parts/retry.js';
import { deliveryChip } from '../parts/states.js';
import { instantText } from '../parts/times.js';
import { words } from '../words.js';

export async function mailPage({ param, navigate, refresh }) {
  const text = words.mailbox;
  const mail = await read(`/messages/${encodeURIComponent(param)}`);
  const { text: body, html } = mail;
  return {
    title: mail.subject,
    body: [
      element('p', {}, element('a', { href: '/hop-thu' }, `← ${text.back}`)),
      element('h1', {}, mail.subject),
      element(
        'section',
        { class: 'panel' },
        facts([
          [text.to, `${mail.to.name} (${mail.to.address})`],
          [text.at, instantText(mail.leftAt ?? mail.queuedAt)],
          [text.status, deliveryChip(mail.status)],
          [text.kind, words.messageKinds[mail.kind] ?? mail.kind],
          [text.lastError, mail.status === 'FAILED' ? mail.lastError : null],
        ]),
        retryPart(mail, refresh),
      ),
      body === null ? element('p', {}, text.notYet) : null,
      html === null
        ? null
        : element('section', { class: 'panel' }, element('h2', {}, text.asHtml), letter(html, navigate)),
      body === null
        ? null
        : element(
            'details',
            { class: 'panel' },
            element('summary', {}, text.asText),
            element('pre', { id: 'mail-text' }, body),
          ),
    ],
  };
}

/**
 * The HTML of a mail, shut in: no script runs in it. The page's own rules forbid inline styles, so they are set from
 * here once it has loaded; its links to tasks lead to the page itself.
 */
function letter(html, navigate) {
  const frame = element('iframe', {
    class: 'letter',
    title: words.mailbox.asHtml,
    sandbox: 'allow-same-origin',
    srcdoc: html.replace(/\sstyle="/g, ' data-style="'),
  });
  frame.addEventListener('load', () => {
    const inside = frame.contentDocument;
    for (const node of inside.querySelectorAll('[data-style]')) node.style.cssText = node.dataset.style;
    frame.style.height = `${inside.documentElement.scrollHeight + 24}px`;
    inside.addEventListener('click', (event) => {
      const link = event.target.closest?.('a[href]');
      if (link === null || link === undefined) return;
      event.preventDefault();
      const { pathname, search } = new URL(link.href);
      if (pathname.startsWith('/nhiem-vu')) void navigate(pathname + search);
    });
  });
  return frame;
}
