import { element } from '../layout/element.js';

/** How the source of a value is said to people. */
const SOURCES = { said: 'you said', rule: 'follows', carried: 'as before', planner: 'planned' };

/** A value as people read it; what a field without one does is up to the field. */
export const plain = (value, empty = 'off') => value === null || value === undefined ? empty : value === true ? 'on' : value === false ? 'off' : String(value);

/** What the task schema says of each field: by path, its title, its unit and what it does without a value. */
export function titles(schema, path = '', found = new Map()) {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const field = path ? `${path}.${name}` : name;
    if (property.properties) titles(property, field, found);
    else found.set(field, { title: property.title ?? field, unit: property.unit ?? '', empty: property['x-empty'] });
  }
  return found;
}

/** Two directions have fields of the same title. */
export function titleOf(field, known) {
  const { title } = known.get(field) ?? { title: field };
  const direction = /^compression\.(uplink|downlink)\./.exec(field)?.[1];
  return direction ? `${direction === 'uplink' ? 'Uplink' : 'Downlink'} ${title.toLowerCase()}` : title;
}

/** The prompt with the words that led to a value marked; one mark for each stretch of words. */
export function marked(prompt, fields, known) {
  const spans = fields.filter(({ start }) => start != null).toSorted((a, b) => a.start - b.start || b.end - a.end);
  const parts = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (start < at) continue;
    const meant = spans.filter((span) => span.start < end && span.end > start);
    const says = meant.map(({ field, value }) => `${titleOf(field, known)}: ${plain(value)}`).join(', ');
    parts.push(prompt.slice(at, start), element('mark', { class: meant[0].source, title: says, 'data-fields': meant.map(({ field }) => field).join(' ') }, prompt.slice(start, end)));
    at = end;
  }
  return [...parts, prompt.slice(at)];
}

/** A row for each value that is not a default. */
export function rows(fields, before, known) {
  return fields.map(({ field, value, source, evidence, reason, confidence }) => {
    const { unit = '', empty } = known.get(field) ?? {};
    const is = plain(value, empty);
    const was = plain(at(before, field), empty);
    const why = reason ?? (evidence ? `“${evidence}”` : '');
    return element('tr', { 'data-field': field },
      element('th', { scope: 'row' }, titleOf(field, known)),
      element('td', { class: 'value' }, `${is}${unit && value != null ? ` ${unit}` : ''}`),
      element('td', { class: 'was' }, was === is ? 'the same' : element('s', {}, was)),
      element('td', {},
        element('span', { class: `source ${source}` }, SOURCES[source]),
        element('span', { class: 'why' }, confidence < 0.8 ? `${why} (not quite sure)` : why)));
  });
}

const at = (spec, field) => field.split('.').reduce((value, key) => value?.[key], spec);
