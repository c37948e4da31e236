import { byId, element, write } from '../layout/element.js';

const HEAVY = new Set(['conv', 'dense', 'residual']);

/** The layers of the best trial's network, where networks are searched. */
export function drawNetwork(best, start) {
  const layers = best?.spec.model.layers;
  byId('network-section').hidden = !layers;
  if (!layers) return;
  write(byId('network-text'), `Trial ${best.number}: ${layers.length} layers. The start is ${start?.spec.model.preset ?? 'a network of its own'}.`);
  byId('network').replaceChildren(...layers.map((layer) => element('li', { class: HEAVY.has(layer.type) ? 'heavy' : null }, words(layer))));
}

function words({ type, layers, ...rest }) {
  const said = Object.entries(rest).filter(([, value]) => value != null && value !== false && !Array.isArray(value)).map(([name, value]) => ({
    filters: `${value} channels`, kernel: `${value}×${value}`, units: `${value} units`, function: String(value), rate: String(value), size: `${value}×${value}`,
  }[name] ?? `${name} ${value}`));
  return `${type}${said.length ? ` ${said.join(', ')}` : ''}${layers ? ` (${layers.map(words).join(', ')})` : ''}`;
}
