import { byId } from '../layout/element.js';

/** While rounds come fast, what a panel shows is fetched this often and not for each of them. */
const AT_MOST_EVERY = 3000;

/** Fetches what a panel shows when it is opened, and again as rounds come in while it is open. */
export class Panel {
  #fetchedAt = -Infinity;
  #timer = 0;
  #stale = true;

  /** load() resolves once it is shown; where it fails, it is tried again with the next change. */
  constructor(id, load) {
    Object.assign(this, { id, load });
  }

  /** Rounds were committed since: what is shown is old. */
  changed() {
    this.#stale = true;
    if (!byId(this.id).hidden) this.open();
  }

  open() {
    if (!this.#stale || this.#timer) return;
    this.#timer = setTimeout(() => this.#fetch(), Math.max(0, this.#fetchedAt + AT_MOST_EVERY - performance.now()));
  }

  async #fetch() {
    this.#stale = false;
    this.#fetchedAt = performance.now();
    let failed = false;
    try {
      await this.load();
    } catch {
      failed = true;
    }
    this.#timer = 0;
    if (failed) this.#stale = true;
    else if (this.#stale) this.changed();
  }
}
