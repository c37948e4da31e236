import { confirm } from '../layout/confirm.js';
import { byId } from '../layout/element.js';
import { call, taskPath } from '../layout/server.js';

const ALLOWED = {
  queued: ['pause', 'cancel'],
  running: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
  completed: ['delete'],
  failed: ['delete'],
  cancelled: ['delete'],
};
const SURE = {
  cancel: { title: 'Cancel this task?', text: 'The round that goes on is dropped and the task ends for good. Its committed rounds and models stay.', yes: 'Cancel the task', no: 'Let it run' },
  delete: { title: 'Delete this task?', text: 'Its rounds, events and models are removed for good.', yes: 'Delete the task' },
};

/** The buttons. onTask(task) gets what the server answers. */
export function actions(id, onTask) {
  const buttons = [...byId('actions').querySelectorAll('[data-action]')];
  const problem = byId('action-problem');

  async function act(action) {
    if (SURE[action] && !await confirm(SURE[action])) return;
    buttons.forEach((button) => { button.disabled = true; });
    problem.hidden = true;
    try {
      if (action === 'delete') {
        await call('DELETE', taskPath(id));
        location.assign('/');
        return;
      }
      onTask(await call('POST', `${taskPath(id)}/${action}`));
    } catch (failure) {
      problem.textContent = failure.message;
      problem.hidden = false;
    } finally {
      buttons.forEach((button) => { button.disabled = false; });
    }
  }

  byId('actions').addEventListener('click', (event) => {
    const button = event.target.closest('[data-action]');
    if (button) act(button.dataset.action);
  });

  return {
    show(state) {
      for (const button of buttons) button.hidden = !ALLOWED[state].includes(button.dataset.action);
    },
  };
}
