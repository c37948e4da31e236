import { drawing } from '../layout/element.js';

const LEFT = 72;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 30;

/** A place for one drawing, which is made anew when the place changes its size. */
export class Plot {
  #draw = null;

  constructor(place) {
    this.place = place;
    this.width = 0;
    new ResizeObserver(() => {
      if (this.place.clientWidth !== this.width) this.#again();
    }).observe(place);
  }

  /** draw(svg, { width, height }) fills an empty picture. */
  show(draw) {
    this.#draw = draw;
    this.#again();
  }

  #again() {
    if (!this.#draw) return;
    this.width = this.place.clientWidth;
    const size = { width: this.width, height: this.place.clientHeight };
    const svg = drawing('svg', { ...size, viewBox: `0 0 ${size.width} ${size.height}`, 'aria-hidden': 'true', focusable: 'false' });
    this.#draw(svg, size);
    this.place.replaceChildren(svg);
  }
}

/** Says that there is nothing to draw yet. */
export function nothing(svg, { width, height }, text) {
  svg.append(drawing('text', { x: width / 2, y: height / 2, 'text-anchor': 'middle', class: 'nothing' }, text));
}

/** Two axes with their ticks. Returns x(value) and y(value) in pixels. */
export function axes(svg, { width, height }, x, y) {
  const across = scale(x, LEFT, width - RIGHT);
  const up = scale(y, height - BOTTOM, TOP);
  for (const value of ticks(y, Math.max(3, Math.floor(height / 50)))) {
    svg.append(
      drawing('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: up(value), y2: up(value) }),
      drawing('text', { x: LEFT - 8, y: up(value) + 4, 'text-anchor': 'end' }, y.tick(value)));
  }
  for (const value of ticks(x, Math.max(2, Math.floor(width / 110)))) {
    svg.append(drawing('text', { x: across(value), y: height - BOTTOM + 18, 'text-anchor': 'middle' }, x.tick(value)));
  }
  svg.append(drawing('line', { class: 'grid', x1: LEFT, x2: width - RIGHT, y1: height - BOTTOM, y2: height - BOTTOM }));
  return { across, up };
}

/**
 * An axis over the values, with some room, at least that share of the greatest. Choices are spread evenly. Where it is robust, a few
 * that are far from all others are drawn at its end.
 */
export function axis(values, { tick, log = false, whole = false, choices = null, least = 0, robust = false }) {
  if (choices) return { choices, tick: (index) => choices[index], low: -0.5, high: choices.length - 0.5, log: false, whole: true };
  const known = values.filter(Number.isFinite);
  let low = Math.min(...known);
  let high = Math.max(...known);
  if (!known.length) [low, high] = [0, 1];
  if (robust && known.length > 4) {
    const sorted = known.toSorted((a, b) => a - b);
    const [lower, upper] = [0.25, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))]);
    const far = 4 * Math.max(upper - lower, 1e-9);
    low = Math.max(low, lower - far);
    high = Math.min(high, upper + far);
  }
  if (log && low > 0) {
    const room = Math.max(0.05 * Math.log(high / low), 0.05);
    return { low: low * Math.exp(-room), high: high * Math.exp(room), tick, log: true, whole };
  }
  const room = whole ? 0.5 : Math.max(0.06 * (high - low), least * Math.abs(high)) || Math.abs(low) * 0.1 || 1;
  return { low: low - room, high: high + room, tick, log: false, whole };
}

function scale({ low, high, log }, from, to) {
  const place = log ? Math.log : (value) => value;
  return (value) => from + (to - from) * (place(Math.min(high, Math.max(low, value))) - place(low)) / (place(high) - place(low));
}

function ticks({ low, high, log, whole, choices }, most) {
  if (choices) return choices.map((_, index) => index);
  if (log) {
    const powers = [];
    for (let power = Math.ceil(Math.log10(low) - 1e-9); power <= Math.log10(high) + 1e-9; power++) powers.push(10 ** power);
    if (powers.length >= 2) return powers.filter((_, index) => index % Math.ceil(powers.length / most) === 0);
    return [low * (high / low) ** 0.1, low * (high / low) ** 0.9];
  }
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = power * [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough);
  if (whole) step = Math.max(1, Math.round(step));
  const all = [];
  for (let value = Math.ceil(low / step) * step; value <= high; value += step) all.push(+value.toPrecision(12));
  return all;
}
