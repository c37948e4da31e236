import { write } from '../layout/element.js';
import { count } from '../layout/figures.js';
import { call } from '../layout/server.js';

const EVERY = 2000;
const MOST_COLUMNS = 12;

// Looks every two seconds whether a site's worker is there, and says so; returns how to stop looking.
export function awaitArrival(site, target) {
  let timer;
  let stopped = false;
  say('Waiting for the worker to connect...', 'waiting');
  look();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };

  async function look() {
    try {
      const worker = (await call('GET', '/api/v1/workers')).find((each) => each.id === site && !each.away);
      if (stopped) return;
      if (worker) {
        say(`Connected: ${worker.name}, ${told(worker.holdings)}`, 'connected');
        return;
      }
      say('Waiting for the worker to connect...', 'waiting');
    } catch (problem) {
      if (stopped) return;
      say(`Cannot look whether the worker is there: ${problem.message}`, 'unknown');
    }
    timer = setTimeout(look, EVERY);
  }

  function say(text, state) {
    target.dataset.state = state;
    write(target, text);
  }
}

const told = (holdings) => holdings.length === 0
  ? 'without any data. What it printed says why.'
  : holdings.map((each) => `${each.title}: ${size(each)}`).join('; ');

function size({ trainExamples, testExamples, columns }) {
  const examples = count(trainExamples + testExamples);
  if (columns.length === 0) return `${examples} examples`;
  const rest = columns.length - MOST_COLUMNS;
  return `${examples} rows, columns ${columns.slice(0, MOST_COLUMNS).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
