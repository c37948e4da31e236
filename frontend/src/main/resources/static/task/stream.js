import { call, taskPath } from '../layout/server.js';

const LONGEST_WAIT = 10_000;
/** A tab nobody looks at gives its connection back: browsers allow six to a server. */
const HIDDEN_FOR = 10_000;

/**
 * The events of a task after a number, each once and in order, over as many connections as it takes.
 *
 * onEvent(event); onLink('connecting' | 'live' | 'lost' | 'closed'); onGone() when the task was deleted.
 */
export class Stream {
  #source = null;
  #wait = 1000;
  #timer = 0;
  #over = false;

  constructor(task, after, { onEvent, onLink, onGone }) {
    Object.assign(this, { task, last: after, onEvent, onLink, onGone });
    document.addEventListener('visibilitychange', () => this.#look());
    this.#open();
  }

  close() {
    this.#over = true;
    this.#drop();
    this.onLink('closed');
  }

  #open() {
    this.#drop();
    this.onLink('connecting');
    // The number in the address is for a new stream; a browser that comes back by itself sends Last-Event-ID.
    const source = this.#source = new EventSource(`${taskPath(this.task)}/events?after=${this.last}`);
    source.onopen = () => {
      this.#wait = 1000;
      this.onLink('live');
    };
    source.onmessage = (message) => this.#take(JSON.parse(message.data));
    source.onerror = () => {
      this.onLink('lost');
      if (source.readyState === EventSource.CLOSED) this.#later();
    };
  }

  #take(event) {
    if (event.id != null) {
      if (event.id <= this.last) return;
      this.last = event.id;
    }
    this.onEvent(event);
  }

  // The server answered, but not with a stream: it may be starting, or the task may be gone.
  #later() {
    this.#drop();
    this.#timer = setTimeout(async () => {
      try {
        await call('GET', taskPath(this.task));
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
