import { byId, write } from '../layout/element.js';
import { bytes, duration, number, percent } from '../layout/figures.js';
import { call, taskPath } from '../layout/server.js';
import { tabs } from '../layout/tabs.js';
import { actions } from './actions.js';
import { Chart } from './chart.js';
import { ClientTable } from './clients.js';
import { copyButtons } from './copy.js';
import { downloads } from './downloads.js';
import { EventLog } from './events.js';
import { ModelView } from './model.js';
import { RoundTable } from './rounds.js';
import { Series } from './series.js';
import { Stream } from './stream.js';
import { Timeline } from './timeline.js';

const ENDED = new Set(['completed', 'failed', 'cancelled']);
const LINKS = { connecting: 'Connecting', live: 'Live', closed: '' };

const { dataset } = byId('task');
const id = dataset.id;
const rounds = Number(dataset.rounds);
const task = { state: dataset.state, startedAt: dataset.started, endedAt: dataset.ended, model: byId('model-sha256').textContent || null };

const series = new Series();
const chart = new Chart(series);
const roundTable = new RoundTable(series);
const labels = JSON.parse(dataset.labels);
const clientTable = new ClientTable(id, labels);
const modelView = new ModelView(id, labels);
const log = new EventLog(id);
const timeline = new Timeline(id, series);
const models = downloads(id, series);
const buttons = actions(id, take);
let stream = null;

// What happens is noted at once and drawn with the next frame, however much it was.
const dirty = new Set();
function draw(...parts) {
  if (dirty.size === 0) requestAnimationFrame(paint);
  parts.forEach((part) => dirty.add(part));
}
function paint() {
  const parts = new Set(dirty);
  dirty.clear();
  if (parts.has('rounds')) {
    chart.draw();
    roundTable.draw();
    clientTable.panel.changed();
    modelView.panel.changed();
  }
  if (parts.has('rounds') || parts.has('timeline')) timeline.draw();
  if (parts.has('log')) log.draw();
  figures();
}

function figures() {
  const { totals, last } = series;
  const shown = Math.max(last, Number(byId('round').textContent));
  if (last === shown && last > 0) {
    write(byId('accuracy'), percent(series.latest('accuracy')));
    write(byId('loss'), number(series.latest('loss')));
    write(byId('bytes-up'), bytes(totals.bytesUp));
    write(byId('bytes-down'), bytes(totals.bytesDown));
    write(byId('cpu-seconds'), duration(totals.cpuSeconds));
    if (byId('epsilon')) write(byId('epsilon'), number(series.latest('epsilon')));
    write(byId('round'), String(last));
    byId('progress').value = last;
    task.model = series.rounds.at(-1).modelSha256 ?? task.model;
  }
  models.show(task.model);
  clock();
}

// Goes on between events, so it has a beat of its own.
function clock() {
  const { last, totals, rounds: done } = series;
  if (task.startedAt) {
    const end = task.endedAt ? Date.parse(task.endedAt) : Date.now();
    write(byId('elapsed'), (task.endedAt ? 'took ' : 'for ') + duration(Math.max(0, end - Date.parse(task.startedAt)) / 1000));
  }
  const pace = last > 0 ? totals.seconds / last : null;
  const since = last > 0 && done.at(-1).committedAt ? (Date.now() - Date.parse(done.at(-1).committedAt)) / 1000 : 0;
  const left = pace == null ? null : (rounds - last) * pace - Math.min(pace, Math.max(0, since));
  write(byId('left'), task.state === 'running' && dataset.link !== 'lost' && left != null ? `, about ${duration(Math.max(0, left))} left` : '');
  const accuracy = series.latest('accuracy');
  document.title = `${task.state === 'running' ? `${last}/${rounds}` : task.state}${accuracy == null ? '' : `, ${percent(accuracy)}`} · ${dataset.name} · Tributary`;
}

function state(next, reason) {
  task.state = next;
  const badge = byId('state');
  badge.className = `badge ${next}`;
  write(badge, next[0].toUpperCase() + next.slice(1));
  dataset.state = next;
  buttons.show(next);
  const why = byId('reason');
  why.className = `reason ${next}`;
  write(why, reason ?? '');
  why.hidden = !reason;
  timeline.tell(next);
}

// The task as the API shows it.
function take(answer) {
  Object.assign(task, { startedAt: answer.startedAt, endedAt: answer.endedAt, model: answer.modelSha256 });
  state(answer.state.toLowerCase(), answer.failure ?? answer.note);
  draw('task');
}

// Several events in a row ask for it together.
let reloading = 0;
function reload() {
  clearTimeout(reloading);
  reloading = setTimeout(async () => {
    try {
      take(await call('GET', taskPath(id)));
    } catch {
      // The stream says that the server is away; it will come back.
    }
  }, 50);
}

const HEARD = {
  state(event) {
    state(event.to.toLowerCase(), event.reason);
    // When it started and ended only the task says.
    reload();
    if (ENDED.has(task.state)) stream?.close();
  },
  prepared: reload,
  round: ({ round }) => series.add(round) && draw('rounds'),
};

function hear(event) {
  log.add(event);
  HEARD[event.type]?.(event);
  if (timeline.hear(event)) draw('timeline');
  draw('log');
}

function link(now) {
  if (now === dataset.link) return;
  dataset.link = now;
  byId('link').dataset.link = now;
  write(byId('link'), LINKS[now] ?? `Connection lost at ${new Date().toLocaleTimeString([], { hour12: false })}, retrying`);
  clock();
}

function gone() {
  const why = byId('reason');
  write(why, 'This task was deleted.');
  why.hidden = false;
  byId('actions').hidden = true;
}

async function start() {
  for (;;) {
    try {
      (await call('GET', `${taskPath(id)}/rounds`)).forEach((round) => series.add(round));
      break;
    } catch (problem) {
      if (problem.status === 404) return gone();
      link('lost');
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
  draw('rounds');
  timeline.follow();
  if (ENDED.has(task.state)) return;
  stream = new Stream(taskPath(id), Number(dataset.events ?? 0), { onEvent: hear, onLink: link, onGone: gone });
}

tabs(byId('tabs'), (panel) => {
  if (panel === 'clients') clientTable.panel.open();
  if (panel === 'model') modelView.panel.open();
  if (panel === 'events') log.open();
});
copyButtons();
timeline.tell(task.state);
setInterval(() => task.state === 'running' && clock(), 1000);
start();
