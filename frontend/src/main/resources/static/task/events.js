import { byId, element } from '../layout/element.js';
import { bytes, count, duration, number, percent } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { call, taskPath } from '../layout/server.js';

const LINES = 50;
const PAGE = 10_000;
const TROUBLE = new Set(['late', 'rejected', 'lost']);

/** The log, newest first. The history is fetched when it is first looked at; after that the stream adds to it. */
export class EventLog {
  #list = byId('events-list');
  #filter = byId('events-filter');
  #pager = new Pager(byId('events-pager'), LINES, 'events', () => this.draw());
  #events = [];
  #waiting = [];
  #state = 'unread';

  constructor(task) {
    this.task = task;
    this.#filter.addEventListener('change', () => this.draw());
  }

  add(event) {
    if (event.id == null) return;
    (this.#state === 'read' ? this.#events : this.#waiting).push(event);
  }

  async open() {
    if (this.#state !== 'unread') return this.draw();
    this.#state = 'reading';
    this.#list.replaceChildren(element('li', {}, '', 'Reading the history'));
    try {
      const history = [];
      for (let page = null; page === null || page.length === PAGE;) {
        page = await call('GET', `${taskPath(this.task)}/events?limit=${PAGE}&after=${history.at(-1)?.id ?? 0}`);
        history.push(...page);
      }
      const last = history.at(-1)?.id ?? 0;
      this.#events = history.concat(this.#waiting.filter((event) => event.id > last));
      this.#state = 'read';
      this.draw();
    } catch (problem) {
      this.#state = 'unread';
      this.#list.replaceChildren(element('li', {}, '', element('span', { class: 'bad' }, problem.message)));
    }
  }

  draw() {
    if (this.#state !== 'read' || byId('events').hidden) return;
    const shown = this.#events.filter(FILTERS[this.#filter.value]);
    const { from, to } = this.#pager.of(shown.length);
    const lines = shown.slice(Math.max(0, shown.length - to), shown.length - from).reverse().map(line);
    this.#list.replaceChildren(...(lines.length ? lines : [element('li', {}, '', 'No such event.')]));
  }
}

const failed = (event) => event.type === 'client' ? TROUBLE.has(event.client.state)
  : event.type === 'round' ? event.round.note != null || event.round.selected > event.round.completed
    : event.type === 'state' && event.to === 'FAILED';

const FILTERS = {
  all: () => true,
  task: (event) => event.type !== 'client',
  client: (event) => event.type === 'client',
  problem: failed,
};

function line(event) {
  const at = new Date(event.at);
  return element('li', { 'data-event': event.id, 'data-type': event.type },
    element('time', { datetime: event.at, title: at.toLocaleString() }, at.toLocaleTimeString([], { hour12: false })),
    element('span', { class: failed(event) ? 'bad' : event.type === 'client' ? null : 'strong' }, told(event)));
}

const seconds = duration;

function told(event) {
  switch (event.type) {
    case 'state':
      return (event.from ? `Task ${event.to.toLowerCase()}, was ${event.from.toLowerCase()}` : 'Task created') + (event.reason ? `: ${event.reason}` : '');
    case 'prepared':
      return `Prepared: ${count(event.clients)} clients, ${count(event.parameters)} parameters, ${count(event.testExamples)} test examples`;
    case 'round-started':
      return `Round ${event.round} started with ${count(event.clients.length)} clients`;
    case 'client': {
      const { client, state, loss, examples, seconds: took, bytesUp, reason } = event.client;
      return `Round ${event.round}, client ${client} ${state}` + (state === 'completed'
        ? `: loss ${number(loss)} over ${count(examples)} examples in ${seconds(took)}, ${bytes(bytesUp)} up`
        : reason ? `: ${reason}` : '');
    }
    case 'round': {
      const { round, accuracy, loss, completed, selected, seconds: took, note } = event.round;
      return `Round ${round} done in ${seconds(took)}: ${completed} of ${selected} clients`
        + (accuracy == null ? '' : `, accuracy ${percent(accuracy)}, loss ${number(loss)}`) + (note ? `. ${note}` : '');
    }
    default:
      return event.type;
  }
}
