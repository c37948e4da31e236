import { byId, element } from '../layout/element.js';
import { bytes, count, duration, number, percent } from '../layout/figures.js';
import { sample } from './lines.js';

const SPACE = '\u00a0';
const MINUS = '\u2212';
const signed = (value, digits) => (value < 0 ? MINUS : '+') + Math.abs(value).toFixed(digits);

/** How far a figure is from the first task's: shares in points, all else in per cent. */
export const points = (value, first) => `${signed(100 * (value - first), 2)}${SPACE}points`;
export const ratio = (value, first) => first === 0 ? '' : `${signed(100 * (value / first - 1), Math.abs(value / first - 1) < 0.1 ? 1 : 0)}${SPACE}%`;

const FIGURES = [
  { title: 'Accuracy', of: ({ series, task }) => series.latest('accuracy') ?? task?.accuracy, text: percent, against: points, best: Math.max },
  { title: 'Best accuracy', of: (task) => task.best, text: percent, against: points, best: Math.max },
  { title: 'Loss', of: ({ series }) => series.latest('loss'), text: number, against: ratio, best: Math.min },
  { title: 'Rounds', of: ({ task }) => task?.round, text: count, against: ratio },
  { title: 'Sent up', of: ({ task }) => task?.totals.bytesUp, text: bytes, against: ratio, best: Math.min },
  { title: 'Sent down', of: ({ task }) => task?.totals.bytesDown, text: bytes, against: ratio, best: Math.min },
  { title: 'CPU time', of: ({ task }) => task?.totals.cpuSeconds, text: duration, against: ratio, best: Math.min },
  { title: 'Time', of: ({ task }) => task?.totals.seconds, text: duration, against: ratio, best: Math.min },
];

/** The table of what the tasks have come to. */
export function drawResults(tasks) {
  drawTable(byId('results'), tasks, FIGURES, (task, { of }) => of(task));
}

/** A row for each task, a column for each figure, each against the first task's; the best of a column stands out. */
export function drawTable(table, tasks, figures, valueOf) {
  const values = figures.map((figure) => tasks.map((task) => valueOf(task, figure) ?? null));
  const best = figures.map(({ best: choose }, at) => {
    const known = values[at].filter((value) => value != null);
    return choose && new Set(known).size > 1 ? choose(...known) : null;
  });
  table.tHead.replaceChildren(element('tr', {}, element('th', { scope: 'col' }, 'Task'), ...figures.map(({ title }) => element('th', { scope: 'col' }, title))));
  table.tBodies[0].replaceChildren(...tasks.map((task, row) => element('tr', { 'data-task': task.id }, nameOf(task, 'row'),
    ...figures.map(({ title, text, against, none }, at) => {
      const value = values[at][row];
      const first = values[at][0];
      return element('td', { class: value != null && value === best[at] ? 'best' : null, 'data-figure': title },
        value == null ? none ?? '–' : text(value),
        element('small', {}, row > 0 && value != null && first != null ? against(value, first) : ''));
    }))));
}

/** A task's line and name, as the head of a row or column. */
export const nameOf = ({ number: at, name }, scope) => element('th', { scope },
  element('span', { class: 'sample' }, sample(at)), element('span', { class: 'task-name', title: name }, name));
