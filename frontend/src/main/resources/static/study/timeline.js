import { byId, drawing } from '../layout/element.js';
import { duration } from '../layout/figures.js';
import { axes, axis, nothing, Plot } from './plot.js';

/** When each trial ran. */
export class Timeline {
  #plot = new Plot(byId('timeline'));

  draw({ trials }) {
    this.#plot.show((svg, size) => {
      if (!trials.length) return nothing(svg, size, 'No trial has begun.');
      const begun = Date.parse(trials[0].startedAt);
      const seconds = (time) => (Date.parse(time) - begun) / 1000;
      const now = Math.max(...trials.map(({ startedAt, endedAt }) => seconds(endedAt ?? startedAt)), ...trials.filter(({ endedAt }) => !endedAt).map(() => (Date.now() - begun) / 1000));
      const { across, up } = axes(svg, size, axis([0, now], { tick: duration }), axis([0, trials.length - 1], { tick: String, whole: true }));
      const thick = Math.max(2, Math.min(12, 0.7 * Math.abs(up(1) - up(0))));
      for (const { number, source, state, startedAt, endedAt } of trials) {
        const from = across(seconds(startedAt));
        const to = across(endedAt ? seconds(endedAt) : now);
        svg.append(drawing('rect', { class: `span source-${source}${state === 'COMPLETE' ? '' : ' open'}`, x: from, y: up(number) - thick / 2, width: Math.max(2, to - from), height: thick, rx: 2 },
          drawing('title', {}, `Trial ${number}, ${state.toLowerCase()}, ${duration(endedAt ? seconds(endedAt) - seconds(startedAt) : now - seconds(startedAt))}`)));
      }
    });
  }
}
