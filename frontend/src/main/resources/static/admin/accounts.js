import { confirm } from '../layout/confirm.js';
import { byId } from '../layout/element.js';
import { call } from '../layout/server.js';
import { act, handle, refreshLists } from './list.js';

const path = '/api/v1/accounts';
const change = (name, body) => call('PATCH', `${path}/${encodeURIComponent(name)}`, body);
const accounts = byId('accounts');
const dialog = byId('new-password');
const nameOf = (target) => target.closest('[data-account]').dataset.account;
let chosen = '';

handle(byId('new-account'), (fields) => call('POST', path, fields), refreshLists);

accounts.addEventListener('change', (event) => {
  if (event.target.matches('[data-role]')) act(() => change(nameOf(event.target), { role: event.target.value }));
});

accounts.addEventListener('click', async (event) => {
  const button = event.target.closest('button');
  if (button?.matches('[data-password]')) {
    chosen = nameOf(button);
    byId('new-password-title').textContent = `New password for ${chosen}`;
    dialog.showModal();
  } else if (button?.matches('[data-disable]')) {
    const name = nameOf(button);
    const disabled = button.dataset.disabled !== 'true';
    const sure = !disabled || await confirm({
      title: `Disable ${name}?`,
      text: 'Its logins end at once. What it made stays, and it can be enabled again.',
      yes: 'Disable',
      no: 'Leave it',
    });
    if (sure) await act(() => change(name, { disabled }));
  }
});

handle(dialog.querySelector('form'), (fields) => change(chosen, fields), () => {
  dialog.close();
  return refreshLists();
});
byId('new-password-no').addEventListener('click', () => dialog.close());
