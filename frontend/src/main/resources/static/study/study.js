import { METRICS } from './metrics.js';

/** A study as its drawings see it: the trials, and what makes one better than another. */
export class Study {
  trials = [];
  /** Share of each field in what makes trials good. */
  importances = new Map();

  constructor(spec) {
    const [objective] = spec.objectives;
    this.space = spec.space;
    this.name = objective.metric;
    this.metric = METRICS[this.name];
    this.sign = objective.direction === 'maximize' ? 1 : -1;
    // On the way trials are compared by what they predict, whatever is made better in the end.
    this.reportMetric = METRICS[this.name === 'loss' ? 'loss' : 'accuracy'];
    this.report = this.name === 'loss' ? ({ loss }) => loss : ({ accuracy }) => accuracy;
  }

  better = (a, b) => this.sign * (a - b) > 0;

  /** Of a complete trial; null for any other. */
  value = (trial) => trial.values[0] ?? null;

  /** Of any trial, the last that it reported where it is not complete. */
  reached = (trial) => {
    if (trial.values.length) return trial.values[0];
    const last = trial.intermediate.at(-1);
    return last && this.reportMetric === this.metric ? this.report(last) : null;
  };

  /** What a trial has reached, for people: in brackets where it is not complete. */
  told = (trial) => {
    const reached = trial ? this.reached(trial) : null;
    if (reached == null) return '–';
    return trial.values.length ? this.metric.text(reached) : `(${this.metric.text(reached)})`;
  };

  /** What the check says that the best is better by than the start, on new seeds. */
  gain = ({ gain }) => gain == null ? '–' : this.name === 'accuracy' ? `${gain < 0 ? '−' : '+'}${Math.abs(100 * gain).toFixed(2)} points` : this.metric.text(gain);

  get best() {
    let best = null;
    for (const trial of this.trials) {
      const value = this.value(trial);
      if (value != null && (best == null || this.better(value, this.value(best)))) best = trial;
    }
    return best;
  }
}
