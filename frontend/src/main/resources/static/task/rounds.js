import { byId, element } from '../layout/element.js';
import { bytes, duration, number, percent } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';

// Rows of a page; io.tributary.backend.page.LiveTask knows the same number.
const ROWS = 20;

/** The table of rounds, newest first, a page at a time. */
export class RoundTable {
  #table = byId('rounds-table');
  #pager = new Pager(byId('rounds-pager'), ROWS, 'rounds', () => this.draw());

  constructor(series) {
    this.series = series;
  }

  draw() {
    const { rounds } = this.series;
    const { from, to } = this.#pager.of(rounds.length);
    const shown = rounds.slice(Math.max(0, rounds.length - to), rounds.length - from).reverse();
    const paced = this.#table.dataset.paced === 'yes';
    this.#table.tBodies[0].replaceChildren(...(shown.length ? shown.map((round) => row(round, paced)) : [nothing(paced)]));
  }
}

const nothing = (paced) => element('tr', { class: 'none' }, element('td', { colspan: paced ? 16 : 14 }, 'No round is done yet.'));

// Simulated time is worth columns where clients are unequal in it.
function row(round, paced) {
  const figures = [
    percent(round.accuracy), number(round.loss), number(round.trainLoss), duration(round.seconds),
    ...(paced ? [duration(round.simulatedSeconds), number(round.staleness)] : []), duration(round.cpuSeconds),
    bytes(round.bytesUp), bytes(round.bytesDown), round.selected, round.completed, round.late, round.rejected, round.lost,
  ];
  return element('tr', { 'data-round': round.round },
    element('th', { scope: 'row' }, round.round),
    ...figures.map((figure) => element('td', {}, figure)),
    element('td', { class: 'text' }, round.note ?? ''));
}
