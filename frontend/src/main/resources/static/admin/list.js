import { byId } from '../layout/element.js';
import { blame } from '../layout/fields.js';

// The lists as the server has them now; forms, what is typed in them and a fresh token stay as they are.
export async function refreshLists() {
  const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  if (!response.ok || response.redirected) {
    location.reload();
    return;
  }
  const now = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const list of document.querySelectorAll('[data-list]')) {
    const fresh = now.querySelector(`#${list.closest('section').id} [data-list]`);
    if (fresh && fresh.innerHTML !== list.innerHTML) list.replaceChildren(...fresh.childNodes);
  }
}

// Runs an action that has no form of its own, and says above the lists what went wrong.
export async function act(action) {
  const message = byId('action-problem');
  try {
    await action();
    message.hidden = true;
  } catch (problem) {
    message.textContent = problem.message;
    message.hidden = false;
    message.scrollIntoView({ block: 'nearest' });
  }
  await refreshLists();
}

// Lets a form be sent, which it cannot be while nobody would stop the browser from sending it as a page.
export function handle(form, send, done) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await submit(form, send)) await done();
  });
  buttonOf(form).disabled = false;
}

const buttonOf = (form) => form.querySelector('button:not([type=button])');

// Sends a form's fields; what is wrong is said beside the field, and what was typed stays.
async function submit(form, send) {
  const button = buttonOf(form);
  blame(form, []);
  button.disabled = true;
  try {
    await send(Object.fromEntries(new FormData(form)));
    form.reset();
    return true;
  } catch (problem) {
    const first = form.elements[0].name;
    const errors = problem.errors?.length ? problem.errors : [{ field: first, message: problem.message }];
    blame(form, errors);
    return false;
  } finally {
    button.disabled = false;
  }
}
