import { confirm } from '../layout/confirm.js';
import { byId } from '../layout/element.js';
import { call } from '../layout/server.js';

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-drain]');
  if (!button) return;
  const { drain: id, name } = button.dataset;
  const sure = await confirm({
    title: `Drain ${name}?`,
    text: 'It finishes what it has and takes nothing new until it connects again.',
    yes: 'Drain',
    no: 'Leave it',
  });
  if (!sure) return;
  const message = byId('action-problem');
  try {
    await call('POST', `/api/v1/workers/${encodeURIComponent(id)}/drain`);
    message.hidden = true;
    const now = byId(`drain-${id}`);
    if (now) now.disabled = true;
  } catch (problem) {
    message.textContent = problem.message;
    message.hidden = false;
  }
});
