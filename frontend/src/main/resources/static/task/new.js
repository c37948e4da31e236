import { byId, element, write } from '../layout/element.js';
import { bytes, count, duration } from '../layout/figures.js';
import { call, Problem } from '../layout/server.js';
import { Fields } from './spec.js';

const TYPING_PAUSE = 300;
const RETRY = 3000;

const form = byId('task-form');
const start = byId('start');
const fields = new Fields(form);
const estimate = byId('estimate');
const check = byId('check');
const written = { parameters: count, seconds: duration, cpuSeconds: duration, bytesUpPerRound: bytes, bytesDownPerRound: bytes, bytesUp: bytes, bytesDown: bytes };

let timer = 0;
let asked = null;

function specOrComplaint() {
  try {
    return fields.spec();
  } catch (failure) {
    throw new Problem({ status: 422, errors: [{ field: failure.field.path, message: `This is not JSON: ${failure.message}` }] });
  }
}

function checkSoon(delay = TYPING_PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(dryRun, delay);
}

async function dryRun() {
  asked?.abort();
  const mine = asked = new AbortController();
  estimate.dataset.state = 'waiting';
  try {
    const outlook = await call('POST', '/api/v1/tasks?dryRun=true', specOrComplaint(), { signal: mine.signal });
    blame([]);
    for (const target of estimate.querySelectorAll('[data-estimate]')) {
      write(target, written[target.dataset.estimate](outlook.estimate[target.dataset.estimate]));
    }
    write(byId('preview'), JSON.stringify(outlook.spec, null, 2));
    estimate.dataset.state = 'ready';
    say('Ready to start. Time and CPU are estimates for free slots.', false);
  } catch (problem) {
    if (mine.signal.aborted) return;
    if (!(problem instanceof Problem)) throw problem;
    blame(problem.errors);
    if (problem.status === 0) {
      say('The server cannot be reached, retrying.', true);
      checkSoon(RETRY);
    } else {
      say(problem.errors.length === 1 ? 'One field needs a change.' : problem.errors.length ? `${problem.errors.length} fields need a change.` : problem.message, true);
    }
  }
}

function say(text, bad) {
  check.classList.toggle('bad', bad);
  write(check, text);
}

// Shows each error beside its field and takes the others away.
function blame(errors) {
  const texts = new Map();
  for (const { field, message } of errors) {
    const place = fields.blamed(field)?.error ?? byId(`${field.split('.')[0]}-error`);
    if (place) texts.set(place, texts.has(place) ? `${texts.get(place)} ${message}` : message);
  }
  for (const place of form.querySelectorAll('.error')) {
    const text = texts.get(place) ?? '';
    write(place, text);
    place.hidden = !text;
    place.closest('.field')?.querySelector('input, select, textarea').toggleAttribute('aria-invalid', Boolean(text));
    place.closest('.field')?.querySelector('[aria-invalid]')?.setAttribute('aria-invalid', 'true');
  }
}

function summarise(problem) {
  const summary = byId('errors');
  summary.hidden = problem === null;
  if (problem === null) return;
  const errors = problem.errors.length ? problem.errors : [{ field: '', message: problem.message }];
  byId('errors-title').textContent = problem.errors.length > 1 ? `${errors.length} fields need a change` : 'The task was not started';
  byId('errors-list').replaceChildren(...errors.map(({ field, message }) => {
    const target = fields.blamed(field);
    return element('li', {}, target ? element('a', { href: `#${target.control.id}`, 'data-to': target.path }, message) : message);
  }));
  summary.focus();
  summary.scrollIntoView({ block: 'nearest' });
}

byId('errors-list').addEventListener('click', (event) => {
  const link = event.target.closest('[data-to]');
  if (!link) return;
  event.preventDefault();
  const { control, box } = fields.byPath.get(link.dataset.to);
  const fold = box.closest('details');
  if (fold) fold.open = true;
  control.focus();
});

form.addEventListener('input', () => {
  fields.settle();
  checkSoon();
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (start.disabled) return;
  clearTimeout(timer);
  asked?.abort();
  start.disabled = true;
  write(start, 'Starting');
  try {
    const task = await call('POST', '/api/v1/tasks', specOrComplaint());
    location.assign(`/tasks/${task.id}`);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    blame(problem.errors);
    summarise(problem);
    say('The task was not started.', true);
    start.disabled = false;
    write(start, 'Start');
  }
});

// Also when the browser brings the page back with what was typed before.
addEventListener('pageshow', () => {
  start.disabled = false;
  write(start, 'Start');
  summarise(null);
  fields.settle();
  fields.unfold();
  checkSoon(0);
});
