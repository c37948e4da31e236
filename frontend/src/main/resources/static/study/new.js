import { byId, element, write } from '../layout/element.js';
import { bytes, count, duration } from '../layout/figures.js';
import { call, Problem } from '../layout/server.js';
import { handed } from '../task/handed.js';

const TYPING_PAUSE = 300;
const form = byId('study-form');
const written = { trials: count, repeats: count, rounds: count, seconds: duration, cpuSeconds: duration, bytesUp: bytes, bytesDown: bytes };
/** Which input a field of the answer belongs to; others stand in the list of errors. */
const INPUTS = { name: 'name', 'budget.trials': 'trials', 'budget.rounds': 'rounds', 'budget.bytes': 'megabytes', 'budget.cpuSeconds': 'cpuSeconds', parallel: 'parallel' };

const spaces = JSON.parse(form.dataset.spaces);
// A task from the form, or a whole study from a sentence; else the task that the address names.
const given = handed();
const whole = given?.task && given.space ? given : null;
const task = whole?.task ?? given ?? JSON.parse(form.dataset.task);
let own = whole !== null;
let timer = 0;
let asked = null;

function fromFields() {
  const ticked = [...form.querySelectorAll('[name=space]:checked')].map(({ value }) => value);
  const dimensions = new Map();
  for (const name of ticked) for (const each of spaces[name] ?? []) if (!dimensions.has(each.field)) dimensions.set(each.field, each);
  const fields = new Set(dimensions.keys());
  const number = (id, factor = 1) => byId(id).value.trim() === '' ? undefined : factor * Number(byId(id).value);
  const budget = { trials: number('trials'), rounds: number('rounds'), bytes: number('megabytes', 1e6), cpuSeconds: number('cpuSeconds') };
  return {
    name: byId('name').value.trim() || undefined,
    task,
    // A condition counts only together with the field that it is about.
    space: [...dimensions.values()].map((each) => each.when && !fields.has(each.when.field) ? { ...each, when: undefined } : each),
    architecture: ticked.includes('architecture') ? { maxParameters: form.dataset.parameters ? Number(form.dataset.parameters) : undefined } : undefined,
    sampler: byId('sampler').value,
    pruner: byId('pruner').value,
    budget,
    objectives: byId('objectives').value.split(',').map((metric) => ({ metric })),
    parallel: number('parallel'),
  };
}

function changed(delay = TYPING_PAUSE) {
  if (!own) byId('json').value = JSON.stringify(fromFields(), null, 2);
  byId('json-drop').hidden = !own;
  clearTimeout(timer);
  timer = setTimeout(dryRun, delay);
}

async function dryRun() {
  asked?.abort();
  const mine = asked = new AbortController();
  byId('study-estimate').dataset.state = 'waiting';
  try {
    const { estimate } = await call('POST', '/api/v1/studies?dryRun=true', body(), { signal: mine.signal });
    blame([]);
    for (const target of byId('study-estimate').querySelectorAll('[data-estimate]')) write(target, written[target.dataset.estimate](estimate[target.dataset.estimate]));
    byId('study-estimate').dataset.state = 'ready';
    say('Ready to start. Figures are for trials like the first, none of them stopped early.', false);
  } catch (problem) {
    if (mine.signal.aborted) return;
    if (!(problem instanceof Problem)) throw problem;
    blame(problem.errors.length ? problem.errors : [{ field: '', message: problem.message }]);
    say('Something needs a change.', true);
  }
}

function body() {
  try {
    return JSON.parse(byId('json').value);
  } catch (mistake) {
    throw new Problem({ status: 400, detail: `The JSON cannot be read: ${mistake.message}` });
  }
}

function say(text, bad) {
  byId('study-check').classList.toggle('bad', bad);
  write(byId('study-check'), text);
}

function blame(errors) {
  for (const input of Object.values(INPUTS)) {
    const text = errors.filter(({ field }) => INPUTS[field] === input).map(({ message }) => message).join(' ');
    write(byId(`${input}-error`), text);
    byId(`${input}-error`).hidden = !text;
    byId(input).toggleAttribute('aria-invalid', false);
    if (text) byId(input).setAttribute('aria-invalid', 'true');
  }
  const others = errors.filter(({ field }) => !INPUTS[field]);
  byId('study-errors').hidden = others.length === 0;
  byId('study-errors').replaceChildren(...others.map(({ field, message }) => element('li', {}, field ? `${field}: ${message}` : message)));
}

form.addEventListener('input', ({ target }) => {
  if (target === byId('json')) own = true;
  changed();
});
byId('json-drop').addEventListener('click', () => {
  own = false;
  changed(0);
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('start-study').disabled = true;
  try {
    const study = await call('POST', '/api/v1/studies', body());
    location.assign(`/studies/${study.id}`);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    blame(problem.errors.length ? problem.errors : [{ field: '', message: problem.message }]);
    say('The study was not started.', true);
    byId('start-study').disabled = false;
  }
});

if (given) write(byId('origin'), whole ? 'the task that you described' : 'the task of the form');
if (whole) {
  byId('json').value = JSON.stringify(whole, null, 2);
  byId('json-fold').open = true;
}
changed(0);
