import { call, taskPath } from '../layout/server.js';
import { Series } from './series.js';

const ENDED = new Set(['COMPLETED', 'FAILED', 'CANCELLED']);

/** One of the tasks that are compared: the task as the API shows it and its rounds. */
export class Compared {
  task = null;
  series = new Series();
  shown = true;
  gone = false;

  constructor(number, { task: id, name }) {
    Object.assign(this, { number, id, name });
  }

  /** Whether there is more to come. */
  get open() {
    return !this.gone && !(this.task && ENDED.has(this.task.state) && this.series.last >= this.task.round);
  }

  /** Asks the server for what is new; answers whether anything is. */
  async follow() {
    try {
      const task = await call('GET', taskPath(this.id));
      const changed = task.state !== this.task?.state || task.round !== this.task?.round;
      if (task.round > this.series.last) {
        (await call('GET', `${taskPath(this.id)}/rounds?after=${this.series.last}`)).forEach((round) => this.series.add(round));
      }
      this.task = task;
      return changed;
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      this.gone = true;
      return true;
    }
  }

  get best() {
    return this.series.rounds.reduce((best, { accuracy }) => accuracy != null && !(accuracy <= best) ? accuracy : best, null);
  }

  /** What it had taken when its accuracy first was that high; null where it never was. */
  whenReached(accuracy) {
    let cpuSeconds = 0;
    for (const round of this.series.rounds) {
      cpuSeconds += round.cpuSeconds;
      if (round.accuracy != null && round.accuracy >= accuracy) {
        return { round: round.round, seconds: round.seen.seconds, simulated: round.seen.simulated, bytes: round.seen.megabytes * 1e6, cpuSeconds };
      }
    }
    return null;
  }
}
