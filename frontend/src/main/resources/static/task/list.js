import { confirm } from '../layout/confirm.js';
import { byId, write } from '../layout/element.js';
import { call, taskPath } from '../layout/server.js';
import { Selection } from './selection.js';

/** As many as the page that compares them takes. */
const MOST = 20;

const selection = new Selection();

function show() {
  for (const box of document.querySelectorAll('[data-select]')) {
    const ticked = selection.has(box.closest('[data-task]').dataset.task);
    box.checked = ticked;
    box.disabled = !ticked && selection.ids.length >= MOST;
  }
  const { length } = selection.ids;
  write(byId('selected'), length === 0 ? 'Tick tasks to compare them' : length === MOST ? `${MOST} selected, no more can be compared` : `${length} selected`);
  byId('compare').disabled = length < 2;
  byId('compare').classList.toggle('primary', length >= 2);
  byId('clear-selected').hidden = length === 0;
}

async function remove({ task: id, name }) {
  if (!await confirm({ title: `Delete ${name}?`, text: 'Its rounds, events and models are removed for good.', yes: 'Delete the task' })) return;
  const problem = byId('list-problem');
  try {
    await call('DELETE', taskPath(id));
    problem.hidden = true;
    selection.set(id, false);
    htmx.trigger('#tasks', 'refresh');
  } catch (failure) {
    problem.textContent = failure.message;
    problem.hidden = false;
  }
}

document.addEventListener('change', ({ target }) => {
  if (!target.matches('[data-select]')) return;
  selection.set(target.closest('[data-task]').dataset.task, target.checked);
  show();
});
document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-delete]')) remove(target.closest('[data-task]').dataset);
});
byId('clear-selected').addEventListener('click', () => {
  selection.clear();
  show();
  byId('filter-name').focus();
});
byId('compare').addEventListener('click', () => location.assign(`/compare?tasks=${selection.ids.join(',')}`));

// The list was drawn anew: tick what was ticked, and let the address say what is shown.
document.body.addEventListener('htmx:afterSwap', () => {
  const { address, total } = byId('tasks').dataset;
  history.replaceState(null, '', address);
  byId('list-tools').hidden = total === '0' && address === '/';
  show();
});
addEventListener('pageshow', show);
