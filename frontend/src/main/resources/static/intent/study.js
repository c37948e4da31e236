import { element } from '../layout/element.js';
import { titleOf } from './values.js';

/** What a search would try, in words. */
export function describe(study, known) {
  return [
    element('p', {}, `A search: ${study.budget.trials} trials for the best ${study.objectives[0].metric}, over`),
    element('ul', {}, ...study.space.map((dimension) => element('li', {}, `${titleOf(dimension.field, known)}: ${range(dimension)}`))),
    element('p', { class: 'quiet' }, 'Searches cannot be run yet. Start trains the task once, with the values above.'),
  ];
}

const range = ({ type, low, high, log, choices }) => type === 'choice' ? choices.join(', ') : `${low} to ${high}${log ? ', evenly on a logarithmic scale' : ''}`;
