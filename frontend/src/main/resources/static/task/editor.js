import { byId, element, write } from '../layout/element.js';
import { JsonMistake, read } from './json.js';

/** The spec as JSON: what stands here is what is sent. Mistakes are listed below with their line. */
export class Editor {
  #area = byId('json');
  #numbers = byId('json-lines');
  #list = byId('json-errors');
  #read = { value: {}, lines: new Map() };
  #shown = 0;

  constructor(onTyped) {
    this.#area.addEventListener('input', () => {
      this.#parse();
      onTyped();
    });
    this.#area.addEventListener('scroll', () => { this.#numbers.scrollTop = this.#area.scrollTop; });
    this.#list.addEventListener('click', (event) => {
      const line = event.target.closest('[data-line]')?.dataset.line;
      if (line) this.goTo(Number(line));
    });
  }

  get text() {
    return this.#area.value;
  }

  /** The last text that could be read, as a value. */
  get spec() {
    return this.#read.value;
  }

  /** What keeps the text from being read; null where nothing does. */
  mistake = null;

  /** Shows a spec, or a text as somebody left it. */
  show(spec) {
    const text = typeof spec === 'string' ? spec : JSON.stringify(spec, null, 2);
    if (text === this.text) return;
    this.#area.value = text;
    this.#parse();
  }

  /** Lists errors of the server, and what keeps the text from being read. */
  blame(errors) {
    const all = this.mistake ? [{ line: this.mistake.line, message: `${this.mistake.message} (column ${this.mistake.column})` }] : errors.map(({ field, message }) => ({ line: this.lineOf(field), message }));
    const lines = new Set(all.map(({ line }) => line));
    this.#list.hidden = all.length === 0;
    const items = all.map(({ line, message }) => element('li', {}, element('button', { type: 'button', class: 'link', 'data-line': line }, `Line ${line}`), ` ${message}`));
    if (this.#list.textContent !== items.map((item) => item.textContent).join('')) this.#list.replaceChildren(...items);
    if (all.length) this.#area.setAttribute('aria-invalid', 'true');
    else this.#area.removeAttribute('aria-invalid');
    [...this.#numbers.children].forEach((number, index) => number.classList.toggle('bad', lines.has(index + 1)));
  }

  /** Where a field stands, or the object that it should stand in. */
  lineOf(path) {
    for (let name = path; name; name = name.replace(/(\.[^.[]*|\[\d*\]|^[^.[]*)$/, '')) {
      if (this.#read.lines.has(name)) return this.#read.lines.get(name);
    }
    return this.#read.lines.get('') ?? 1;
  }

  goTo(line) {
    const start = this.text.split('\n').slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const end = this.text.indexOf('\n', start);
    this.#area.focus();
    this.#area.setSelectionRange(start, end < 0 ? this.text.length : end);
  }

  #parse() {
    try {
      this.#read = read(this.text);
      this.mistake = null;
    } catch (failure) {
      if (!(failure instanceof JsonMistake)) throw failure;
      this.mistake = failure;
    }
    const lines = this.text.split('\n').length;
    if (lines === this.#shown) return;
    this.#shown = lines;
    this.#numbers.replaceChildren(...Array.from({ length: lines }, (_, index) => element('span', {}, index + 1)));
  }
}
