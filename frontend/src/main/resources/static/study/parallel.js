import { byId, drawing } from '../layout/element.js';
import { axis, nothing, Plot } from './plot.js';
import { fieldsOf, short, spread } from './space.js';

const MOST = 12;
/** Pixels that an axis and its words need. */
const WIDE = 88;
const TOP = 34;
const BOTTOM = 22;
const SIDE = 56;

/** Parallel coordinates: one axis for each setting and one for what was reached, one line for each complete trial. */
export class Parallel {
  #plot = new Plot(byId('parallel'));

  draw(study) {
    const trials = study.trials.filter((trial) => study.value(trial) != null);
    this.#plot.show((svg, size) => {
      if (trials.length < 2) return nothing(svg, size, 'Two complete trials are needed.');
      const fields = worthShowing(study, Math.max(2, Math.min(MOST, Math.floor(size.width / WIDE) - 1)));
      const places = fields.map((field) => {
        const how = spread(field, study.trials, study.space);
        return { title: short(field), scale: axis(how.values, how), values: how.values, tick: how.tick, of: ({ params }) => params[field] === undefined ? null : how.place(params[field]) };
      });
      places.push({ title: study.metric.title.toLowerCase(), scale: axis(trials.map(study.value), study.metric), values: trials.map(study.value), tick: study.metric.tick, of: study.value });
      const across = (index) => SIDE + index * (size.width - 2 * SIDE) / (places.length - 1);
      places.forEach((place, index) => line(svg, size, place, across(index), index, index === places.length - 1));
      const ranked = trials.toSorted((a, b) => study.better(study.value(a), study.value(b)) ? 1 : -1);
      ranked.forEach((trial, rank) => {
        const points = places.map((place, index) => [across(index), up(place.scale, place.of(trial), size)]).filter(([, y]) => y != null);
        svg.append(drawing('path', { class: `curve source-${trial.source}`, d: `M${points.map((point) => point.join(',')).join('L')}`, style: `opacity: ${0.15 + 0.85 * ((rank + 1) / ranked.length) ** 2}` }, drawing('title', {}, `Trial ${trial.number}`)));
      });
    });
  }
}

/** The settings that decide most, in the order of the space. */
function worthShowing(study, most) {
  const fields = fieldsOf(study.trials);
  const chosen = new Set(fields.toSorted((a, b) => (study.importances.get(b) ?? 0) - (study.importances.get(a) ?? 0)).slice(0, most));
  return fields.filter((field) => chosen.has(field));
}

function line(svg, size, { title, scale, values, tick }, x, index, last) {
  const narrow = size.width < 700;
  svg.append(
    drawing('line', { class: 'grid', x1: x, x2: x, y1: TOP, y2: size.height - BOTTOM }),
    drawing('text', { x, y: narrow && index % 2 ? 26 : 12, 'text-anchor': 'middle' }, narrow && title.length > 10 ? `${title.slice(0, 9)}…` : title));
  const shown = scale.choices ? scale.choices.map((_, at) => at) : new Set([Math.min(...values), Math.max(...values)]);
  for (const value of shown) {
    svg.append(drawing('text', { x: last ? x - 5 : x + 5, 'text-anchor': last ? 'end' : null, y: up(scale, value, size) + 4 }, scale.choices ? scale.choices[value] : tick(value)));
  }
}

function up({ low, high, log }, value, { height }) {
  if (value == null) return null;
  const place = log ? Math.log : (each) => each;
  return height - BOTTOM - (height - TOP - BOTTOM) * (place(value) - place(low)) / (place(high) - place(low));
}
