import { byId, drawing, element } from '../layout/element.js';
import { bytes, count, duration, number } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { call, taskPath } from '../layout/server.js';

const ROWS = 20;
const WIDTH = 132;
const HEIGHT = 26;
/** While rounds come fast, the table is fetched this often and not for each. */
const AT_MOST_EVERY = 3000;

/** The table of clients, fetched when it is looked at. */
export class ClientTable {
  #body = byId('clients-table').tBodies[0];
  #pager = new Pager(byId('clients-pager'), ROWS, 'clients', () => this.#draw());
  #clients = [];
  #fetchedAt = -Infinity;
  #timer = 0;
  #stale = true;

  constructor(task, labels) {
    Object.assign(this, { task, labels });
  }

  /** Rounds were committed since: what is shown is old. */
  changed() {
    this.#stale = true;
    if (!byId('clients').hidden) this.open();
  }

  open() {
    if (!this.#stale || this.#timer) return;
    this.#timer = setTimeout(() => this.#fetch(), Math.max(0, this.#fetchedAt + AT_MOST_EVERY - performance.now()));
  }

  async #fetch() {
    this.#stale = false;
    this.#fetchedAt = performance.now();
    try {
      this.#clients = await call('GET', `${taskPath(this.task)}/clients`);
      this.#draw();
    } catch (problem) {
      this.#stale = true;
      if (this.#clients.length === 0) this.#body.replaceChildren(line(problem.message));
    } finally {
      this.#timer = 0;
    }
  }

  #draw() {
    const { from, to } = this.#pager.of(this.#clients.length);
    const most = this.#clients.reduce((high, client) => Math.max(high, ...client.labelHistogram), 1);
    const rows = this.#clients.slice(from, to).map((client) => this.#row(client, most));
    this.#body.replaceChildren(...(rows.length ? rows : [line('The clients are known once the task has started.')]));
  }

  #row(client, most) {
    return element('tr', { 'data-client': client.client },
      element('th', { scope: 'row' }, client.client),
      element('td', {}, count(client.examples)),
      element('td', { class: 'text' }, this.#histogram(client.labelHistogram, most)),
      ...[client.selected, client.completed, duration(client.meanSeconds), number(client.lastLoss), bytes(client.bytesUp), bytes(client.bytesDown), duration(client.cpuSeconds)]
        .map((figure) => element('td', {}, figure)));
  }

  // All clients share one scale, so that their bars can be compared.
  #histogram(counts, most) {
    const step = WIDTH / counts.length;
    const width = Math.max(1, step - 2).toFixed(2);
    const told = counts.map((examples, label) => `${this.labels[label] ?? `label ${label}`} ${count(examples)}`);
    return drawing('svg', { class: 'histogram', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': told.join(', ') },
      drawing('title', {}, told.join('\n')),
      drawing('rect', { class: 'floor', x: 0, y: HEIGHT - 1, width: WIDTH, height: 1 }),
      ...counts.map((examples, label) => {
        const height = examples === 0 ? 0 : Math.max(1.5, HEIGHT * examples / most);
        return drawing('rect', { x: (label * step + 1).toFixed(2), y: (HEIGHT - height).toFixed(2), width, height: height.toFixed(2) });
      }));
  }
}

const line = (text) => element('tr', { class: 'none' }, element('td', { colspan: 10 }, text));
