/** Drawn on 24 × 24, in the colour of the text beside it. */
const PATHS = {
  clock: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3 2',
  hourglass: 'M6 3h12M6 21h12M7 3v3l5 6l-5 6v3M17 3v3l-5 6l5 6v3',
  warning: 'M12 4L2.5 20h19zM12 10v5M12 17.4v.4',
  extended: 'M4 4v16M8 12h12M15 7l5 5l-5 5',
  returned: 'M9 5L4 10l5 5M4 10h11a5 5 0 0 1 0 10h-4',
  check: 'M4 12.5l5.5 5.5L20 6.5',
  cross: 'M6 6l12 12M18 6L6 18',
  waiting: 'M8 5v14M16 5v14',
  open: 'M7 4l12 8l-12 8z',
  swap: 'M4 8h14l-4-4M20 16H6l4 4',
  mail: 'M3 6h18v12H3zM3 7l9 6l9-6',
};

/** The words stand beside it, so it is hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  const attributes = { viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'stroke-width': '2.4' };
  for (const [key, value] of Object.entries(attributes)) svg.setAttribute(key, value);
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', PATHS[name]);
  path.setAttribute('stroke-linecap', 'round');
  path.setAttribute('stroke-linejoin', 'round');
  svg.append(path);
  return svg;
}
