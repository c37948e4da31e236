import { byId, element } from '../layout/element.js';
import { bytes, count, duration, number, percent } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { call, taskPath } from '../layout/server.js';

const LINES = 50;
/** Events of one look back into the history. */
const PAGE = 2000;
/** A page keeps no more than so many; older ones are fetched again when asked for. */
const MOST = 20_000;
const TYPING = 150;
const TROUBLE = new Set(['late', 'rejected', 'lost']);

/** The log, newest first. It looks back into the history as far as its filters and pages need; the stream adds to it. */
export class EventLog {
  #list = byId('events-list');
  #more = byId('events-more');
  #pager = new Pager(byId('events-pager'), LINES, 'events', () => this.#turn());
  #events = [];
  #shown = [];
  #waiting = [];
  #state = 'unread';
  #whole = false;
  #fits = () => true;
  #typing = 0;

  constructor(task) {
    this.task = task;
    byId('events-filter').addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#filter(), TYPING);
    });
    byId('events-filter').addEventListener('submit', (event) => event.preventDefault());
    this.#more.addEventListener('click', () => this.#back(this.#shown.length + 1));
  }

  add(event) {
    if (event.id == null || this.#state === 'unread') return;
    if (this.#state === 'reading') {
      this.#waiting.push(event);
      return;
    }
    // The stream begins a little way back; the history may hold that already.
    if (event.id <= (this.#events.at(-1)?.id ?? 0)) return;
    this.#events.push(event);
    if (this.#fits(event)) this.#shown.push(event);
    if (this.#events.length > 2 * MOST) this.#forget();
  }

  open() {
    if (this.#state === 'unread') this.#filter();
    else this.draw();
  }

  draw() {
    if (this.#state === 'unread' || byId('events').hidden) return;
    const { from, to } = this.#pager.of(this.#shown.length);
    const lines = this.#shown.slice(Math.max(0, this.#shown.length - to), this.#shown.length - from).reverse().map(line);
    const none = this.#state === 'reading' ? 'Reading the history' : this.#events.length === 0 ? 'Nothing has happened yet.' : 'No event fits these filters.';
    this.#list.replaceChildren(...(lines.length ? lines : [element('li', {}, '', none)]));
    this.#more.hidden = this.#whole || this.#state === 'reading';
  }

  #filter() {
    const kind = KINDS[byId('events-kind').value];
    const client = byId('events-client').value.trim();
    const text = byId('events-text').value.trim().toLowerCase();
    this.#fits = (event) => kind(event)
      && (client === '' || concerns(event, Number(client)))
      && (text === '' || told(event).toLowerCase().includes(text));
    this.#shown = this.#events.filter(this.#fits);
    this.#pager.first();
    this.#back(LINES + 1);
  }

  // The last page of what is known may not be the last of what there is.
  #turn() {
    this.draw();
    const { to } = this.#pager.of(this.#shown.length);
    this.#back(to + 1);
  }

  // Looks further back until so many fit, the history is at its beginning, or it has looked at enough for once.
  async #back(wanted) {
    if (this.#state === 'reading') return;
    this.#state = 'reading';
    this.draw();
    try {
      for (let read = 0; !this.#whole && this.#shown.length < wanted && read < MOST; read += PAGE) {
        const fits = this.#fits;
        const before = this.#events[0]?.id ?? Number.MAX_SAFE_INTEGER;
        const page = await call('GET', `${taskPath(this.task)}/events?before=${before}&limit=${PAGE}`);
        this.#whole = page.length < PAGE;
        this.#events = page.concat(this.#events);
        this.#shown = fits === this.#fits ? page.filter(fits).concat(this.#shown) : this.#events.filter(this.#fits);
      }
      this.#state = 'read';
    } catch (problem) {
      this.#state = this.#events.length ? 'read' : 'unread';
      this.#list.replaceChildren(element('li', {}, '', element('span', { class: 'bad' }, problem.message)));
      return;
    }
    this.#waiting.splice(0).forEach((event) => this.add(event));
    this.draw();
  }

  #forget() {
    this.#events = this.#events.slice(-MOST);
    this.#shown = this.#events.filter(this.#fits);
    this.#whole = false;
  }
}

const failed = (event) => event.type === 'client' ? TROUBLE.has(event.client.state)
  : event.type === 'round' ? event.round.note != null || event.round.selected > event.round.completed
    : event.type === 'state' && event.to === 'FAILED';

const KINDS = {
  all: () => true,
  task: (event) => event.type === 'state' || event.type === 'prepared',
  round: (event) => event.type === 'round' || event.type === 'round-started',
  client: (event) => event.type === 'client',
  problem: failed,
};

const concerns = (event, client) => event.type === 'client' ? event.client.client === client
  : event.type === 'round-started' && event.clients.includes(client);

function line(event) {
  const at = new Date(event.at);
  return element('li', { 'data-event': event.id, 'data-type': event.type },
    element('time', { datetime: event.at, title: at.toLocaleString() }, at.toLocaleTimeString([], { hour12: false })),
    element('span', { class: failed(event) ? 'bad' : event.type === 'client' ? null : 'strong' }, told(event)));
}

function told(event) {
  switch (event.type) {
    case 'state':
      return (event.from ? `Task ${event.to.toLowerCase()}, was ${event.from.toLowerCase()}` : 'Task created') + (event.reason ? `: ${event.reason}` : '');
    case 'prepared':
      return `Prepared: ${count(event.clients)} clients, ${count(event.parameters)} parameters, ${count(event.testExamples)} test examples`;
    case 'round-started':
      return `Round ${event.round} started with ${count(event.clients.length)} clients`;
    case 'client': {
      const { client, state, loss, examples, seconds, bytesUp, reason } = event.client;
      return `Round ${event.round}, client ${client} ${state}` + (state === 'completed'
        ? `: loss ${number(loss)} over ${count(examples)} examples in ${duration(seconds)}, ${bytes(bytesUp)} up`
        : reason ? `: ${reason}` : '');
    }
    case 'round': {
      const { round, accuracy, loss, completed, selected, seconds, note } = event.round;
      return `Round ${round} done in ${duration(seconds)}: ${completed} of ${selected} clients`
        + (accuracy == null ? '' : `, accuracy ${percent(accuracy)}, loss ${number(loss)}`) + (note ? `. ${note}` : '');
    }
    default:
      return event.type;
  }
}
