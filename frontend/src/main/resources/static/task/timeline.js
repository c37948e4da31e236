import { byId, element, write } from '../layout/element.js';
import { count, duration, percent } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { call, taskPath } from '../layout/server.js';
import { Round, STATES, told } from './round.js';

const STAGES = {
  SELECTING: 'selecting clients',
  DISPATCHING: 'sending the model out',
  COLLECTING: 'clients train',
  AGGREGATING: 'joining the updates',
  EVALUATING: 'testing the new model',
  COMMITTING: 'storing the round',
  COMMITTED: 'committed',
  ABANDONED: 'interrupted; it will be run again from its start',
};
const EARLY = {
  queued: 'Waiting for its turn: it starts when one of the running tasks ends.',
  running: 'Preparing: the data is dealt to the clients and the first model is made.',
  paused: 'Paused before its first round; resume it to go on.',
  completed: 'Fetching its rounds.',
  failed: 'It failed before its first round.',
  cancelled: 'It was cancelled before its first round.',
};
const HINT = 'Point at a client, or step through them with the arrow keys.';
/** Past this many the cells shrink to their marks. */
const ROOMY = 60;
const CELLS = 500;

// What CPU time went into, the small change left out.
const stages = (cpu) => `CPU: ${Object.entries(cpu).filter(([, seconds]) => seconds >= 0.001).map(([stage, seconds]) => `${stage} ${duration(seconds)}`).join(', ')}`;

/** The clients of a round as a strip of cells: of the round in progress as things happen, or of a past one. */
export class Timeline {
  #strip = byId('clients-strip');
  #pick = byId('timeline-round');
  #pager = new Pager(byId('timeline-pager'), CELLS, 'clients', () => this.#lay());
  #counts = new Map(STATES.map((state) => [state, document.querySelector(`#tally [data-state=${state}] b`)]));
  #live = null;
  #shown = null;
  #wanted = null;
  #cells = new Map();
  #changed = new Set();
  #looked = null;

  constructor(task, series) {
    Object.assign(this, { task, series, state: '' });
    byId('timeline-back').addEventListener('click', () => this.#choose((this.#wanted ?? this.#last()) - 1));
    byId('timeline-on').addEventListener('click', () => this.#choose((this.#wanted ?? this.#last()) + 1));
    byId('timeline-follow').addEventListener('click', () => this.follow());
    this.#pick.addEventListener('change', () => this.#choose(Number(this.#pick.value)));
    this.#strip.addEventListener('pointerover', (event) => this.#look(event.target.closest('[data-client]')));
    this.#strip.addEventListener('pointerleave', () => this.#look(null));
    this.#strip.addEventListener('keydown', (event) => this.#step(event));
  }

  /** What happens in the round in progress. Whether there is something to draw. */
  hear(event) {
    switch (event.type) {
      case 'round-started':
        if (event.round <= this.series.last) return false;
        this.#live = Round.started(event);
        if (this.#wanted === null) this.#show(this.#live);
        return true;
      case 'stage':
        if (event.round === this.#live?.round) this.#live.stage = event.stage;
        return true;
      case 'progress':
        return event.round === this.#live?.round && this.#touch(event.client, this.#live.progress(event));
      case 'client':
        return event.round === this.#live?.round && this.#touch(event.client.client, this.#live.done(event.client));
      default:
        return event.type === 'round';
    }
  }

  /** The state of the task: it says what is going on where no round says it. */
  tell(state) {
    this.state = state;
    if (this.#live && state !== 'running' && this.#live.round > this.series.last) this.#live.stage = 'ABANDONED';
    this.draw();
  }

  /** Goes to the newest round, and stays with it. */
  follow() {
    this.#wanted = null;
    if (this.#live) this.#show(this.#live);
    else if (this.series.last > 0) this.#fetch(this.series.last);
    else this.draw();
  }

  draw() {
    for (const client of this.#changed) this.#paint(client);
    this.#changed.clear();
    const round = this.#shown;
    const tally = round?.tally();
    for (const [state, place] of this.#counts) {
      write(place, count(tally?.[state] ?? 0));
      place.parentNode.classList.toggle('zero', !tally?.[state]);
    }
    write(byId('selected'), count(round?.clients.size ?? 0));
    write(byId('timeline-title'), round ? `Round ${round.round}` : 'Rounds');
    write(byId('stage'), this.#words());
    if (document.activeElement !== this.#pick) this.#pick.value = round?.round ?? '';
    const at = this.#wanted ?? this.#last();
    byId('timeline-back').disabled = at <= 1;
    byId('timeline-on').disabled = this.#wanted === null || at >= this.#last();
    this.#pick.disabled = this.#last() === 0;
    byId('timeline-follow').disabled = this.#wanted === null;
    this.#tellClient();
  }

  #last() {
    return Math.max(this.series.last, this.#live?.round ?? 0);
  }

  #words() {
    const round = this.#shown;
    if (!round) return this.series.last > 0 ? '' : EARLY[this.state] ?? '';
    const done = this.series.rounds[round.round - 1];
    if (done) return `${done.note ?? 'committed'} · ${duration(done.seconds)}${done.accuracy == null ? '' : ` · accuracy ${percent(done.accuracy)}`} · ${stages(done.cpu)}`;
    // Stages announce themselves; until the first one does, clients train.
    return STAGES[round.stage ?? 'COLLECTING'] ?? round.stage;
  }

  #choose(number) {
    const round = Math.max(1, Math.min(this.#last(), Math.trunc(number) || this.#last()));
    if (round === this.#last()) return this.follow();
    this.#wanted = round;
    this.#fetch(round);
  }

  async #fetch(round) {
    try {
      const reports = await call('GET', `${taskPath(this.task)}/rounds/${round}/clients`);
      // Another one may have been asked for meanwhile.
      if (round === (this.#wanted ?? this.#last())) this.#show(Round.committed(round, reports));
    } catch (problem) {
      write(byId('stage'), problem.message);
    }
  }

  #show(round) {
    this.#shown = round;
    this.#lay();
    this.draw();
  }

  #lay() {
    const clients = [...this.#shown.clients.keys()];
    const { from, to } = this.#pager.of(clients.length);
    this.#strip.classList.toggle('many', clients.length > ROOMY);
    this.#cells = new Map(clients.slice(from, to).map((client) => [client, cell(client)]));
    this.#strip.replaceChildren(...this.#cells.values());
    this.#changed = new Set(this.#cells.keys());
    for (const client of this.#changed) this.#paint(client);
    this.#changed.clear();
  }

  #touch(client, changed) {
    if (changed && this.#shown === this.#live) this.#changed.add(client);
    return changed;
  }

  #paint(client) {
    const place = this.#cells.get(client);
    const now = this.#shown.clients.get(client);
    if (!place || !now) return;
    place.dataset.state = now.state;
    place.style.setProperty('--share', `${Math.round(100 * now.share)}%`);
    place.setAttribute('aria-label', told(client, now));
  }

  #look(place) {
    this.#looked?.removeAttribute('aria-selected');
    this.#looked = place;
    if (place) {
      place.setAttribute('aria-selected', 'true');
      this.#strip.setAttribute('aria-activedescendant', place.id);
    } else {
      this.#strip.removeAttribute('aria-activedescendant');
    }
    this.#tellClient();
  }

  #tellClient() {
    const client = this.#looked?.isConnected ? Number(this.#looked.dataset.client) : null;
    write(byId('timeline-readout'), client == null || !this.#shown ? HINT : told(client, this.#shown.clients.get(client)));
  }

  #step(event) {
    const cells = [...this.#cells.values()];
    const at = cells.indexOf(this.#looked);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: cells.length - 1 }[event.key];
    if (to === undefined || cells.length === 0) return;
    event.preventDefault();
    const next = cells[Math.max(0, Math.min(cells.length - 1, to))];
    this.#look(next);
    next.scrollIntoView({ block: 'nearest' });
  }
}

const cell = (client) => element('li', { role: 'option', id: `cell-${client}`, 'data-client': client }, element('span', { class: 'name' }, client));
