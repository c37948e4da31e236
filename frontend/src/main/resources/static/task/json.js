// A JSON reader that knows where things stand: a browser's own says neither the line of a mistake (not all do) nor that of
// a field. Strict as the server is: one object, no field twice.
const DEEPEST = 64;
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const WORDS = { true: true, false: false, null: null };

export class JsonMistake extends Error {
  constructor(message, line, column) {
    super(message);
    Object.assign(this, { line, column });
  }
}

/** The value and the line of each path in it, such as "model.layers[0].units". Throws a JsonMistake. */
export function read(text) {
  const reader = new Reader(text);
  const value = reader.value('', 0);
  reader.space();
  if (reader.at < text.length) reader.fail('There is something after the closing brace');
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    reader.at = 0;
    reader.fail('A spec is an object in braces, such as {"training": {"rounds": 10}}');
  }
  return { value, lines: reader.lines };
}

class Reader {
  at = 0;
  lines = new Map();

  constructor(text) {
    this.text = text;
  }

  value(path, depth) {
    this.space();
    if (!this.lines.has(path)) this.lines.set(path, this.line());
    if (depth > DEEPEST) this.fail('This is nested too deeply');
    switch (this.text[this.at]) {
      case undefined: return this.fail(this.text.trim() ? 'The text ends too early; a closing brace or bracket is missing' : 'This is empty; {} stands for the default task');
      case '{': return this.object(path, depth);
      case '[': return this.list(path, depth);
      case '"': return this.string();
      default: return this.scalar();
    }
  }

  object(path, depth) {
    const object = {};
    this.at++;
    for (let first = true; !this.closed('}', first); first = false) {
      if (this.text[this.at] !== '"') this.fail('A field name in double quotes belongs here');
      const from = this.at;
      const line = this.line();
      const name = this.string();
      if (Object.hasOwn(object, name)) this.fail(`The field ${name} stands here a second time`, from);
      this.space();
      if (this.text[this.at] !== ':') this.fail(`A colon belongs after "${name}"`);
      this.at++;
      const inner = path ? `${path}.${name}` : name;
      this.lines.set(inner, line);
      // Not by assignment: a field may be called __proto__.
      Object.defineProperty(object, name, { value: this.value(inner, depth + 1), enumerable: true, writable: true, configurable: true });
    }
    return object;
  }

  list(path, depth) {
    const list = [];
    this.at++;
    for (let first = true; !this.closed(']', first); first = false) list.push(this.value(`${path}[${list.length}]`, depth + 1));
    return list;
  }

  // Whether the brace or bracket closes here; if not, steps over the comma before the next entry.
  closed(end, first) {
    this.space();
    if (this.text[this.at] === end) {
      this.at++;
      return true;
    }
    if (first) return false;
    if (this.text[this.at] === undefined) this.fail('The text ends too early; a closing brace or bracket is missing');
    if (this.text[this.at] !== ',') this.fail(`A comma or ${end} belongs here`);
    const comma = this.at++;
    this.space();
    if (this.text[this.at] === end) this.fail(`There is a comma too many before ${end}`, comma);
    return false;
  }

  string() {
    STRING.lastIndex = this.at;
    const found = STRING.exec(this.text);
    if (!found) this.fail('This text is not closed by a double quote on its line, or holds a stray backslash');
    this.at = STRING.lastIndex;
    return JSON.parse(found[0]);
  }

  scalar() {
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text);
    if (number && !/[\w.+-]/.test(this.text[NUMBER.lastIndex] ?? '')) {
      this.at = NUMBER.lastIndex;
      return Number(number[0]);
    }
    const word = /^[^\s,:{}[\]"]*/.exec(this.text.slice(this.at, this.at + 40))[0];
    if (Object.hasOwn(WORDS, word)) {
      this.at += word.length;
      return WORDS[word];
    }
    return this.fail(word ? `${word} is no value; text belongs in double quotes` : `A value belongs here, not ${this.text[this.at]}`);
  }

  space() {
    while (' \n\r\t'.includes(this.text[this.at] ?? 'x')) this.at++;
  }

  line(at = this.at) {
    return this.text.slice(0, at).split('\n').length;
  }

  fail(message, at = this.at) {
    throw new JsonMistake(`${message}.`, this.line(at), at - this.text.lastIndexOf('\n', at - 1));
  }
}
