import { call } from '../layout/server.js';

// The empty page's button; the list may be drawn anew around it at any time.
document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-start-default]');
  if (!button) return;
  button.disabled = true;
  try {
    const task = await call('POST', '/api/v1/tasks', {});
    location.assign(`/tasks/${task.id}`);
  } catch (problem) {
    const message = button.closest('.empty').querySelector('.problem');
    message.textContent = problem.message;
    message.hidden = false;
    button.disabled = false;
  }
});
