import { byId, element, write } from '../layout/element.js';

/** What the repeats on new seeds say. */
export function drawCheck(check, study, state) {
  byId('check').hidden = check.repeats.length === 0;
  if (check.repeats.length === 0) return;
  const { metric } = study;
  const pending = check.repeats.some(({ state: each }) => each === 'RUNNING');
  const verdict = byId('check-verdict');
  verdict.className = check.gain > 0 ? 'good' : check.gain == null ? '' : 'bad';
  write(verdict, (pending && state === 'running' ? 'So far: ' : '') + words(check, study));
  byId('check-rows').replaceChildren(...check.means.map(({ trial, values, deviation, repeats }) => element('tr', {},
    element('th', { scope: 'row' }, `${trial}${trial === 0 ? ' (start)' : ''}${trial === check.recommended ? ', recommended' : ''}`),
    element('td', {}, study.told(study.trials[trial])),
    element('td', {}, metric.text(values[0])),
    element('td', {}, deviation == null ? '–' : metric.text(deviation)),
    element('td', {}, String(repeats)),
    element('td', { class: 'text' }, check.repeats.filter((each) => each.trial === trial && each.values.length).map((each) => metric.text(each.values[0])).join(', ')))));
}

function words({ gain, repeats, recommended }, { metric, name }) {
  const best = repeats[0].trial;
  if (best === 0) return 'Nothing that was tried is better than the start.';
  if (gain == null) return 'The best and the start run again on new seeds.';
  const size = name === 'accuracy' ? `${Math.abs(100 * gain).toFixed(2)} points of accuracy` : metric.text(Math.abs(gain));
  if (gain <= 0) return `Trial ${best} is best in the search, but on new seeds it is no better than the start (${size} worse).`;
  return `Trial ${best} is better than the start by ${size}.${recommended != null && recommended !== best ? ` Trial ${recommended} does still better here.` : ''}`;
}
