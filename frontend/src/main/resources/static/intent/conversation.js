const KEPT = 'intent';
const MOST = 12;

/** What was said so far and what it came to, kept while the window is open. A turn is { prompt, base, answers, intent }. */
export class Conversation {
  #turns = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]');
  #at = this.#turns.length - 1;

  get turns() { return this.#turns; }
  get current() { return this.#turns[this.#at] ?? null; }

  /** The spec that the next prompt changes; none at first. */
  get base() { return this.current?.intent.spec ?? null; }

  add(turn) {
    this.#turns = [...this.#turns.slice(0, this.#at + 1), turn].slice(-MOST);
    this.#at = this.#turns.length - 1;
    this.#keep();
  }

  /** The same prompt, read again with an answer. */
  replace(turn) {
    this.#turns[this.#at] = turn;
    this.#keep();
  }

  goTo(at) { this.#at = at; }

  clear() {
    this.#turns = [];
    this.#at = -1;
    this.#keep();
  }

  #keep() { sessionStorage.setItem(KEPT, JSON.stringify(this.#turns)); }
}
