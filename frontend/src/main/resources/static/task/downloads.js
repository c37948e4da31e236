import { byId, write } from '../layout/element.js';
import { number, percent } from '../layout/figures.js';
import { taskPath } from '../layout/server.js';

/** The links to the models: the last one, or the one after the round that is asked for. */
export function downloads(id, series) {
  const round = byId('model-round');
  const links = [...document.querySelectorAll('#downloads [data-format]')];

  function aim() {
    const { last } = series;
    const text = round.value.trim();
    const known = text === '' || (/^\d+$/.test(text) && Number(text) <= last);
    round.toggleAttribute('aria-invalid', !known);
    write(byId('model-round-help'), known ? about(text === '' ? last : Number(text)) : `A round from 0 to ${last}, or nothing for the last.`);
    for (const link of links) {
      link.setAttribute('aria-disabled', !known);
      link.href = `${taskPath(id)}/model?format=${link.dataset.format}${text && known ? `&round=${Number(text)}` : ''}`;
    }
  }

  function about(chosen) {
    if (chosen === 0) return 'The model before the first round.';
    const { accuracy, loss } = series.rounds[chosen - 1];
    return `Round ${chosen}: ${accuracy == null ? 'not evaluated' : `accuracy ${percent(accuracy)}, loss ${number(loss)}`}.`;
  }

  function choose(text) {
    round.value = text;
    aim();
  }

  round.addEventListener('input', aim);
  byId('model-last').addEventListener('click', () => choose(''));
  byId('model-best').addEventListener('click', () => choose(series.best().round));
  links.forEach((link) => link.addEventListener('click', (event) => {
    if (link.getAttribute('aria-disabled') === 'true') event.preventDefault();
  }));
  return {
    show(sha256) {
      byId('no-model').hidden = sha256 != null;
      byId('model-downloads').hidden = sha256 == null;
      byId('model-best').disabled = !series.best();
      write(byId('model-sha256'), sha256 ?? '');
      aim();
    },
  };
}
