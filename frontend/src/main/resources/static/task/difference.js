import { byId, element, write } from '../layout/element.js';
import { parameter, setParameter } from './address.js';
import { nameOf } from './results.js';

/** A spec's fields with their values as text, by the field's path; the name, which always differs, is left out. */
function fields(spec) {
  const found = new Map();
  const walk = (value, path) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) walk(inner, path ? `${path}.${name}` : name);
    } else if (path !== 'name' && value != null) {
      found.set(path, typeof value === 'object' ? JSON.stringify(value) : String(value));
    }
  };
  walk(spec, '');
  return found;
}

/** The table of specs: the fields in which they differ, or all. */
export class Difference {
  #all = byId('all-fields');

  constructor(tasks) {
    this.tasks = tasks;
    this.#all.checked = parameter('fields') === 'all';
    this.#all.addEventListener('change', () => {
      setParameter('fields', this.#all.checked ? 'all' : null);
      this.draw();
    });
  }

  draw() {
    const known = this.tasks.filter(({ task }) => task);
    const specs = known.map(({ task }) => fields(task.spec));
    const paths = [...new Set(specs.flatMap((spec) => [...spec.keys()]))];
    const differing = new Set(paths.filter((path) => new Set(specs.map((spec) => spec.get(path))).size > 1));
    write(byId('difference-count'), known.length < 2 ? 'Add another task to see how they differ.'
      : differing.size === 0 ? 'The same in everything but the name.'
        : `${differing.size} of ${paths.length} fields differ.`);
    const shown = this.#all.checked ? paths : [...differing];
    const table = byId('difference');
    table.hidden = shown.length === 0;
    table.tHead.replaceChildren(element('tr', {}, element('th', { scope: 'col' }, 'Field'), ...known.map((task) => nameOf(task, 'col'))));
    table.tBodies[0].replaceChildren(...shown.map((path) => element('tr', { 'data-field': path, 'data-differs': differing.has(path) },
      element('th', { scope: 'row' }, element('code', {}, path)),
      ...specs.map((spec) => element('td', { class: spec.get(path) === specs[0].get(path) ? null : 'other' }, spec.get(path) ?? '–')))));
  }
}
