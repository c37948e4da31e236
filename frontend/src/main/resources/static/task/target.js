import { byId, write } from '../layout/element.js';
import { bytes, count, duration } from '../layout/figures.js';
import { parameter, setParameter } from './address.js';
import { drawTable, ratio } from './results.js';

const FIGURES = [
  { title: 'Round', name: 'round', text: count },
  { title: 'Time', name: 'seconds', text: duration },
  { title: 'Sent up and down', name: 'bytes', text: bytes },
  { title: 'Simulated time', name: 'simulated', text: duration },
  { title: 'CPU time', name: 'cpuSeconds', text: duration },
].map((figure) => ({ ...figure, against: ratio, best: Math.min, none: 'not reached' }));

/** What each task took to reach an accuracy: one that is typed, or the highest that all have reached. */
export class Target {
  #field = byId('target');
  #typed = parameter('target');

  constructor(tasks) {
    this.tasks = tasks;
    if (this.#typed != null) this.#field.value = this.#typed;
    this.#field.addEventListener('input', () => {
      this.#typed = this.#field.value.trim() || null;
      setParameter('target', this.#typed);
      this.draw();
    });
  }

  draw() {
    const common = this.#common();
    if (this.#typed == null) this.#field.value = common == null ? '' : common.toFixed(2);
    const per = Number(this.#field.value.replace(',', '.'));
    const wrong = this.#typed != null && !(per > 0 && per <= 100);
    this.#field.setAttribute('aria-invalid', wrong);
    byId('target-error').hidden = !wrong;
    write(byId('target-error'), wrong ? 'Above 0 and at most 100 per cent, such as 75.5.' : '');
    write(byId('target-help'), common == null ? 'No task has an accuracy yet.'
      : this.#typed == null ? 'The highest that all of them reached.' : `All of them reached ${common.toFixed(2)} %; leave it empty for that.`);
    if (wrong) return;
    const reached = new Map(this.tasks.map((task) => [task, per > 0 ? task.whenReached(per / 100) : null]));
    drawTable(byId('target-table'), this.tasks, FIGURES, (task, { name }) => reached.get(task)?.[name]);
  }

  // In per cent with two digits, rounded down so that it counts as reached.
  #common() {
    const bests = this.tasks.map((task) => task.best).filter((best) => best != null);
    return bests.length === 0 ? null : Math.floor(1e4 * Math.min(...bests) + 1e-6) / 100;
  }
}
