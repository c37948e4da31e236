import { byId, element } from '../layout/element.js';
import { bytes, duration, number, percent } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';

// Rows of a page; io.tributary.backend.page.LiveTask knows the same number.
const ROWS = 20;

/** The table of rounds, newest first, a page at a time. */
export class RoundTable {
  #body = byId('rounds-table').tBodies[0];
  #pager = new Pager(byId('rounds-pager'), ROWS, 'rounds', () => this.draw());

  constructor(series) {
    this.series = series;
  }

  draw() {
    const { rounds } = this.series;
    const { from, to } = this.#pager.of(rounds.length);
    const shown = rounds.slice(Math.max(0, rounds.length - to), rounds.length - from).reverse();
    this.#body.replaceChildren(...(shown.length ? shown.map(row) : [nothing()]));
  }
}

const nothing = () => element('tr', { class: 'none' }, element('td', { colspan: 14 }, 'No round is done yet.'));

function row(round) {
  const figures = [
    percent(round.accuracy), number(round.loss), number(round.trainLoss), duration(round.seconds), duration(round.cpuSeconds),
    bytes(round.bytesUp), bytes(round.bytesDown), round.selected, round.completed, round.late, round.rejected, round.lost,
  ];
  return element('tr', { 'data-round': round.round },
    element('th', { scope: 'row' }, round.round),
    ...figures.map((figure) => element('td', {}, figure)),
    element('td', { class: 'text' }, round.note ?? ''));
}
