import { confirm } from '../layout/confirm.js';
import { element } from '../layout/element.js';
import { call } from '../layout/server.js';
import { act, handle, refreshLists } from './list.js';

// Worker tokens and API tokens: the section says where they are made.
for (const section of document.querySelectorAll('[data-tokens]')) {
  const path = section.dataset.tokens;
  const fresh = section.querySelector('.fresh');
  const one = (row) => `${path}/${encodeURIComponent(row.dataset.token)}`;

  handle(section.querySelector('form'), async (fields) => show(await call('POST', path, wish(fields))), refreshLists);

  section.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-rotate], [data-revoke]');
    if (!button) return;
    const row = button.closest('[data-token]');
    const { name } = row.dataset;
    const rotates = button.matches('[data-rotate]');
    const sure = await confirm({
      title: rotates ? `A new token for ${name}?` : `Revoke the token of ${name}?`,
      text: rotates
        ? 'The old one opens nothing from then on: whoever uses it is cut off until it has the new one.'
        : 'It opens nothing from then on, and cannot be brought back.',
      yes: rotates ? 'New token' : 'Revoke',
      no: 'Leave it',
    });
    if (!sure) return;
    fresh.replaceChildren();
    await act(async () => rotates ? show(await call('POST', `${one(row)}/rotate`)) : call('DELETE', one(row)));
  });

  function show({ name, token, command }) {
    const copy = element('button', { type: 'button' }, 'Copy');
    const text = command ?? token;
    copy.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text);
      copy.textContent = 'Copied';
    });
    fresh.replaceChildren(
      element('p', null, command ? `Start the worker of ${name} with this, with its own data for NAME=PATH.` : `The token of ${name}.`, ' It is shown only now.'),
      element('pre', { tabindex: 0 }, text),
      ...(navigator.clipboard ? [copy] : []),
    );
  }
}

// A day ends where it ends for the one who chose it.
function wish({ expiresAt, ...fields }) {
  return expiresAt ? { ...fields, expiresAt: new Date(`${expiresAt}T23:59:59`).toISOString() } : fields;
}
