import { byId, write } from '../layout/element.js';

/** The starting points above the form: each replaces the settings and keeps the name; one step back is kept. */
export class Presets {
  #buttons = [...document.querySelectorAll('#presets [data-spec]')];
  #said = byId('preset-said');
  #undo = byId('preset-undo');
  #before = null;

  /**
   * @param current gives the text that stands in the form now
   * @param fill takes a spec, or the text to go back to
   */
  constructor(fields, current, fill) {
    this.fields = fields;
    byId('presets').addEventListener('submit', (event) => {
      event.preventDefault();
      const button = event.submitter;
      if (!button?.dataset.spec) return;
      this.#before = current();
      fill(JSON.parse(button.dataset.spec));
      write(this.#said, `Filled in: ${button.querySelector('strong').textContent}.`);
      this.#undo.hidden = false;
    });
    this.#undo.addEventListener('click', () => {
      fill(this.#before);
      this.#undo.hidden = true;
      write(this.#said, 'Your settings are back.');
      this.#said.focus();
    });
  }

  /** Marks the one that the spec is equal to. */
  mark(spec) {
    const now = this.fields.fingerprint(spec);
    for (const button of this.#buttons) {
      button.setAttribute('aria-pressed', this.fields.fingerprint(JSON.parse(button.dataset.spec)) === now);
    }
  }
}
