import { element } from './element.js';

/** Which rows of a long list are shown, with the buttons that turn the page. Page 0 is where the newest are. */
export class Pager {
  #page = 0;

  constructor(place, size, noun, onTurn) {
    Object.assign(this, { place, size, noun, onTurn });
    this.back = element('button', { type: 'button' }, 'Previous');
    this.text = element('span', { class: 'quiet' });
    this.on = element('button', { type: 'button' }, 'Next');
    this.back.addEventListener('click', () => this.#turn(-1));
    this.on.addEventListener('click', () => this.#turn(1));
  }

  /** The rows to show, from inclusive to exclusive, out of so many. */
  of(total) {
    const pages = Math.max(1, Math.ceil(total / this.size));
    this.#page = Math.min(this.#page, pages - 1);
    const from = this.#page * this.size;
    const to = Math.min(total, from + this.size);
    if (pages > 1) {
      if (!this.place.hasChildNodes()) this.place.append(this.back, this.text, this.on);
      this.back.disabled = this.#page === 0;
      this.on.disabled = this.#page === pages - 1;
      this.text.textContent = `${from + 1} to ${to} of ${total} ${this.noun}`;
    } else {
      this.place.replaceChildren();
    }
    return { from, to };
  }

  /** Back to page 0, as after another order or filter. */
  first() {
    this.#page = 0;
  }

  #turn(by) {
    this.#page += by;
    this.onTurn();
  }
}
