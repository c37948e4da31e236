import { byId, drawing } from '../layout/element.js';
import { mark } from './history.js';
import { axes, axis, nothing, Plot } from './plot.js';

/** What each trial reported on its way. */
export class Curves {
  #plot = new Plot(byId('curves'));

  draw(study) {
    const of = study.report;
    const lines = study.trials
      .map((trial) => ({ trial, points: trial.intermediate.filter((report) => of(report) != null) }))
      .filter(({ points }) => points.length);
    this.#plot.show((svg, size) => {
      if (!lines.length) return nothing(svg, size, 'No round has been evaluated yet.');
      const all = lines.flatMap(({ points }) => points);
      const { across, up } = axes(svg, size, axis(all.map(({ round }) => round), { tick: String, whole: true }), axis(all.map(of), { tick: study.reportMetric.tick, robust: true }));
      for (const { trial, points } of lines) {
        const strong = trial === study.best || trial.number === 0;
        svg.append(drawing('path', { class: `curve source-${trial.source}`, d: `M${points.map((report) => `${across(report.round)},${up(of(report))}`).join('L')}`, style: `opacity: ${strong ? 1 : 0.4}; stroke-width: ${strong ? 2.5 : 1.5}` }));
      }
      for (const { trial, points } of lines) svg.append(mark(trial, across(points.at(-1).round), up(of(points.at(-1))), study));
    });
  }
}
