import { plain } from './metrics.js';

/** A field as it stands beside an axis: without the section that most share. */
export const short = (field) => field.replace(/^training\./, '').replace(/^architecture\./, 'network: ').replace(/^compression\./, '');

/** The fields that any trial has, in the order of the first that has them. */
export function fieldsOf(trials) {
  const fields = new Set();
  for (const { params } of trials) Object.keys(params).forEach((field) => fields.add(field));
  return [...fields];
}

/** How the values of a field lie on an axis: numbers as they are (by factors where the space says so), all else as choices. */
export function spread(field, trials, space) {
  const dimension = space.find((each) => each.field === field);
  const values = trials.map(({ params }) => params[field]).filter((value) => value !== undefined);
  if (values.every((value) => typeof value === 'number')) {
    return { values, log: dimension?.log ?? false, whole: dimension?.type === 'int', tick: plain, place: (value) => value };
  }
  const choices = [...new Set((dimension?.choices ?? values).map(plain))];
  return { values: [], choices, tick: plain, place: (value) => choices.indexOf(plain(value)) };
}

/** In what a trial differs from the start. */
export function differences(trial, start) {
  if (!start || trial.number === start.number) return '';
  const fields = new Set([...Object.keys(start.params), ...Object.keys(trial.params)]);
  return [...fields]
    .filter((field) => trial.params[field] !== undefined && plain(trial.params[field]) !== plain(start.params[field] ?? ''))
    .map((field) => `${short(field)} ${plain(trial.params[field])}`)
    .join(' · ');
}
