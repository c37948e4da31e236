import { byId, element } from '../layout/element.js';
import { call, studyPath } from '../layout/server.js';
import { short } from './space.js';

/** Asks what decides, draws it as bars, and tells the study. */
export async function drawImportances(id, study) {
  const all = await call('GET', `${studyPath(id)}/importances`);
  study.importances = new Map(all.map(({ field, importance }) => [field, importance]));
  if (!all.some(({ importance }) => importance > 0)) return;
  byId('importances').replaceChildren(...all.map(({ field, importance }) => element('tr', {},
    element('th', { scope: 'row' }, short(field)),
    element('td', {}, element('span', { class: 'bar', style: `--share: ${100 * importance}%` }), element('span', { class: 'share' }, `${Math.round(100 * importance)}\u00a0%`)))));
}
