import { byId, write } from '../layout/element.js';
import { keepingParameters } from './address.js';
import { Compared } from './compared.js';
import { Difference } from './difference.js';
import { sample } from './lines.js';
import { Overlay } from './overlay.js';
import { drawResults } from './results.js';
import { Target } from './target.js';

/** Between two looks at the tasks that still run. */
const EVERY = 2000;
const AT_MOST_EVERY = 500;

const items = [...byId('legend').children];
/** What is compared, in the order of the address. */
export const tasks = items.map((item, number) => new Compared(number, item.dataset));

/** The chart; null where nothing is compared. */
export let overlay = null;

let scheduled = false;
let drawnAt = -Infinity;
let draw = () => {};

// Twenty long tasks arrive one after the other; each alone is not worth drawing all curves again.
function changed() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => requestAnimationFrame(() => {
    scheduled = false;
    drawnAt = performance.now();
    draw();
    byId('legend').dataset.loaded = tasks.every(({ task, gone }) => task || gone);
  }), Math.max(0, drawnAt + AT_MOST_EVERY - performance.now()));
}

function badge({ number, task, gone }) {
  const place = items[number].querySelector('.badge');
  const state = gone ? 'deleted' : task.state.toLowerCase();
  place.className = `badge ${state}`;
  items[number].dataset.state = state;
  write(place, state[0].toUpperCase() + state.slice(1));
}

// One after the other: a browser has six connections to a server, and each answer is drawn while the next is fetched.
async function follow() {
  for (const task of tasks.filter(({ open }) => open)) {
    try {
      if (await task.follow()) {
        badge(task);
        changed();
      }
      byId('connection').hidden = true;
    } catch {
      byId('connection').hidden = false;
    }
  }
}

async function watch() {
  if (!document.hidden) await follow();
  if (tasks.some(({ open }) => open)) setTimeout(watch, EVERY);
}

document.querySelectorAll('.sample[data-line]').forEach((place) => place.append(sample(Number(place.dataset.line))));
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-keep]');
  if (link) link.href = keepingParameters(link.getAttribute('href'));
});
document.body.addEventListener('htmx:configRequest', (event) => {
  // The picker asks for this very page, whose address may have changed since.
  event.detail.path = '/compare';
  event.detail.parameters.append('tasks', tasks.map(({ id }) => id).join(','));
});

if (tasks.length > 0) {
  overlay = new Overlay(tasks, ({ number }, text) => write(items[number].querySelector('[data-value]'), text));
  const target = new Target(tasks);
  const difference = new Difference(tasks);
  draw = () => {
    overlay.draw();
    drawResults(tasks);
    target.draw();
    difference.draw();
  };
  items.forEach((item, number) => item.querySelector('.line-toggle').addEventListener('click', ({ currentTarget }) => {
    tasks[number].shown = !tasks[number].shown;
    currentTarget.setAttribute('aria-pressed', tasks[number].shown);
    overlay.draw();
  }));
  draw();
  watch();
}
