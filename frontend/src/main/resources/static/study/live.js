import { confirm } from '../layout/confirm.js';
import { byId, write } from '../layout/element.js';
import { bytes, count, duration } from '../layout/figures.js';
import { call, studyPath } from '../layout/server.js';
import { Stream } from '../task/stream.js';
import { drawCheck } from './check.js';
import { Curves } from './curves.js';
import { Front } from './front.js';
import { History } from './history.js';
import { drawImportances } from './importances.js';
import { drawNetwork } from './network.js';
import { Parallel } from './parallel.js';
import { Slice } from './slice.js';
import { Study } from './study.js';
import { TrialTable } from './table.js';
import { Timeline } from './timeline.js';

const ENDED = new Set(['completed', 'failed', 'cancelled']);
const LINKS = { connecting: 'Connecting', live: 'Live', lost: 'Connection lost, retrying', closed: '' };
const ALLOWED = {
  queued: ['pause', 'cancel'], running: ['pause', 'cancel'], paused: ['resume', 'cancel'],
  completed: ['promote', 'delete'], failed: ['delete'], cancelled: ['promote', 'delete'],
};
const SURE = {
  cancel: { title: 'Cancel this study?', text: 'Trials that go on are stopped and no other begins. What was reached stays.', yes: 'Cancel the study', no: 'Let it run' },
  delete: { title: 'Delete this study?', text: 'Its trials, their tasks and models are removed for good. Tasks that were made of trials stay.', yes: 'Delete the study' },
};

const { dataset } = byId('study');
const { id } = dataset;
const buttons = [...byId('actions').querySelectorAll('[data-action]')];
const views = [new History(), new Curves(), new Front(), new Parallel(), new Slice(), new Timeline(), new TrialTable(promote, buttons.length > 0)];
let study = null;
let answer = null;
let stream = null;

let drawing = false;
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    views.forEach((view) => view.draw(study));
    drawNetwork(study.best, study.trials[0]);
    figures();
  });
}

function figures() {
  const { metric, best, trials } = study;
  write(byId('best-title'), `Best ${metric.title.toLowerCase()}`);
  write(byId('best'), study.told(best));
  write(byId('start'), study.told(trials[0]));
  const { totals, check, spec } = answer;
  write(byId('trials-count'), spec.budget.trials ? `${totals.trials} of ${spec.budget.trials}` : count(totals.trials));
  write(byId('rounds'), count(totals.rounds));
  write(byId('bytes'), bytes(totals.bytes));
  write(byId('cpu'), duration(totals.cpuSeconds));
  write(byId('gain'), study.gain(check));
  write(byId('left'), left(spec.budget, totals));
  drawCheck(check, study, dataset.state);
  document.title = `${dataset.state === 'running' ? `${totals.trials} trials` : dataset.state}${best ? `, ${study.told(best)}` : ''} · ${dataset.name} · Tributary`;
}

function left(budget, totals) {
  const words = { rounds: count, bytes, cpuSeconds: duration, seconds: duration };
  const named = { rounds: 'rounds', bytes: 'traffic', cpuSeconds: 'CPU time', seconds: 'time' };
  const parts = Object.keys(words).filter((kind) => budget[kind] != null).map((kind) => `${words[kind](totals[kind])} of ${words[kind](budget[kind])} ${named[kind]}`);
  return parts.length ? `Used ${parts.join(', ')}` : '';
}

function state(next, reason) {
  dataset.state = next;
  const badge = byId('state');
  badge.className = `badge ${next}`;
  write(badge, next[0].toUpperCase() + next.slice(1));
  const why = byId('reason');
  why.className = `reason ${next}`;
  write(why, reason ?? '');
  why.hidden = !reason;
  for (const button of buttons) button.hidden = !ALLOWED[next].includes(button.dataset.action) || (button.dataset.action === 'promote' && !study?.best);
}

function take(next) {
  answer = next;
  state(answer.state.toLowerCase(), answer.failure ?? answer.note);
  if (study) draw();
}

// Several events in a row ask for it together. Nothing is asked of a study that is being deleted.
let reloading = 0;
let deleting = false;
function reload() {
  clearTimeout(reloading);
  reloading = setTimeout(async () => {
    if (deleting) return;
    try {
      take(await call('GET', studyPath(id)));
      if (deleting) return;
      await drawImportances(id, study);
      draw();
    } catch {
      // The stream says that the server is away; it will come back.
    }
  }, 100);
}

const HEARD = {
  'trial-started': ({ trial }) => { study.trials[trial.number] = trial; reload(); },
  report: ({ trial, report }) => {
    const { intermediate } = study.trials[trial];
    if (report.round > (intermediate.at(-1)?.round ?? 0)) intermediate.push(report);
  },
  'trial-ended': ({ trial }) => {
    study.trials[trial.number] = { ...trial, intermediate: study.trials[trial.number].intermediate };
    reload();
  },
  repeat: reload,
  state({ to, reason }) {
    state(to.toLowerCase(), reason);
    reload();
    if (ENDED.has(dataset.state)) {
      study.trials.forEach((trial) => { trial.waits = false; });
      stream?.close();
    }
  },
};

function link(now) {
  dataset.link = now;
  byId('link').dataset.link = now;
  write(byId('link'), LINKS[now]);
}

function gone() {
  write(byId('reason'), 'This study was deleted.');
  byId('reason').hidden = false;
  byId('actions').hidden = true;
}

async function promote(trial) {
  await attempt(async () => {
    const task = await call('POST', `${studyPath(id)}/promote`, trial == null ? {} : { trial });
    location.assign(`/tasks/${task.id}`);
  });
}

async function act(action) {
  if (SURE[action] && !await confirm(SURE[action])) return;
  if (action === 'promote') {
    await promote(null);
    return;
  }
  await attempt(async () => {
    if (action === 'delete') {
      deleting = true;
      try {
        await call('DELETE', studyPath(id));
      } catch (failure) {
        deleting = false;
        throw failure;
      }
      location.assign('/studies');
    } else {
      take(await call('POST', `${studyPath(id)}/${action}`));
    }
  });
}

async function attempt(deed) {
  const problem = byId('action-problem');
  buttons.forEach((button) => { button.disabled = true; });
  problem.hidden = true;
  try {
    await deed();
  } catch (failure) {
    problem.textContent = failure.message;
    problem.hidden = false;
    problem.scrollIntoView({ block: 'nearest' });
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

byId('actions').addEventListener('click', ({ target }) => {
  const button = target.closest('[data-action]');
  if (button) act(button.dataset.action);
});

async function start() {
  for (;;) {
    try {
      const now = await call('GET', studyPath(id));
      const trials = await call('GET', `${studyPath(id)}/trials`);
      study = new Study(now.spec);
      study.trials = trials;
      take(now);
      // The trials may be newer than the number of events that the study had; what is told again changes nothing.
      if (!ENDED.has(dataset.state)) stream = new Stream(studyPath(id), now.events, { onEvent: hear, onLink: link, onGone: gone });
      await drawImportances(id, study);
      draw();
      byId('study').dataset.loaded = 'true';
      return;
    } catch (problem) {
      if (problem.status === 404) return gone();
      link('lost');
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

function hear(event) {
  HEARD[event.type]?.(event);
  draw();
}

start();
