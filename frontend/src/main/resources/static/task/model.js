import { byId, element, write } from '../layout/element.js';
import { count, percent } from '../layout/figures.js';
import { call, taskPath } from '../layout/server.js';
import { Panel } from './panel.js';

const PICTURES = 16;

/** What the current model gets right and wrong: its confusion matrix, and some held-out examples with its answers. */
export class ModelView {
  panel = new Panel('model', () => this.#fetch());
  #round = -1;

  constructor(task, labels) {
    Object.assign(this, { task, labels });
  }

  async #fetch() {
    // Before the first evaluation there is neither; the page says so until there is.
    await Promise.all([this.#confusion(), this.#predictions()].map((part) => part.catch((problem) => {
      if (problem.status !== 404) {
        write(byId('model-note'), problem.message);
        throw problem;
      }
    })));
  }

  async #confusion() {
    const { round, matrix } = await call('GET', `${taskPath(this.task)}/confusion`);
    if (round === this.#round) return;
    this.#round = round;
    const held = matrix.map(sum);
    const taken = matrix.map((_, column) => sum(matrix.map((row) => row[column])));
    const right = sum(matrix.map((row, label) => row[label]));
    write(byId('model-note'), `After round ${round}: ${count(right)} of ${count(sum(held))} held-out examples right, ${percent(right / sum(held))}.`);
    byId('confusion').dataset.round = round;
    byId('confusion').tHead.replaceChildren(element('tr', {},
      element('th', { scope: 'col' }, 'is \\ taken for'),
      ...matrix.map((_, label) => element('th', { scope: 'col', class: 'turned' }, element('span', {}, this.#name(label)))),
      element('th', { scope: 'col' }, 'right'), element('th', { scope: 'col' }, 'examples')));
    byId('confusion').tBodies[0].replaceChildren(...matrix.map((row, label) => element('tr', {},
      element('th', { scope: 'row' }, this.#name(label)),
      ...row.map((examples, guess) => shaded(examples, held[label], label === guess)),
      element('td', { class: 'right' }, percent(held[label] ? row[label] / held[label] : null)),
      element('td', {}, count(held[label])))));
    byId('confusion').tFoot.replaceChildren(element('tr', {},
      element('th', { scope: 'row' }, 'rightly so'),
      ...taken.map((all, label) => element('td', {}, all ? `${Math.round(100 * matrix[label][label] / all)}` : '–')),
      element('td', {}, '%'), element('td', {}, '')));
    byId('confusion-view').hidden = false;
  }

  async #predictions() {
    const { round, shape, labels, examples } = await call('GET', `${taskPath(this.task)}/predictions?count=${PICTURES}`);
    const wrong = examples.filter(({ label, predicted }) => label !== predicted).length;
    write(byId('predictions-note'), `After round ${round}, ${examples.length - wrong} of these ${examples.length} are right.`);
    byId('predictions').replaceChildren(...examples.map((example) => picture(example, shape, labels)));
    byId('predictions-view').hidden = false;
  }

  #name(label) {
    return this.labels[label] ?? `label ${label}`;
  }
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

// The shade is the share of its row; what is right and what is wrong differ in weight as well as in colour.
function shaded(examples, all, right) {
  const cell = element('td', { class: right ? 'hit' : 'miss' }, count(examples));
  cell.style.setProperty('--share', `${all ? Math.round(100 * examples / all) : 0}%`);
  return cell;
}

function picture({ label, predicted, confidence, pixels }, { channels, height, width }, labels) {
  const right = label === predicted;
  const name = (index) => labels[index] ?? `label ${index}`;
  const canvas = element('canvas', { width, height, role: 'img', 'aria-label': name(label) });
  const image = new ImageData(width, height);
  const plane = width * height;
  for (let at = 0; at < plane; at++) {
    for (let channel = 0; channel < 3; channel++) {
      image.data[4 * at + channel] = pixels[at + plane * Math.min(channel, channels - 1)];
    }
    image.data[4 * at + 3] = 255;
  }
  canvas.getContext('2d').putImageData(image, 0, 0);
  return element('li', { class: right ? 'right' : 'wrong' }, canvas,
    element('strong', {}, `${right ? '✓' : '✕'} ${name(predicted)}`),
    element('span', { class: 'quiet' }, right ? percent(confidence) : `${percent(confidence)}; it is ${name(label)}`));
}
