import { drawing } from '../layout/element.js';

// Five dashes and four markers: twenty lines, no two of which look the same without their colour.
const DASHES = [[], [10, 5], [2, 4], [12, 4, 2, 4], [20, 4, 2, 4, 2, 4]];
const MARKERS = ['M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z', 'M-3.5,-3.5h7v7h-7z', 'M0,-4.5l4.5,8h-9z', 'M0,-5l5,5l-5,5l-5,-5z'];
const COLOURS = 8;

/** How the line of that number looks. Colours are CSS variables, so they follow the theme. */
export function line(number) {
  return {
    colour: `--line-${number % COLOURS}`,
    dash: DASHES[number % DASHES.length],
    marker: MARKERS[number % MARKERS.length],
  };
}

/** A piece of the line, for legends and tables. */
export function sample(number) {
  const { colour, dash, marker } = line(number);
  const stroke = `stroke: var(${colour})`;
  return drawing('svg', { viewBox: '0 0 44 14', 'aria-hidden': 'true' },
    drawing('path', { d: 'M0,7h44', style: stroke, 'stroke-width': 2, 'stroke-dasharray': dash.join(' ') || null }),
    drawing('path', { d: marker, transform: 'translate(22 7)', style: `${stroke}; fill: var(--surface)`, 'stroke-width': 2 }));
}
