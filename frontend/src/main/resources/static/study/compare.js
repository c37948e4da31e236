import { byId, drawing, element, write } from '../layout/element.js';
import { bytes, count, duration } from '../layout/figures.js';
import { call, studyPath } from '../layout/server.js';
import { line, sample } from '../task/lines.js';
import { METRICS } from './metrics.js';
import { axes, axis, nothing, Plot } from './plot.js';
import { differences } from './space.js';
import { Study } from './study.js';

const AGAIN = 3000;
const SAMPLERS = { auto: 'automatic', random: 'random', tpe: 'TPE', llm: 'language model', hybrid: 'hybrid' };
const PRUNERS = { none: 'no pruning', median: 'median pruning', asha: 'ASHA' };

const items = [...document.querySelectorAll('#legend [data-study]')];
const plot = items.length ? new Plot(byId('race')) : null;
let studies = [];

items.forEach((item, index) => item.querySelector('.sample').append(sample(index)));

async function load() {
  const all = await Promise.all(items.map(async ({ dataset }, index) => {
    const answer = await call('GET', studyPath(dataset.study));
    const study = Object.assign(new Study(answer.spec), { answer, index });
    study.trials = await call('GET', `${studyPath(dataset.study)}/trials`);
    return study;
  }));
  studies = all.filter(({ name }) => name === all[0].name);
  const others = all.filter(({ name }) => name !== all[0].name);
  byId('other-metric').hidden = !others.length;
  write(byId('other-metric'), `${others.map(({ answer }) => answer.name).join(', ')}: searched for another figure than ${all[0].metric.title.toLowerCase()}, so not drawn here.`);
  draw();
  return all.some(({ answer }) => ['QUEUED', 'RUNNING'].includes(answer.state));
}

/** The best after each trial: what had been spent until then, and the best value. */
function course(study, cost) {
  let spent = 0;
  let best = null;
  const points = [];
  for (const trial of study.trials) {
    spent += cost === 'trials' ? 1 : trial.used[cost];
    const value = study.value(trial);
    if (value != null && (best == null || study.better(value, best))) best = value;
    if (best != null) points.push({ spent, best });
  }
  return points;
}

function draw() {
  const against = byId('against').value;
  const courses = studies.map((study) => course(study, against));
  const all = courses.flat();
  const tick = against === 'trials' ? String : METRICS[against].tick;
  plot.show((svg, size) => {
    if (!all.length) return nothing(svg, size, 'No trial is complete yet.');
    const { across, up } = axes(svg, size, axis(all.map(({ spent }) => spent), { tick, whole: against === 'trials' }), axis(all.map(({ best }) => best), { tick: studies[0].metric.tick }));
    courses.forEach((points, at) => {
      if (!points.length) return;
      const { index, answer } = studies[at];
      const { colour, dash, marker } = line(index);
      const stroke = `stroke: var(${colour})`;
      const path = points.map(({ spent, best }, step) => step ? `H${across(spent)}V${up(best)}` : `M${across(spent)},${up(best)}`).join('');
      svg.append(drawing('path', { class: 'race', d: path, style: stroke, 'stroke-dasharray': dash.join(' ') || null }, drawing('title', {}, answer.name)));
      const end = points.at(-1);
      svg.append(drawing('path', { d: marker, transform: `translate(${across(end.spent)} ${up(end.best)})`, style: `${stroke}; fill: var(--surface)`, 'stroke-width': 2 }));
    });
  });
  byId('results').replaceChildren(...studies.map(row));
}

function row(study) {
  const { answer, metric, best, trials, index } = study;
  const { totals, check, spec } = answer;
  const text = (trial) => trial && study.value(trial) != null ? metric.text(study.value(trial)) : '–';
  // Of the trial that the gain is of, which need not be the one that the check recommends.
  const tested = check.means.find(({ trial }) => trial === best?.number);
  return element('tr', {},
    element('th', { scope: 'row' }, element('span', { class: 'sample' }, sample(index)), answer.name),
    element('td', { class: 'text' }, `${SAMPLERS[spec.sampler] ?? spec.sampler}, ${PRUNERS[spec.pruner] ?? spec.pruner}`),
    element('td', {}, count(totals.trials)),
    element('td', {}, count(totals.rounds)),
    element('td', {}, duration(totals.cpuSeconds)),
    element('td', {}, bytes(totals.bytes)),
    element('td', {}, text(trials[0])),
    element('td', { class: leads(study) ? 'better' : null }, text(best)),
    element('td', {}, tested ? metric.text(tested.values[0]) : '–'),
    element('td', {}, study.gain(check)),
    element('td', { class: 'text differs' }, best ? differences(best, trials[0]) || 'the start itself' : '–'));
}

function leads(study) {
  return studies.length > 1 && study.best && studies.every((other) => other === study || !other.best || !study.better(other.value(other.best), study.value(study.best)));
}

async function follow() {
  try {
    if (!await load()) return;
  } catch (problem) {
    // What is drawn stays: the server is away, or a study was deleted, which a reload tells.
    if (problem.status === 404) return;
  }
  setTimeout(follow, AGAIN);
}

if (items.length) {
  byId('against').addEventListener('change', draw);
  follow();
}
