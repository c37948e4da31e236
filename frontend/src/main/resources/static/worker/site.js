import { confirm } from '../layout/confirm.js';
import { byId } from '../layout/element.js';
import { blame } from '../layout/fields.js';
import { call } from '../layout/server.js';
import { awaitArrival } from './arrival.js';
import { KINDS, command, mistakes } from './command.js';

const TOKENS = '/api/v1/workers/tokens';
const dialog = byId('site');
const form = byId('site-form');
const { elements: fields } = form;
const shown = byId('site-command');
const copied = byId('site-copied');
let token = null;
let stop = () => {};

// A visitor who may not make tokens has no dialog.
if (dialog) {
  byId('connect-site').addEventListener('click', () => open(null));
  byId('site-close').addEventListener('click', () => dialog.close());
  byId('site-copy').addEventListener('click', copy);
  form.addEventListener('submit', make);
  form.addEventListener('input', (event) => {
    if (event.target.name !== 'name') draw(event.target.name === 'kind' || event.target.name === 'data');
  });
  dialog.addEventListener('close', () => {
    stop();
    // It was shown once.
    token = null;
    shown.textContent = '';
    refresh();
  });
  byId('main').addEventListener('click', (event) => {
    const button = event.target.closest('[data-rotate], [data-revoke]');
    if (button?.matches('[data-rotate]')) rotate(button.dataset.rotate, button.dataset.name);
    else if (button) revoke(button.dataset.revoke, button.dataset.name);
  });
}

// Without a token, asks for the name of the site; with one, shows how it is used.
function open(fresh) {
  form.reset();
  fields.path.dataset.typed = '';
  fields.data.dataset.typed = '';
  blame(form, []);
  draw(true);
  show(fresh);
  dialog.showModal();
  (fresh ? byId('site-copy') : fields.name).focus();
}

async function make(event) {
  event.preventDefault();
  if (token) return;
  const values = entered();
  const wrong = mistakes(values);
  if (!values.name) wrong.unshift({ field: 'name', message: 'Give the site a name, such as St. Mary Hospital.' });
  blame(form, wrong);
  if (wrong.length > 0) return;
  byId('site-make').disabled = true;
  try {
    show(await call('POST', TOKENS, { name: values.name }));
    byId('site-copy').focus();
  } catch (problem) {
    blame(form, problem.errors?.length ? problem.errors : [{ field: 'name', message: problem.message }]);
  } finally {
    byId('site-make').disabled = false;
  }
}

function show(fresh) {
  token = fresh;
  stop();
  byId('site-title').textContent = fresh ? `Connect ${fresh.name}` : 'Connect a site';
  byId('site-named').hidden = Boolean(fresh);
  byId('site-make').hidden = Boolean(fresh);
  byId('site-use').hidden = !fresh;
  byId('site-close').textContent = fresh ? 'Done' : 'Cancel';
  copied.textContent = '';
  if (!fresh) return;
  draw(false);
  stop = awaitArrival(fresh.id, byId('site-arrival'));
  refresh();
}

// Fits the fields to the kind of data, and the command to the fields; what was typed stays.
function draw(fit) {
  const kind = KINDS[fields.kind.value];
  if (fit) {
    suggest(fields.data, kind.name);
    suggest(fields.path, kind.path(fields.data.value.trim() || kind.name));
  }
  if (document.activeElement === fields.data || document.activeElement === fields.path) {
    document.activeElement.dataset.typed = document.activeElement.value;
  }
  byId('site-label').hidden = fields.kind.value !== 'csv';
  byId('site-kind-help').textContent = kind.help;
  if (!token) return;
  const values = entered();
  const wrong = mistakes(values);
  mark(wrong);
  if (wrong.length === 0) shown.textContent = command(token.command, values);
  copied.textContent = '';
}

function suggest(input, text) {
  if (!input.dataset.typed && document.activeElement !== input) input.value = text;
}

// While one types in a field the focus stays there.
function mark(wrong) {
  const here = document.activeElement;
  blame(form, wrong);
  if (dialog.open && here instanceof HTMLElement) here.focus();
}

const entered = () => Object.fromEntries([...new FormData(form)].map(([name, text]) => [name, text.trim()]));

async function copy() {
  try {
    await navigator.clipboard.writeText(shown.textContent);
    copied.textContent = 'Copied.';
  } catch {
    // Plain HTTP from another machine has no clipboard; what is selected can be copied by hand.
    getSelection().selectAllChildren(shown);
    copied.textContent = 'This browser does not let the page copy; the command is selected instead.';
  }
}

async function rotate(id, name) {
  const sure = await confirm({
    title: `A new token for ${name}?`,
    text: 'The old one opens nothing from then on: its worker is cut off, and what it was training is lost, until it is started with the new command.',
    yes: 'New token',
    no: 'Leave it',
  });
  if (sure) await act(async () => open(await call('POST', `${TOKENS}/${encodeURIComponent(id)}/rotate`)));
}

async function revoke(id, name) {
  const sure = await confirm({
    title: `Revoke the token of ${name}?`,
    text: 'Its worker is cut off at once, what it was training is lost, and the site goes from this list. The data stays at the site. To bring it back, connect it anew.',
    yes: 'Revoke',
    no: 'Leave it',
  });
  if (sure) await act(() => call('DELETE', `${TOKENS}/${encodeURIComponent(id)}`));
}

async function act(action) {
  const message = byId('action-problem');
  try {
    await action();
    message.hidden = true;
  } catch (problem) {
    message.textContent = problem.message;
    message.hidden = false;
  }
  refresh();
}

function refresh() {
  byId('workers').dispatchEvent(new Event('refresh'));
}
