import { element, write } from '../layout/element.js';
import { count } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { call } from '../layout/server.js';

const ROWS = 10;
const PAUSE = 250;

/** Shows what each client would hold, as a table whose cells are the fuller the more it is. */
class Partition {
  #clients = [];
  #labels = [];
  #asked = null;
  #timer = 0;

  constructor(form) {
    const card = form.closest('[data-dataset]');
    const find = (selector) => card.querySelector(selector);
    Object.assign(this, { form, table: find('.heat'), problem: find('[data-problem]'), summary: find('[data-summary]') });
    this.pager = new Pager(find('[data-pager]'), ROWS, 'clients', () => this.#draw());
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', () => {
      this.#fit();
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), PAUSE);
    });
    this.#fit();
    this.#ask();
  }

  // Only the fields that the scheme reads are shown.
  #fit() {
    for (const label of this.form.querySelectorAll('[data-scheme]')) {
      label.hidden = !label.dataset.scheme.split(' ').includes(this.form.elements.scheme.value);
    }
  }

  async #ask() {
    const wished = new URLSearchParams([...new FormData(this.form)]
      .filter(([name, value]) => value.trim() && !this.form.elements[name].closest('[hidden]')));
    this.#asked?.abort();
    const asked = this.#asked = new AbortController();
    try {
      const answer = await call('GET', `/api/v1/datasets/${encodeURIComponent(this.form.dataset.partition)}/partition?${wished}`, undefined, { signal: asked.signal });
      write(this.problem, '');
      this.#labels = answer.labels;
      this.#clients = answer.clients;
      this.#draw();
    } catch (failure) {
      if (failure.name !== 'AbortError') write(this.problem, failure.errors?.map(({ message }) => message).join(' ') || failure.message);
    }
  }

  #draw() {
    const sizes = this.#clients.map(({ examples }) => examples);
    const most = this.#clients.reduce((high, { labelHistogram }) => Math.max(high, ...labelHistogram), 1);
    const { from, to } = this.pager.of(this.#clients.length);
    write(this.summary, `${count(this.#clients.length)} clients hold ${count(sizes.reduce((low, size) => Math.min(low, size), Infinity))} to ${count(sizes.reduce((high, size) => Math.max(high, size), 0))} examples each.`);
    this.table.tHead.replaceChildren(element('tr', {},
      ...['Client', 'Examples', ...this.#labels].map((title) => element('th', { scope: 'col' }, title))));
    this.table.tBodies[0].replaceChildren(...this.#clients.slice(from, to).map(({ client, examples, labelHistogram }) => element('tr', { 'data-client': client },
      element('th', { scope: 'row' }, `Client ${client}`),
      element('td', {}, count(examples)),
      ...labelHistogram.map((held) => element('td', { style: `--share: ${(held / most).toFixed(3)}` }, count(held))))));
  }
}

document.querySelectorAll('[data-partition]').forEach((form) => new Partition(form));
