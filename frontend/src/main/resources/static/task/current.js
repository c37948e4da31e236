import { byId, element, write } from '../layout/element.js';
import { count } from '../layout/figures.js';

const STAGES = {
  SELECTING: 'selecting clients',
  DISPATCHING: 'sending the model out',
  COLLECTING: 'clients train',
  AGGREGATING: 'joining the updates',
  EVALUATING: 'testing the new model',
  COMMITTING: 'storing the round',
  COMMITTED: 'done',
  ABANDONED: 'interrupted; it will be run again from its start',
};
const WORDS = { waiting: 'waiting', training: 'training', completed: 'completed', late: 'late', rejected: 'rejected', lost: 'lost' };
/** Past this many the clients shrink to their numbers. */
const ROOMY = 60;
const MOST = 1000;

/** The round that goes on: what each selected client does. */
export class Current {
  #round = 0;
  #clients = new Map();
  #tiles = new Map();
  #changed = new Set();

  constructor() {
    this.#tally();
  }

  started({ round, clients }) {
    this.#round = round;
    this.#clients = new Map(clients.map((client) => [client, { state: 'waiting', share: 0 }]));
    write(byId('current-title'), `Round ${round}`);
    // Later stages announce themselves; they are not in the history that a page opened meanwhile gets.
    write(byId('stage'), STAGES.COLLECTING);
    const list = byId('current-clients');
    list.classList.toggle('many', clients.length > ROOMY);
    // It scrolls then, and must do so for a keyboard too.
    if (clients.length > ROOMY) list.tabIndex = 0;
    else list.removeAttribute('tabindex');
    this.#tiles = new Map(clients.slice(0, MOST).map((client) => [client, tile(client)]));
    list.replaceChildren(...[...this.#tiles.values()].map(({ item }) => item));
    this.#changed = new Set(clients);
    this.draw();
  }

  stage({ round, stage }) {
    if (round === this.#round) write(byId('stage'), STAGES[stage] ?? stage.toLowerCase());
  }

  progress({ round, client, done, total }) {
    const now = this.#clients.get(client);
    if (round !== this.#round || !now || (now.state !== 'waiting' && now.state !== 'training')) return;
    this.#set(client, { state: 'training', share: total > 0 ? done / total : 0 });
  }

  client({ round, client: report }) {
    if (round !== this.#round || !this.#clients.has(report.client)) return;
    this.#set(report.client, { state: report.state, share: report.state === 'completed' ? 1 : this.#clients.get(report.client).share, reason: report.reason });
  }

  committed(round) {
    if (round.round === this.#round) write(byId('stage'), round.note ?? STAGES.COMMITTED);
  }

  /** The task is no longer running: what was not finished will not be. */
  stopped(text) {
    if (this.#round > 0) write(byId('stage'), text);
  }

  draw() {
    for (const client of this.#changed) {
      const shown = this.#tiles.get(client);
      if (shown) paint(shown, client, this.#clients.get(client));
    }
    this.#changed.clear();
    this.#tally();
  }

  #set(client, state) {
    this.#clients.set(client, state);
    this.#changed.add(client);
  }

  #tally() {
    const states = {};
    for (const { state } of this.#clients.values()) states[state] = (states[state] ?? 0) + 1;
    const hidden = this.#clients.size - this.#tiles.size;
    write(byId('tally'), Object.keys(WORDS).filter((state) => states[state]).map((state) => `${count(states[state])} ${WORDS[state]}`).join(', ') + (hidden > 0 ? ` (${count(hidden)} not drawn)` : ''));
  }
}

function tile(client) {
  const word = element('span');
  const bar = element('progress', { max: 1, value: 0, 'aria-hidden': 'true' });
  const item = element('li', { class: 'client', 'data-client': client }, element('strong', {}, client), word, bar);
  return { item, word, bar };
}

function paint({ item, word, bar }, client, { state, share, reason }) {
  const text = state === 'training' && share > 0 ? `${Math.floor(100 * share)} %` : WORDS[state] ?? state;
  item.dataset.state = state;
  item.title = `Client ${client}: ${text}${reason ? `. ${reason}` : ''}`;
  item.querySelector('strong').textContent = item.parentNode.classList.contains('many') ? client : `Client ${client}`;
  write(word, text);
  bar.value = share;
}
