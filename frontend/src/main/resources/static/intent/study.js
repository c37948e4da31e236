import { element } from '../layout/element.js';
import { titleOf } from './values.js';

/** What a search would try, in words. */
export function describe(study, known) {
  return [
    element('p', {}, `A search: ${study.budget.trials} trials for the best ${study.objectives[0].metric}, over`),
    element('ul', {}, ...study.space.map((dimension) => element('li', {}, `${titleOf(dimension.field, known)}: ${range(dimension)}`))),
    element('p', { class: 'quiet' }, 'Start begins the search. Its first trial is the task with the values above; the best is checked on new seeds at the end.'),
  ];
}

const range = ({ type, low, high, log, choices }) => type === 'choice' ? choices.join(', ') : `${low} to ${high}${log ? ', evenly on a logarithmic scale' : ''}`;
