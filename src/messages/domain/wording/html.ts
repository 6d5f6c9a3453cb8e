import type { Card, Item, Letter, Section, Tone } from './letter';

/** Text and border of a label; each pair has a contrast of at least 4.5 : 1 on white. */
const COLOURS = {
  CALM: '#1f4e79',
  SOON: '#8a4b00',
  LATE: '#a61b1b',
} as const satisfies Record<Tone, string>;

const BODY = 'margin:0;padding:0;background:#f2f4f7;color:#1d2733';
const FONT = "font-family:'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5";
const SHEET = `max-width:640px;margin:0 auto;padding:16px;box-sizing:border-box;overflow-wrap:anywhere;${FONT}`;
const LINK = 'color:#1f4e79;text-decoration:underline';

/** The letter as HTML for mail programs: inline styles, no image, nothing loaded from elsewhere; every text is escaped. */
export function htmlOf(letter: Letter): string {
  return [
    '<!doctype html>',
    '<html lang="vi"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light">',
    `<title>${escaped(letter.subject)}</title></head>`,
    `<body style="${BODY}"><div style="${SHEET}">`,
    `<h1 style="font-size:20px;line-height:1.3;margin:8px 0 16px">${escaped(letter.heading)}</h1>`,
    `<p style="margin:0 0 8px">${escaped(letter.greeting)}</p>`,
    `<p style="margin:0 0 16px">${escaped(letter.opening)}</p>`,
    ...letter.sections.map(sectionHtml),
    '<div style="border-top:1px solid #c3ccd6;margin-top:24px;padding-top:12px;font-size:14px;color:#4a5664">',
    ...letter.closing.map((line) => `<p style="margin:0 0 6px">${escaped(line)}</p>`),
    '</div></div></body></html>',
  ].join('\n');
}

function sectionHtml(section: Section): string {
  return [
    section.heading === null
      ? ''
      : `<h2 style="font-size:17px;line-height:1.3;margin:24px 0 12px">${escaped(section.heading)}</h2>`,
    ...section.cards.map(cardHtml),
    section.items.length === 0
      ? ''
      : `<ul style="margin:0 0 12px;padding:0 0 0 20px">${section.items.map(itemHtml).join('')}</ul>`,
    section.note === null ? '' : `<p style="margin:0 0 12px">${escaped(section.note)}</p>`,
  ].join('\n');
}

function cardHtml(card: Card): string {
  const colour = COLOURS[card.tone];
  return [
    `<div style="background:#fff;border:1px solid #d5dce4;border-left:4px solid ${colour};border-radius:6px;padding:12px 14px;margin:0 0 12px">`,
    `<div style="font-size:14px;font-weight:600;color:${colour}">${escaped(card.label)}</div>`,
    `<h3 style="font-size:16px;line-height:1.4;font-weight:600;margin:2px 0 6px">${escaped(card.title)}</h3>`,
    ...card.facts.map(
      ({ name, value }) =>
        `<div style="margin:0 0 2px"><span style="color:#4a5664">${escaped(name)}:</span> ${escaped(value)}</div>`,
    ),
    card.note === null ? '' : `<p style="margin:8px 0 0">${escaped(card.note)}</p>`,
    card.links.length === 0 ? '' : `<div style="margin-top:8px">${card.links.map(linkHtml).join('')}</div>`,
    '</div>',
  ].join('\n');
}

/** A block of its own, high enough for a thumb. */
function linkHtml({ text, href }: Card['links'][number]): string {
  return `<a href="${escaped(href)}" style="${LINK};display:inline-block;padding:6px 20px 6px 0;font-weight:600">${escaped(text)}</a>`;
}

function itemHtml({ link, detail }: Item): string {
  return `<li style="margin:0 0 8px"><a href="${escaped(link.href)}" style="${LINK}">${escaped(link.text)}</a><br>${escaped(detail)}</li>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);
}
