import { byId, element, write } from '../layout/element.js';
import { count } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { call, Problem } from '../layout/server.js';

const CLIENTS = 500;
const ROWS = 50;
const BARS = 40;
const AXIS = 8;
const range = (numbers) => numbers.reduce(([low, high], each) => [Math.min(low, each), Math.max(high, each)], [Infinity, -Infinity]);
const span = ([low, high]) => low === high ? count(low) : `${count(low)} to ${count(high)}`;
const share = (part, whole) => `${(100 * part / whole).toFixed(part === whole ? 0 : 1)}\u00a0%`;

/** What each client of a partition holds: a column for each client, a row for each label, the same figures as a table. */
export class HeatMap {
  #figure = byId('partition-map');
  #canvas = byId('partition-canvas');
  #readout = byId('partition-readout');
  #fold = byId('partition-fold');
  #body = byId('partition-table').tBodies[0];
  #columns = new Pager(byId('partition-pager'), CLIENTS, 'clients', () => this.#draw());
  #rows = new Pager(byId('partition-table-pager'), ROWS, 'clients', () => this.#fill());
  #labels = [];
  #clients = [];
  #shown = { from: 0, to: 0 };
  #cursor = null;
  #asked = null;
  #address = null;

  constructor() {
    this.#canvas.addEventListener('pointermove', (event) => this.#point(this.#cell(event.offsetX, event.offsetY)));
    this.#canvas.addEventListener('pointerleave', () => this.#point(null));
    this.#canvas.addEventListener('blur', () => this.#point(null));
    this.#canvas.addEventListener('focus', () => this.#point(this.#cursor ?? { client: this.#shown.from, label: 0 }));
    this.#canvas.addEventListener('keydown', (event) => this.#step(event));
    this.#fold.addEventListener('toggle', () => this.#fill());
    new ResizeObserver(() => this.#draw()).observe(this.#canvas.parentElement);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#draw());
  }

  /** Asks for the partition of a spec unless it is the one shown, and forgets an earlier question. */
  async show(dataset, spec) {
    if (spec.partition?.scheme === 'by-worker') {
      this.#leave();
      return;
    }
    const address = addressOf(dataset, spec);
    if (address === this.#address) return;
    this.#asked?.abort();
    const mine = this.#asked = new AbortController();
    this.#address = address;
    this.#figure.dataset.state = 'waiting';
    try {
      const { labels, clients } = await call('GET', address, undefined, { signal: mine.signal });
      Object.assign(this, { total: clients.reduce((sum, client) => sum + client.examples, 0) });
      this.#labels = labels;
      this.#clients = clients;
      this.#cursor = null;
      this.#figure.dataset.state = 'ready';
      this.#describe();
      this.#draw();
      this.#fill();
    } catch (problem) {
      if (mine.signal.aborted) return;
      if (!(problem instanceof Problem)) throw problem;
      this.#address = null;
      this.#figure.dataset.state = 'failed';
      write(byId('partition-summary'), problem.errors[0]?.message ?? problem.message);
    }
  }

  /** Nothing is dealt out where sites hold their own. */
  #leave() {
    this.#asked?.abort();
    this.#address = null;
    this.#figure.dataset.state = 'none';
    write(byId('partition-summary'), 'Each site is a client and keeps what it holds; it tells how much when the task begins.');
  }

  #describe() {
    const kinds = this.#clients.map((client) => client.labelHistogram.filter(Boolean).length);
    const summary = `${count(this.#clients.length)} ${this.#clients.length === 1 ? 'client' : 'clients'}; each holds ${span(range(this.#clients.map((client) => client.examples)))} examples of ${span(range(kinds))} labels.`;
    write(byId('partition-summary'), summary);
    this.#canvas.setAttribute('aria-label', `Examples of each label that each client holds. ${summary} Arrow keys move over the cells; the table below holds the same figures.`);
  }

  #draw() {
    if (this.#clients.length === 0) return;
    const width = this.#canvas.parentElement.clientWidth;
    if (width === 0) return;
    // A column is a pixel wide at least.
    this.#columns.size = Math.min(CLIENTS, width);
    const { from, to } = this.#shown = this.#columns.of(this.#clients.length);
    const styles = getComputedStyle(this.#figure);
    const [bars, empty, full, text, onFull] = ['--line-strong', '--sunken', '--accent', '--text', '--on-accent'].map((name) => styles.getPropertyValue(name).trim());
    const names = byId('partition-labels');
    const height = this.#rowHeight();
    names.replaceChildren(element('span', { style: `height: ${BARS + AXIS}px` }, 'All'), ...(height >= 12 ? this.#labels.map((label) => element('span', { style: `height: ${height}px`, title: label }, label)) : []));
    const tall = BARS + AXIS + height * this.#labels.length;
    const scale = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(tall * scale);
    this.#canvas.style.height = `${tall}px`;
    const brush = this.#canvas.getContext('2d');
    brush.scale(scale, scale);
    const step = width / (to - from);
    // Edges on whole pixels of the screen: half a pixel would be half a colour.
    const edge = (client) => Math.round((client - from) * step * scale) / scale;
    const gap = step >= 6 ? 1 : 0;
    const most = Math.max(...this.#clients.map((client) => client.examples));
    const darkest = Math.max(1, ...this.#clients.flatMap((client) => client.labelHistogram));
    const numbers = step >= 40 && height >= 16;
    brush.font = `12px ${styles.fontFamily}`;
    brush.textAlign = 'center';
    brush.textBaseline = 'middle';
    for (let client = from; client < to; client++) {
      const { examples, labelHistogram } = this.#clients[client];
      const left = edge(client);
      const wide = edge(client + 1) - left - gap;
      brush.globalAlpha = 1;
      brush.fillStyle = bars;
      const bar = BARS * examples / most;
      brush.fillRect(left, BARS - bar, wide, bar);
      labelHistogram.forEach((held, label) => {
        const top = BARS + AXIS + label * height;
        brush.globalAlpha = 1;
        brush.fillStyle = empty;
        brush.fillRect(left, top, wide, height - 1);
        if (held === 0) return;
        // The first example is already seen.
        brush.globalAlpha = 0.1 + 0.9 * held / darkest;
        brush.fillStyle = full;
        brush.fillRect(left, top, wide, height - 1);
        if (numbers) {
          const dark = brush.globalAlpha > 0.7;
          brush.globalAlpha = 1;
          brush.fillStyle = dark ? onFull : text;
          brush.fillText(count(held), left + wide / 2, top + height / 2);
        }
      });
    }
    brush.globalAlpha = 1;
    write(byId('partition-first'), `client ${from}`);
    write(byId('partition-last'), to - from > 1 ? `client ${to - 1}` : '');
    write(byId('partition-most'), count(darkest));
    this.#frame();
  }

  #rowHeight() {
    return Math.max(3, Math.min(20, Math.floor(240 / this.#labels.length)));
  }

  #cell(x, y) {
    if (this.#clients.length === 0) return null;
    const { from, to } = this.#shown;
    const client = from + Math.floor(x / this.#canvas.clientWidth * (to - from));
    const label = Math.floor((y - BARS - AXIS) / this.#rowHeight());
    return client < from || client >= to || label >= this.#labels.length ? null : { client, label: Math.max(-1, label) };
  }

  #step(event) {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!by || this.#clients.length === 0) return;
    event.preventDefault();
    const { from, to } = this.#shown;
    const at = this.#cursor ?? { client: from, label: 0 };
    this.#point({ client: Math.min(to - 1, Math.max(from, at.client + by[0])), label: Math.min(this.#labels.length - 1, Math.max(-1, at.label + by[1])) });
  }

  // The row above the labels is the client's whole share.
  #point(cell) {
    this.#cursor = cell;
    this.#frame();
    if (!cell || !this.#clients[cell.client]) {
      write(this.#readout, 'Point at a cell to read it.');
      return;
    }
    const { client, examples, labelHistogram } = this.#clients[cell.client];
    write(this.#readout, cell.label < 0
      ? `Client ${client}: ${count(examples)} examples, ${share(examples, this.total)} of all`
      : `Client ${client}, ${this.#labels[cell.label]}: ${count(labelHistogram[cell.label])} of its ${count(examples)} examples, ${share(labelHistogram[cell.label], examples)}`);
  }

  #frame() {
    const frame = byId('partition-frame');
    frame.hidden = this.#cursor === null;
    if (frame.hidden) return;
    const step = this.#canvas.clientWidth / (this.#shown.to - this.#shown.from);
    const height = this.#rowHeight();
    const { client, label } = this.#cursor;
    Object.assign(frame.style, {
      left: `${(client - this.#shown.from) * step}px`,
      width: `${Math.max(2, step)}px`,
      top: label < 0 ? '0' : `${BARS + AXIS + label * height}px`,
      height: `${label < 0 ? BARS : height}px`,
    });
  }

  #fill() {
    if (!this.#fold.open || this.#clients.length === 0) return;
    const { from, to } = this.#rows.of(this.#clients.length);
    byId('partition-table').tHead.replaceChildren(element('tr', {}, element('th', { scope: 'col' }, 'Client'), element('th', { scope: 'col' }, 'All'), ...this.#labels.map((label) => element('th', { scope: 'col' }, label))));
    this.#body.replaceChildren(...this.#clients.slice(from, to).map(({ client, examples, labelHistogram }) => element('tr', { 'data-client': client },
      element('th', { scope: 'row' }, client), element('td', {}, count(examples)), ...labelHistogram.map((held) => element('td', {}, count(held))))));
  }
}

// The fields of the partition, the clients and the seed, as they stand in the spec.
function addressOf(dataset, spec) {
  const query = new URLSearchParams();
  const add = (name, value) => value != null && query.set(name, typeof value === 'object' ? JSON.stringify(value) : value);
  for (const [name, value] of Object.entries(spec.partition ?? {})) add(name, value);
  add('clients', spec.clients?.count);
  add('seed', spec.seed);
  return `/api/v1/datasets/${encodeURIComponent(dataset)}/partition?${query}`;
}
