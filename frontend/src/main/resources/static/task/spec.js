// The form as a task spec: only what differs from the defaults, typed as the schema says where the text reads that way.
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export class Fields {
  constructor(form) {
    this.all = [...form.querySelectorAll('.field')].map((box) => ({
      box,
      path: box.dataset.path,
      kind: box.dataset.kind,
      standard: box.dataset.default ?? '',
      when: condition(box.dataset.when),
      control: box.querySelector('input, select, textarea'),
      error: box.querySelector('.error'),
    }));
    this.byPath = new Map(this.all.map((field) => [field.path, field]));
  }

  // Hides what does not matter for the choices made, marks what differs from its default.
  settle() {
    for (const field of this.all) {
      field.box.hidden = field.when != null && !field.when.values.includes(this.byPath.get(field.when.path)?.control.value);
      field.box.classList.toggle('changed', !field.box.hidden && differs(field));
    }
    // A network of one's own takes the preset's place.
    const preset = this.byPath.get('model.preset');
    if (preset) preset.box.hidden = Boolean(this.byPath.get('model.layers')?.control.value.trim());
  }

  // Unfolds what holds something that differs from its default, as a copy of another task may.
  unfold() {
    for (const field of this.all) {
      const fold = field.box.closest('details');
      if (fold && differs(field)) fold.open = true;
    }
  }

  // Throws a SyntaxError with the field where a field that holds JSON does not.
  spec() {
    const spec = {};
    for (const field of this.all) {
      if (!field.box.hidden && differs(field)) put(spec, field.path.split('.'), value(field));
    }
    return spec;
  }

  // The field an error speaks of; null where it speaks of a section or of the whole.
  blamed(path) {
    for (let name = path.replace(/\[.*$/, ''); name; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
      if (this.byPath.has(name)) return this.byPath.get(name);
    }
    return null;
  }
}

function condition(text) {
  if (!text) return null;
  const [path, values] = text.split('=');
  return { path, values: values.split(',') };
}

function differs(field) {
  const text = field.control.value.trim();
  if (text === '' || text === field.standard) return false;
  const numeric = field.kind === 'integer' || field.kind === 'number';
  return !(numeric && NUMBER.test(text) && field.standard !== '' && Number(text) === Number(field.standard));
}

function value(field) {
  const text = field.control.value.trim();
  switch (field.kind) {
    case 'integer':
    case 'number':
      // What is no number goes to the server as it was typed; its answer says what is wrong with it.
      return NUMBER.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true';
    case 'json':
      try {
        return JSON.parse(text);
      } catch (failure) {
        throw Object.assign(failure, { field });
      }
    default:
      return text;
  }
}

function put(target, path, leaf) {
  const [name, ...rest] = path;
  if (rest.length === 0) target[name] = leaf;
  else put(target[name] ??= {}, rest, leaf);
}
