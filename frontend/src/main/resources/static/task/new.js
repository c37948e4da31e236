import { byId, element, write } from '../layout/element.js';
import { bytes, count, duration, number } from '../layout/figures.js';
import { call, Problem } from '../layout/server.js';
import { tabs } from '../layout/tabs.js';
import { Editor } from './editor.js';
import { hand, handed } from './handed.js';
import { HeatMap } from './heatmap.js';
import { fit } from './ownership.js';
import { Plans } from './plan.js';
import { Presets } from './presets.js';
import { Fields } from './spec.js';
import { offerUploads } from './upload.js';

const TYPING_PAUSE = 300;
const RETRY = 3000;

const form = byId('task-form');
const start = byId('start');
const estimate = byId('estimate');
const check = byId('check');
const fields = new Fields(byId('form-view'));
const map = new HeatMap();
const editor = new Editor(() => {
  if (!editor.mistake) fields.fill(editor.spec);
  changed();
});
const presets = new Presets(fields, () => editor.text, fill);
new Plans(() => editor.text, fill);
// Nobody types the id of a task: those of the earlier ones are offered.
const earlier = byId('from');
if (earlier) {
  document.body.append(element('datalist', { id: 'earlier-tasks' },
    ...[...earlier.options].map(({ value, text }) => element('option', { value }, text))));
  byId('start-task').setAttribute('list', 'earlier-tasks');
}
offerUploads(fields, () => {
  fields.settle();
  editor.show(fields.spec());
  changed(0);
});
const written = { parameters: count, clientsPerRound: count, seconds: duration, cpuSeconds: duration, bytesUpPerRound: bytes, bytesDownPerRound: bytes, bytesUp: bytes, bytesDown: bytes, epsilon: number, delta: number };

let timer = 0;
let asked = null;
/** A name that is taken is only found out at the start; until it is changed the error stays. */
let refused = null;

// A spec, to which the name is kept, or a text as it stood before.
function fill(given) {
  const { name } = fields.spec();
  editor.show(typeof given === 'string' || name === undefined ? given : { name, ...given });
  if (!editor.mistake) fields.fill(editor.spec);
  changed(0);
}

// However the spec changed: everything that follows from it follows.
function changed(delay = TYPING_PAUSE) {
  lock();
  presets.mark(editor.spec);
  clearTimeout(timer);
  timer = setTimeout(ask, delay);
}

function ask() {
  map.show(editor.spec.dataset ?? fields.byPath.get('dataset').standard, editor.spec);
  dryRun();
}

// JSON that cannot be read is nobody's to overwrite: the form waits until it is mended or dropped.
function lock() {
  const { mistake } = editor;
  byId('locked').hidden = mistake === null;
  byId('sections').inert = mistake !== null;
  if (mistake) write(byId('locked-why'), `The JSON cannot be read, line ${mistake.line}: ${mistake.message} The form shows what could be read last.`);
}

async function dryRun() {
  asked?.abort();
  const mine = asked = new AbortController();
  estimate.dataset.state = 'waiting';
  try {
    const outlook = await call('POST', '/api/v1/tasks?dryRun=true', bodyOrComplaint(), { signal: mine.signal });
    const taken = refused && outlook.spec.name === refused.name ? refused.errors : [];
    blame(taken);
    if (taken.length === 0) summarise(null);
    for (const target of estimate.querySelectorAll('[data-estimate]')) {
      write(target, written[target.dataset.estimate](outlook.estimate[target.dataset.estimate]));
    }
    byId('at-most').hidden = !outlook.estimate.bytesAtMost;
    for (const name of ['epsilon', 'delta']) byId(`estimate-${name}`).hidden = outlook.estimate[name] == null;
    write(byId('preview'), JSON.stringify(outlook.spec, null, 2));
    estimate.dataset.state = 'ready';
    if (taken.length === 0) say('Ready to start. Time and CPU are estimates for free slots.', false);
  } catch (problem) {
    if (mine.signal.aborted) return;
    if (!(problem instanceof Problem)) throw problem;
    blame(problem.errors);
    if (!byId('errors').hidden) list(problem);
    if (problem.status === 0) {
      say('The server cannot be reached, retrying.', true);
      timer = setTimeout(ask, RETRY);
    } else {
      say(inShort(problem), true);
    }
  }
}

function bodyOrComplaint() {
  if (editor.mistake) throw new Problem({ status: 400, detail: `The JSON cannot be read, line ${editor.mistake.line}: ${editor.mistake.message}` });
  const errors = fields.mistakes();
  if (errors.length) throw new Problem({ status: 422, errors });
  return editor.text;
}

function inShort(problem) {
  const { errors } = problem;
  // The editor lists them all; in the form some have no place.
  const elsewhere = byId('json-view').hidden ? errors.filter(({ field }) => !placeOf(field)) : [];
  if (elsewhere.length) return elsewhere.map(({ message }) => message).join(' ');
  return errors.length === 1 ? 'One field needs a change.' : errors.length ? `${errors.length} fields need a change.` : problem.message;
}

function say(text, bad) {
  check.classList.toggle('bad', bad);
  write(check, text);
}

const placeOf = (field) => fields.blamed(field)?.error ?? byId(`${field.split('.')[0]}-error`);

// Shows each error beside its field and beside its line, and takes the others away.
function blame(errors) {
  const texts = new Map();
  for (const { field, message } of errors) {
    const place = placeOf(field);
    if (place) texts.set(place, texts.has(place) ? `${texts.get(place)} ${message}` : message);
  }
  for (const place of form.querySelectorAll('.error')) {
    const text = texts.get(place) ?? '';
    write(place, text);
    place.hidden = !text;
  }
  for (const field of fields.all) {
    field.blamed = texts.has(field.error);
    if (field.blamed) field.control.setAttribute('aria-invalid', 'true');
    else field.control.removeAttribute('aria-invalid');
  }
  fields.settle();
  fields.unfold();
  editor.blame(errors);
}

function summarise(problem) {
  const summary = byId('errors');
  summary.hidden = problem === null;
  if (problem === null) return;
  list(problem);
  summary.focus();
  summary.scrollIntoView({ block: 'nearest' });
}

function list(problem) {
  const errors = problem.errors.length ? problem.errors : [{ field: '', message: problem.message }];
  byId('errors-title').textContent = problem.errors.length > 1 ? `The task was not started: ${errors.length} fields need a change` : problem.errors.length ? 'The task was not started: one field needs a change' : 'The task was not started';
  byId('errors-list').replaceChildren(...errors.map(({ field, message }) => {
    const target = fields.blamed(field);
    const leadsOn = target || field || editor.mistake;
    return element('li', {}, leadsOn ? element('a', { href: target ? `#${target.control.id}` : '#json', 'data-to': target?.path ?? '', 'data-line': editor.mistake?.line ?? editor.lineOf(field) }, message) : message);
  }));
}

function openJson(line) {
  if (byId('json-view').hidden) byId('tab-json').click();
  editor.goTo(line);
}

byId('errors-list').addEventListener('click', (event) => {
  const link = event.target.closest('[data-to]');
  if (!link) return;
  event.preventDefault();
  const field = fields.byPath.get(link.dataset.to);
  if (!field || !byId('json-view').hidden) {
    openJson(Number(link.dataset.line));
    return;
  }
  const fold = field.box.closest('details');
  if (fold) fold.open = true;
  field.control.focus();
});

byId('locked-mend').addEventListener('click', () => openJson(editor.mistake.line));
byId('locked-drop').addEventListener('click', () => {
  editor.show(fields.spec());
  changed(0);
  byId('form-view').focus();
});

function typed() {
  fields.settle();
  editor.show(fields.spec());
  changed();
}

byId('form-view').addEventListener('input', async (event) => {
  if (event.target === fields.byPath.get('dataset').control) await fit(fields);
  typed();
});

form.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});

byId('search').addEventListener('click', () => {
  if (editor.mistake) return openJson(editor.mistake.line);
  hand(editor.spec);
  location.assign('/studies/new');
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (start.disabled) return;
  clearTimeout(timer);
  asked?.abort();
  start.disabled = true;
  write(start, 'Starting');
  try {
    const task = await call('POST', '/api/v1/tasks', bodyOrComplaint());
    location.assign(`/tasks/${task.id}`);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    refused = problem.code === 'NAME_TAKEN' ? { name: editor.spec.name, errors: problem.errors } : null;
    blame(problem.errors);
    summarise(problem);
    say('The task was not started.', true);
    start.disabled = false;
    write(start, 'Start');
  }
});

tabs(byId('views'), () => {});

// Also when the browser brings the page back with what was typed before.
addEventListener('pageshow', (event) => {
  start.disabled = false;
  write(start, 'Start');
  summarise(null);
  fields.settle();
  fields.unfold();
  const given = handed();
  if (given) {
    fill(given);
    return;
  }
  if (!event.persisted) editor.show(fields.spec());
  changed(0);
});
