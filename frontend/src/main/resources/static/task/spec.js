import { element } from '../layout/element.js';

// The form as a task spec. What was given as JSON is kept as it was, also where the form has no field for it; of the rest
// only what differs from the defaults, typed as the schema says where the text reads that way.
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

// The place for an error, which together with the help describes the control.
function described(box) {
  const control = box.querySelector('input, select, textarea');
  const [help, error] = ['help', 'error'].map((what) => `${control.id}-${what}`);
  box.querySelector('.help').id = help;
  control.setAttribute('aria-describedby', `${help} ${error}`);
  return box.appendChild(element('p', { class: 'error', id: error, hidden: true }));
}

export class Fields {
  #given = {};

  constructor(form) {
    this.all = [...form.querySelectorAll('.field')].map((box) => ({
      box,
      path: box.dataset.path,
      kind: box.dataset.kind,
      standard: box.dataset.default ?? '',
      when: condition(box.dataset.when),
      control: box.querySelector('input, select, textarea'),
      error: described(box),
      about: box.dataset.kind === 'choice' ? aboutChoice(box.querySelector('.help')) : null,
      given: false,
      blamed: false,
    }));
    this.byPath = new Map(this.all.map((field) => [field.path, field]));
    this.folds = [...form.querySelectorAll('details.more')];
  }

  /** Fills the form in; a field that the spec does not have gets its default. */
  fill(spec) {
    this.#given = spec;
    for (const field of this.all) {
      const value = at(spec, field.path.split('.'));
      field.given = value != null;
      show(field, field.given ? text(value) : field.standard);
    }
    this.settle();
    this.unfold();
  }

  /** The spec that stands in the form. */
  spec() {
    const spec = structuredClone(this.#given);
    for (const field of this.all) {
      const path = field.path.split('.');
      const wanted = field.control.value.trim() !== '' && (field.given || (this.#matters(field) && differs(field)));
      if (wanted) put(spec, path, value(field));
      else remove(spec, path);
    }
    return spec;
  }

  /** What differs from the defaults, in a text that is the same for the same settings; the name does not count. */
  fingerprint(spec) {
    const leaves = [];
    for (const [path, value] of flat(spec)) {
      const field = this.byPath.get(path);
      if (path !== 'name' && !(field && text(value) === field.standard)) leaves.push(`${path}=${JSON.stringify(value)}`);
    }
    return leaves.sort().join('&');
  }

  /** Fields that hold JSON and do not read as such; the server would only see text. */
  mistakes() {
    const mistakes = [];
    for (const field of this.all) {
      if (field.kind !== 'json' || !field.control.value.trim()) continue;
      try {
        JSON.parse(field.control.value);
      } catch (failure) {
        mistakes.push({ field: field.path, message: `This is not JSON: ${failure.message}` });
      }
    }
    return mistakes;
  }

  /** Hides what does not matter for the choices made, marks what differs from its default. */
  settle() {
    for (const field of this.all) {
      field.box.hidden = !field.blamed && !this.#matters(field);
      field.box.classList.toggle('changed', !field.box.hidden && differs(field));
      if (field.about) {
        const about = field.control.selectedOptions[0]?.dataset.about ?? '';
        if (field.about.textContent !== about) field.about.textContent = about;
      }
    }
    for (const fold of this.folds) {
      const titles = this.all.filter((field) => fold.contains(field.box) && !field.box.hidden).map((field) => field.box.querySelector('label').textContent);
      fold.hidden = titles.length === 0;
      fold.querySelector('.names').textContent = titles.join(', ');
    }
  }

  /** Unfolds what holds something that differs from its default, as a copy of another task may, or is to blame. */
  unfold() {
    for (const field of this.all) {
      const fold = field.box.closest('details');
      if (fold && !field.box.hidden && (differs(field) || field.blamed)) fold.open = true;
    }
  }

  /** The field an error speaks of; null where it speaks of a section or of the whole. */
  blamed(path) {
    for (let name = path.replace(/\[.*$/, ''); name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
      if (this.byPath.has(name)) return this.byPath.get(name);
    }
    return null;
  }

  #matters(field) {
    const decisive = field.when && this.byPath.get(field.when.path);
    return !decisive || field.when.values.includes(decisive.control.value.trim()) !== field.when.negated;
  }
}

function condition(text) {
  if (!text) return null;
  const [, path, negation, values] = /^([^!=]*)(!?)=(.*)$/.exec(text);
  return { path, negated: negation === '!', values: values.split(',') };
}

function differs(field) {
  const text = field.control.value.trim();
  if (text === '' || text === field.standard) return false;
  const numeric = field.kind === 'integer' || field.kind === 'number';
  return !(numeric && NUMBER.test(text) && field.standard !== '' && Number(text) === Number(field.standard));
}

// A choice that is not on offer is added: the server says what is wrong with it.
function show(field, text) {
  const { control } = field;
  control.querySelector('option[data-added]')?.remove();
  if (control.options && ![...control.options].some((option) => option.value === text)) {
    const option = new Option(text, text);
    option.dataset.added = '';
    control.add(option);
  }
  control.value = text;
}

function text(value) {
  return value !== null && typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

function value(field) {
  const text = field.control.value.trim();
  switch (field.kind) {
    case 'integer':
    case 'number':
      // What is no number goes to the server as it was typed; its answer says what is wrong with it.
      return NUMBER.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : text);
    case 'json':
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    default:
      return text;
  }
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

function at(target, [name, ...rest]) {
  if (!isObject(target) || !Object.hasOwn(target, name)) return undefined;
  return rest.length === 0 ? target[name] : at(target[name], rest);
}

function put(target, [name, ...rest], leaf) {
  if (rest.length === 0) {
    target[name] = leaf;
    return;
  }
  if (!isObject(target[name])) target[name] = {};
  put(target[name], rest, leaf);
}

// An object that this leaves empty goes too.
function remove(target, [name, ...rest]) {
  if (!Object.hasOwn(target, name)) return false;
  if (rest.length > 0 && !(isObject(target[name]) && remove(target[name], rest))) return false;
  if (rest.length === 0 || Object.keys(target[name]).length === 0) delete target[name];
  return true;
}

function* flat(value, path = '') {
  if (isObject(value)) {
    for (const [name, inner] of Object.entries(value)) yield* flat(inner, path ? `${path}.${name}` : name);
  } else {
    yield [path, value];
  }
}

/** The place behind a field's help for what the chosen value means. */
function aboutChoice(help) {
  help.firstElementChild.after(' ', element('span', { class: 'about-choice' }));
  return help.querySelector('.about-choice');
}
