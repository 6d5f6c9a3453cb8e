/**
 * An element of the page. Texts become text nodes, never HTML: what somebody typed stays what they typed.
 * @param {string} tag
 * @param {Record<string, unknown>} given attributes; `on` holds listeners, false and null leave an attribute out
 * @param {...unknown} children nodes, texts, lists of them; null and false are left out
 */
export function element(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  const { on = {}, ...attributes } = given;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [event, listener] of Object.entries(on)) made.addEventListener(event, listener);
  made.append(...nodesOf(children));
  return made;
}

/** Puts these in the place of what a node held. */
export function fill(node, ...children) {
  node.replaceChildren(...nodesOf(children));
  return node;
}

function nodesOf(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

let lastNumber = 0;

/** An id for a label and its field. */
export function newId() {
  lastNumber += 1;
  return `n${lastNumber}`;
}

/** Tells it to whoever does not see the page. */
export function say(text) {
  const said = document.getElementById('said');
  said.textContent = '';
  setTimeout(() => {
    said.textContent = text;
  }, 50);
}
