import { byId, drawing } from '../layout/element.js';
import { mark } from './history.js';
import { METRICS } from './metrics.js';
import { axes, axis, nothing, Plot } from './plot.js';

/** What is reached against what it costs. */
export class Front {
  #plot = new Plot(byId('front'));
  #study = null;

  constructor() {
    byId('front-x').addEventListener('change', () => this.#study && this.draw(this.#study));
  }

  draw(study) {
    this.#study = study;
    const cost = byId('front-x').value;
    const complete = study.trials.filter((trial) => study.value(trial) != null);
    this.#plot.show((svg, size) => {
      if (!complete.length) return nothing(svg, size, 'No trial is complete yet.');
      const of = (trial) => trial.used[cost];
      const { across, up } = axes(svg, size, axis(complete.map(of), { tick: METRICS[cost].tick, least: 0.1 }), axis(complete.map(study.value), { tick: study.metric.tick }));
      const front = [];
      for (const trial of complete.toSorted((a, b) => of(a) - of(b))) {
        if (!front.length || study.better(study.value(trial), study.value(front.at(-1)))) front.push(trial);
      }
      svg.append(drawing('path', { class: 'best', d: front.map((trial, index) => index ? `H${across(of(trial))}V${up(study.value(trial))}` : `M${across(of(trial))},${up(study.value(trial))}`).join('') }));
      for (const trial of complete) svg.append(mark(trial, across(of(trial)), up(study.value(trial)), study));
    });
  }
}
