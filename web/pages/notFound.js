import { element } from '../parts/element.js';
import { words } from '../words.js';

export function notFoundPage() {
  const { title, text, back } = words.notFound;
  return {
    title,
    body: [element('h1', {}, title), element('p', {}, text), element('p', {}, element('a', { href: '/' }, back))],
  };
}
