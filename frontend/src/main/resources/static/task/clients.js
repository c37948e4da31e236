import { byId, drawing, element } from '../layout/element.js';
import { bytes, count, duration, number, percent } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { call, taskPath } from '../layout/server.js';
import { Panel } from './panel.js';

const ROWS = 20;
const WIDTH = 132;
const HEIGHT = 26;

/** What the columns sort by; a figure that is missing comes last either way. */
const COLUMNS = {
  client: (client) => client.client,
  examples: (client) => client.examples,
  selected: (client) => client.selected,
  completed: (client) => client.completed,
  contribution: (client) => client.trained,
  meanSeconds: (client) => client.meanSeconds,
  lastLoss: (client) => client.lastLoss,
  bytesUp: (client) => client.bytesUp,
  bytesDown: (client) => client.bytesDown,
  cpuSeconds: (client) => client.cpuSeconds,
};

/** The table of clients, sorted as one likes, a page at a time. */
export class ClientTable {
  panel = new Panel('clients', () => this.#fetch());
  #table = byId('clients-table');
  #body = this.#table.tBodies[0];
  #pager = new Pager(byId('clients-pager'), ROWS, 'clients', () => this.#draw());
  #clients = [];
  #by = 'client';
  #down = false;

  constructor(task, labels) {
    Object.assign(this, { task, labels });
    this.#table.tHead.addEventListener('click', (event) => this.#sort(event.target.closest('[data-column]')));
  }

  async #fetch() {
    try {
      const clients = await call('GET', `${taskPath(this.task)}/clients`);
      // Examples seen in updates that counted: what a client brought in, as far as that can be counted.
      this.#clients = clients.map((client) => ({ ...client, trained: client.examples * client.completed }));
      this.#draw();
    } catch (problem) {
      if (this.#clients.length === 0) this.#body.replaceChildren(line(problem.message));
      throw problem;
    }
  }

  #sort(button) {
    if (!button) return;
    const column = button.dataset.column;
    // The largest first, except for names.
    this.#down = column === this.#by ? !this.#down : column !== 'client';
    this.#by = column;
    this.#pager.first();
    for (const head of this.#table.tHead.querySelectorAll('[aria-sort]')) head.removeAttribute('aria-sort');
    button.closest('th').setAttribute('aria-sort', this.#down ? 'descending' : 'ascending');
    this.#draw();
  }

  #draw() {
    const of = COLUMNS[this.#by];
    const way = this.#down ? -1 : 1;
    const sorted = this.#clients.toSorted((a, b) => (of(a) == null) - (of(b) == null) || way * (of(a) - of(b)) || a.client - b.client);
    const { from, to } = this.#pager.of(sorted.length);
    const scale = {
      label: sorted.reduce((high, client) => Math.max(high, ...client.labelHistogram), 1),
      trained: sorted.reduce((sum, client) => sum + client.trained, 0),
      most: sorted.reduce((high, client) => Math.max(high, client.trained), 0),
    };
    const rows = sorted.slice(from, to).map((client) => this.#row(client, scale));
    this.#body.replaceChildren(...(rows.length ? rows : [line('The clients are known once the task has started.')]));
  }

  #row(client, scale) {
    return element('tr', { 'data-client': client.client },
      element('th', { scope: 'row' }, client.client),
      element('td', {}, count(client.examples)),
      element('td', { class: 'text' }, this.#histogram(client.labelHistogram, scale.label)),
      element('td', {}, count(client.selected)),
      element('td', {}, count(client.completed)),
      element('td', { class: 'share' }, scale.trained === 0 ? percent(null) : percent(client.trained / scale.trained), bar(scale.most === 0 ? 0 : client.trained / scale.most)),
      ...[duration(client.meanSeconds), number(client.lastLoss), bytes(client.bytesUp), bytes(client.bytesDown), duration(client.cpuSeconds)]
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

function bar(share) {
  const whole = element('span', { class: 'bar', 'aria-hidden': 'true' });
  whole.style.setProperty('--share', `${100 * share}%`);
  return whole;
}

const line = (text) => element('tr', { class: 'none' }, element('td', { colspan: 11 }, text));
