import { call } from '../layout/server.js';

const LONGEST_WAIT = 10_000;
/** A tab nobody looks at gives its connection back: browsers allow six to a server. */
const HIDDEN_FOR = 10_000;
/** The server speaks every five seconds (io.tributary.backend.event.EventStream); two missed words are a silence. */
const SILENCE = 12_000;

/**
 * The events of a task or study after a number, each once and in order, over as many connections as it takes.
 *
 * path is its own in the API. onEvent(event); onLink('connecting' | 'live' | 'lost' | 'closed'); onGone() when it was deleted.
 */
export class Stream {
  #source = null;
  #wait = 1000;
  #timer = 0;
  #over = false;
  #heardAt = performance.now();

  constructor(path, after, { onEvent, onLink, onGone }) {
    Object.assign(this, { path, last: after, onEvent, onLink, onGone });
    document.addEventListener('visibilitychange', () => this.#look());
    this.watch = setInterval(() => this.#listen(), 1000);
    this.onLink('connecting');
    this.#open();
    this.#look();
  }

  close() {
    this.#over = true;
    clearInterval(this.watch);
    this.#drop();
    this.onLink('closed');
  }

  #open() {
    this.#drop();
    this.#heardAt = performance.now();
    // The number in the address is for a new stream; a browser that comes back by itself sends Last-Event-ID.
    const source = this.#source = new EventSource(`${this.path}/events?after=${this.last}`);
    source.onmessage = (message) => {
      this.#heard();
      this.#take(JSON.parse(message.data));
    };
    source.addEventListener('heartbeat', () => this.#heard());
    source.onerror = () => {
      this.onLink('lost');
      if (source.readyState === EventSource.CLOSED) this.#later();
    };
  }

  #heard() {
    this.#heardAt = performance.now();
    this.#wait = 1000;
    this.onLink('live');
  }

  // A connection can be open and dead: a server that hangs, a machine that slept. What is not heard is opened anew.
  #listen() {
    if (!this.#source || performance.now() - this.#heardAt < SILENCE) return;
    this.onLink('lost');
    this.#open();
  }

  #take(event) {
    if (event.id != null) {
      if (event.id <= this.last) return;
      this.last = event.id;
    }
    this.onEvent(event);
  }

  // The server answered, but not with a stream: it may be starting, or the task or study may be gone.
  #later() {
    this.#drop();
    this.#timer = setTimeout(async () => {
      try {
        await call('GET', this.path, undefined, { signal: AbortSignal.timeout(LONGEST_WAIT) });
      } catch (problem) {
        if (problem.status === 404) {
          this.close();
          this.onGone();
          return;
        }
      }
      if (!this.#over) this.#open();
    }, this.#wait);
    this.#wait = Math.min(2 * this.#wait, LONGEST_WAIT);
  }

  #look() {
    if (this.#over) return;
    if (document.hidden) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#drop(), HIDDEN_FOR);
    } else if (this.#source) {
      clearTimeout(this.#timer);
    } else {
      this.#open();
    }
  }

  #drop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
