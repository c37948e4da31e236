import { byId, element } from '../layout/element.js';
import { mark } from './history.js';
import { axes, axis, nothing, Plot } from './plot.js';
import { fieldsOf, short, spread } from './space.js';

/** What was reached, by the value of one setting. */
export class Slice {
  #plot = new Plot(byId('slice'));
  #study = null;

  constructor() {
    byId('slice-field').addEventListener('change', () => this.draw(this.#study));
  }

  draw(study) {
    this.#study = study;
    const select = byId('slice-field');
    const fields = fieldsOf(study.trials);
    if (select.options.length !== fields.length) {
      const chosen = select.value;
      select.replaceChildren(...fields.map((field) => element('option', { value: field }, short(field))));
      if (fields.includes(chosen)) select.value = chosen;
    }
    const field = select.value;
    const trials = study.trials.filter((trial) => study.value(trial) != null && trial.params[field] !== undefined);
    this.#plot.show((svg, size) => {
      if (!trials.length) return nothing(svg, size, 'No complete trial has this setting.');
      const how = spread(field, trials, study.space);
      const { across, up } = axes(svg, size, axis(how.values, how), axis(trials.map(study.value), { tick: study.metric.tick }));
      for (const trial of trials) svg.append(mark(trial, across(how.place(trial.params[field])), up(study.value(trial)), study));
    });
  }
}
