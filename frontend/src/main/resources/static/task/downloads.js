import { byId, write } from '../layout/element.js';
import { taskPath } from '../layout/server.js';

/** The links to the models: the last one, or the one after the round that is asked for. */
export function downloads(id) {
  const round = byId('model-round');
  const links = [...document.querySelectorAll('#downloads [data-format]')];
  let last = 0;

  function aim() {
    const text = round.value.trim();
    const known = text === '' || (/^\d+$/.test(text) && Number(text) <= last);
    round.toggleAttribute('aria-invalid', !known);
    write(byId('model-round-help'), known ? '0 is the model before the first round.' : `A round from 0 to ${last}, or nothing for the last.`);
    for (const link of links) {
      link.setAttribute('aria-disabled', !known);
      link.href = `${taskPath(id)}/model?format=${link.dataset.format}${text && known ? `&round=${Number(text)}` : ''}`;
    }
  }

  round.addEventListener('input', aim);
  links.forEach((link) => link.addEventListener('click', (event) => {
    if (link.getAttribute('aria-disabled') === 'true') event.preventDefault();
  }));
  return {
    show(sha256, committed) {
      last = committed;
      byId('no-model').hidden = sha256 != null;
      byId('model-downloads').hidden = sha256 == null;
      write(byId('model-sha256'), sha256 ?? '');
    },
  };
}
