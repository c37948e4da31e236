import { byId, element, write } from '../layout/element.js';
import { bytes, count, duration } from '../layout/figures.js';
import { call, Problem } from '../layout/server.js';
import { hand } from '../task/handed.js';
import { Conversation } from './conversation.js';
import { asked } from './questions.js';
import { describe } from './study.js';
import { marked, plain, rows, titleOf, titles } from './values.js';

const written = { parameters: count, seconds: duration, cpuSeconds: duration, bytesUp: bytes, bytesDown: bytes };
const OUTCOMES = {
  ready: 'This is what it means',
  'needs-clarification': 'Almost: something has to be settled',
  'out-of-scope': 'This is nothing that can be trained',
};

const UNTOUCHED = { carried: 'settings stay as they were', default: 'settings keep their default' };

const form = byId('intent-form');
const box = byId('prompt');
const conversation = new Conversation();
let schema = null;

const known = () => schema ??= call('GET', '/api/v1/task-schema').then((document) => ({ titles: titles(document), standard: defaults(document) }));

function defaults({ properties }) {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, property.properties ? defaults(property) : property.default ?? null]));
}

async function interpret(turn, keep) {
  busy(true);
  byId('intent-problem').hidden = true;
  try {
    const intent = await call('POST', '/api/v1/intents', turn);
    // What is out of scope is no ground to build on.
    if (intent.outcome === 'out-of-scope') show({ ...turn, intent }, await known());
    else {
      keep({ ...turn, intent });
      box.value = '';
      show(conversation.current, await known());
    }
    byId('outcome').focus();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    byId('intent-problem').textContent = problem.errors.map(({ message }) => message).join(' ') || problem.message;
    byId('intent-problem').hidden = false;
  } finally {
    busy(false);
  }
}

function busy(reading) {
  byId('interpret').disabled = reading;
  write(byId('interpret'), reading ? 'Reading' : 'Read it');
}

function show(turn, { titles: titled, standard }) {
  const { intent, prompt, base } = turn;
  const meant = intent.outcome !== 'out-of-scope';
  const own = intent.fields.filter(({ source }) => !UNTOUCHED[source]);
  byId('reading').hidden = false;
  byId('reading').dataset.outcome = intent.outcome;
  write(byId('outcome'), OUTCOMES[intent.outcome] + (intent.interpreter === 'embedded' ? '' : ` (read with ${intent.interpreter})`));
  byId('notice').hidden = intent.notice === null;
  write(byId('notice'), intent.notice ?? '');
  byId('evidence').replaceChildren(...(meant ? marked(prompt, own, titled) : [intent.reason]));
  byId('questions').replaceChildren(...asked(intent.questions, titled, (field, value) => interpret({ ...request(turn), answers: { ...turn.answers, [field]: value } }, (answered) => conversation.replace(answered))));
  byId('meaning').hidden = !meant;
  if (meant) {
    write(byId('values-caption'), own.length ? base ? 'What this changes.' : 'What differs from the defaults.' : base ? 'Nothing changes.' : 'Every setting has its default.');
    byId('values').closest('table').classList.toggle('none', own.length === 0);
    byId('values').replaceChildren(...rows(own, base ?? standard, titled));
    for (const [source, text] of Object.entries(UNTOUCHED)) fold(source, text, intent.fields, titled);
    byId('study').hidden = intent.study === null;
    byId('study').replaceChildren(...(intent.study ? describe(intent.study, titled) : []));
    for (const target of byId('intent-estimate').querySelectorAll('[data-estimate]')) {
      write(target, written[target.dataset.estimate](intent.estimate?.[target.dataset.estimate]));
    }
    write(byId('intent-start'), intent.study ? 'Start the search' : 'Start');
    byId('intent-start').disabled = intent.outcome !== 'ready';
  }
  tell();
}

function fold(source, text, fields, titled) {
  const here = fields.filter((each) => each.source === source);
  const details = document.querySelector(`.rest[data-source=${source}]`);
  details.hidden = here.length === 0;
  write(details.querySelector('summary'), `${here.length} ${text}`);
  write(details.querySelector('p'), here.map(({ field, value }) => `${titleOf(field, titled)} ${plain(value, titled.get(field)?.empty)}`).join(' · '));
}

// The box is for the next change once something was understood.
function tell() {
  const { turns, current } = conversation;
  write(byId('prompt-label'), current ? 'Change it, or say something new' : 'Say what to train');
  box.placeholder = current ? 'same but with 20 clients' : box.dataset.first;
  byId('examples').hidden = current !== null;
  byId('turns').hidden = turns.length < 2;
  byId('turns-list').replaceChildren(...turns.map((turn, at) => {
    const button = element('button', { type: 'button', 'aria-current': turn === current ? 'step' : null }, turn.prompt);
    button.addEventListener('click', async () => {
      conversation.goTo(at);
      show(turn, await known());
    });
    return element('li', {}, button);
  }));
}

const request = ({ prompt, base, answers }) => ({ prompt, base, answers });

box.dataset.first = box.placeholder;
box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (byId('interpret').disabled) return;
  if (!box.value.trim()) {
    box.focus();
    return;
  }
  interpret({ prompt: box.value.trim(), base: conversation.base, answers: {} }, (turn) => conversation.add(turn));
});
byId('examples').addEventListener('click', ({ target }) => {
  if (!target.matches('[data-example]')) return;
  box.value = target.textContent;
  form.requestSubmit();
});
byId('intent-start').addEventListener('click', async ({ target }) => {
  target.disabled = true;
  try {
    const { spec, study } = conversation.current.intent;
    const begun = study ? await call('POST', '/api/v1/studies', study) : await call('POST', '/api/v1/tasks', spec);
    conversation.clear();
    location.assign(study ? `/studies/${begun.id}` : `/tasks/${begun.id}`);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    byId('intent-problem').textContent = problem.errors.map(({ message }) => message).join(' ') || problem.message;
    byId('intent-problem').hidden = false;
    target.disabled = false;
  }
});
byId('intent-edit').addEventListener('click', () => {
  const { spec, study } = conversation.current.intent;
  hand(study ?? spec);
  location.assign(study ? '/studies/new' : '/tasks/new');
});
byId('intent-fresh').addEventListener('click', () => {
  conversation.clear();
  byId('reading').hidden = true;
  box.value = '';
  tell();
  box.focus();
});
// A word and the value it led to light up together.
byId('reading').addEventListener('pointerover', ({ target }) => {
  const field = target.closest('[data-field]')?.dataset.field;
  for (const mark of byId('evidence').querySelectorAll('mark')) mark.classList.toggle('lit', mark.dataset.fields.split(' ').includes(field));
});

if (conversation.current) known().then((all) => show(conversation.current, all));
