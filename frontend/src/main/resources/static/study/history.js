import { byId, drawing, write } from '../layout/element.js';
import { axes, axis, nothing, Plot } from './plot.js';
import { legend, pathOf, titleOf } from './sources.js';

/** Each trial by its number and what it reached; the best so far as a line, the start as a dashed one. */
export class History {
  #plot = new Plot(byId('history'));

  draw(study) {
    const { trials, metric, value, better } = study;
    byId('sources').replaceChildren(...legend(trials));
    const shown = trials.filter((trial) => study.reached(trial) != null);
    const best = study.best;
    write(byId('history-text'), best ? `${metric.title} of ${trials.length} trials; trial ${best.number} is best with ${metric.text(value(best))}` : '');
    this.#plot.show((svg, size) => {
      if (!shown.length) return nothing(svg, size, 'The first trial will be drawn here.');
      const { across, up } = axes(svg, size,
        axis([0, Math.max(1, trials.length - 1)], { tick: String, whole: true }),
        axis(shown.map(study.reached), { tick: metric.tick, robust: true }));
      const start = trials[0] && value(trials[0]);
      if (start != null) svg.append(drawing('line', { class: 'start', x1: across(0), x2: across(Math.max(1, trials.length - 1)), y1: up(start), y2: up(start) }));
      let record = null;
      let path = '';
      for (const trial of trials) {
        const reached = value(trial);
        if (reached != null && (record == null || better(reached, record))) {
          path += record == null ? `M${across(trial.number)},${up(reached)}` : `H${across(trial.number)}V${up(reached)}`;
          record = reached;
        }
      }
      if (path) svg.append(drawing('path', { class: 'best', d: `${path}H${across(Math.max(1, trials.length - 1))}` }));
      for (const trial of shown) svg.append(mark(trial, across(trial.number), up(study.reached(trial)), study));
    });
  }
}

/** The mark of a trial; hollow where it did not complete. Pointing at it tells what it is. */
export function mark(trial, x, y, study) {
  const open = trial.state !== 'COMPLETE';
  const shape = drawing('path', { class: `mark source-${trial.source}${open ? ' open' : ''}`, d: pathOf(trial.source), transform: `translate(${x} ${y})` },
    drawing('title', {}, tell(trial, study)));
  shape.addEventListener('pointerenter', () => write(byId('history-readout'), tell(trial, study)));
  return shape;
}

function tell(trial, study) {
  const reached = study.reached(trial);
  const figure = reached == null ? '' : `, ${study.metric.title.toLowerCase()} ${study.metric.text(reached)}`;
  return `Trial ${trial.number} (${titleOf(trial.source)}, ${trial.state.toLowerCase()})${figure}${trial.rationale ? `. ${trial.rationale}` : ''}`;
}
