import { drawing, element } from '../layout/element.js';

/** Who proposes trials: in words, and the mark that tells without the colour. */
const SOURCES = {
  default: { title: 'your own', path: 'M0,-6l1.8,3.9 4.2,.5 -3.1,2.9 .8,4.2 -3.7,-2.1 -3.7,2.1 .8,-4.2 -3.1,-2.9 4.2,-.5z' },
  portfolio: { title: 'good elsewhere', path: 'M-4.5,-4.5h9v9h-9z' },
  tpe: { title: 'model of the trials', path: 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z' },
  random: { title: 'chance', path: 'M0,-5.5l5.5,9.5h-11z' },
  llm: { title: 'language model', path: 'M0,-6l6,6l-6,6l-6,-6z' },
  user: { title: 'a person', path: 'M-5.5,-5l5.5,9.5l5.5,-9.5z' },
};

export const titleOf = (source) => SOURCES[source].title;
export const pathOf = (source) => SOURCES[source].path;

/** The mark by itself, for tables and legends. */
export const sample = (source) => drawing('svg', { viewBox: '-7 -7 14 14', class: `sample source-${source}`, 'aria-hidden': 'true' }, drawing('path', { d: pathOf(source) }));

/** The sources that occur, with how often. */
export function legend(trials) {
  const counts = new Map();
  for (const { source } of trials) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts].map(([source, times]) => element('li', {}, sample(source), `${titleOf(source)} (${times})`));
}
