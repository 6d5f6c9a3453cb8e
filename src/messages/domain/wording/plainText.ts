import type { Card, Letter, Section } from './letter';

/** The letter as plain text: what a screen reader, an old phone or a print-out gets. */
export function plainTextOf(letter: Letter): string {
  const blocks = [letter.heading.toUpperCase(), letter.greeting, letter.opening, ...letter.sections.flatMap(blocksOf)];
  return `${[...blocks, `--\n${letter.closing.join('\n')}`].filter((block) => block !== '').join('\n\n')}\n`;
}

function blocksOf(section: Section): string[] {
  return [
    section.heading === null ? '' : `== ${section.heading} ==`,
    ...section.cards.map(cardText),
    section.items.map(({ link, detail }) => `- ${link.text}: ${detail}\n  ${link.href}`).join('\n'),
    section.note ?? '',
  ];
}

function cardText(card: Card): string {
  return [
    `[${card.label}] ${oneLine(card.title)}`,
    ...card.facts.map(({ name, value }) => `  ${name}: ${oneLine(value)}`),
    ...(card.note === null ? [] : [`  ${card.note}`]),
    ...card.links.map(({ text, href }) => `  ${text}: ${href}`),
  ].join('\n');
}

/** What people typed keeps its place in the layout. */
function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
