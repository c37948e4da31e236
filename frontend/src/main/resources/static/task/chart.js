import { byId, write } from '../layout/element.js';
import { bytes, duration, number, percent } from '../layout/figures.js';
import { decimate } from './decimate.js';

const Y = {
  accuracy: { label: 'Accuracy', of: (round) => round.accuracy, text: percent, tick: (value) => `${+(100 * value).toFixed(2)} %`, most: 1 },
  loss: { label: 'Loss', of: (round) => round.loss, text: number },
  trainLoss: { label: 'Train loss', of: (round) => round.trainLoss, text: number },
  seconds: { label: 'Time', of: (round) => round.seconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  simulatedSeconds: { label: 'Simulated time', of: (round) => round.simulatedSeconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  cpuSeconds: { label: 'CPU time', of: (round) => round.cpuSeconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  megabytes: { label: 'Sent up and down', of: (round) => (round.bytesUp + round.bytesDown) / 1e6, text: (value) => bytes(value * 1e6), tick: (value) => `${+value.toFixed(3)} MB` },
};
const X = {
  round: { of: (round) => round.round },
  seconds: { of: (round) => round.seen.seconds, tick: (value) => `${+value.toFixed(1)} s` },
  simulated: { of: (round) => round.seen.simulated, tick: (value) => `${+value.toFixed(1)} s` },
  megabytes: { of: (round) => round.seen.megabytes, tick: (value) => `${+value.toFixed(1)} MB` },
};

/** Pixels that may hold four points. */
const COLUMN = 4;

/**
 * One line: a figure of the rounds against another. What is shown stands in the address, so it can be shared. A part that one
 * has dragged over stays in view while rounds come in; a double click brings the whole back.
 */
export class Chart {
  #place = byId('chart');
  #plot = null;
  #points = [];
  #shown = [];
  #filling = false;

  constructor(series) {
    this.series = series;
    const wish = new URLSearchParams(location.search);
    for (const axis of ['x', 'y']) {
      const select = byId(`chart-${axis}`);
      if ((axis === 'x' ? X : Y)[wish.get(axis)]) select.value = wish.get(axis);
      select.addEventListener('change', () => this.#choose());
    }
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#rebuild());
    this.#place.addEventListener('keydown', (event) => this.#step(event));
    this.#rebuild();
  }

  /** Draws what the series holds now. */
  draw() {
    const { x, y } = this.#axes();
    this.#points = [];
    for (const round of this.series.rounds) {
      const value = y.of(round);
      if (value != null && x.of(round) != null) this.#points.push({ x: x.of(round), y: value, round });
    }
    byId('chart-empty').hidden = this.#points.length > 0;
    this.#fill(this.#zoom());
    this.#read(null);
  }

  // The part that is zoomed to, null where all is shown.
  #zoom() {
    const { min, max } = this.#plot.scales.x;
    return min != null && this.#shown.length > 1 && (min > this.#shown[0].x || max < this.#shown.at(-1).x) ? { min, max } : null;
  }

  #fill(zoom) {
    this.#shown = decimate(this.#points, Math.max(1, this.#place.clientWidth / COLUMN), zoom?.min, zoom?.max);
    this.#filling = true;
    this.#plot.setData([this.#shown.map(({ x }) => x), this.#shown.map(({ y }) => y)], !zoom);
    if (zoom) this.#plot.redraw(true);
    this.#filling = false;
  }

  // Another part of a dense line has other points to show.
  #zoomed() {
    if (!this.#filling && this.#points.length !== this.#shown.length) queueMicrotask(() => this.#fill(this.#zoom()));
  }

  #axes() {
    return { x: X[byId('chart-x').value], y: Y[byId('chart-y').value] };
  }

  #choose() {
    const address = new URL(location.href);
    address.searchParams.set('y', byId('chart-y').value);
    address.searchParams.set('x', byId('chart-x').value);
    history.replaceState(null, '', address);
    this.#rebuild();
  }

  #size() {
    return { width: this.#place.clientWidth, height: this.#place.clientHeight };
  }

  #rebuild() {
    const { x, y } = this.#axes();
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const font = `12px ${getComputedStyle(document.body).fontFamily}`;
    const axis = (tick) => ({
      stroke: colour('--quiet'),
      font,
      grid: { stroke: colour('--line'), width: 1 },
      ticks: { stroke: colour('--line'), width: 1 },
      ...(tick && { values: (_, values) => values.map(tick) }),
    });
    this.#plot?.destroy();
    this.#plot = new uPlot({
      ...this.#size(),
      legend: { show: false },
      cursor: { drag: { x: true, y: false }, points: { size: 9 } },
      scales: { x: { time: false, range: (_, low, high) => low === high ? [low - 1, high + 1] : [low, high] }, y: { range: (_, low, high) => bounded(low, high, y.most) } },
      axes: [
        { ...axis(x.tick), size: 34, ...(!x.tick && { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000] }) },
        { ...axis(y.tick), size: 66 },
      ],
      series: [{}, {
        stroke: colour('--accent'),
        width: 2,
        spanGaps: true,
        points: { show: (plot) => plot.data[0].length < 60, size: 6, fill: colour('--accent') },
      }],
      hooks: {
        setCursor: [(plot) => this.#read(plot.cursor.idx)],
        setScale: [(_, scale) => scale === 'x' && this.#zoomed()],
      },
    }, [[], []], this.#place);
    this.#shown = [];
    this.draw();
  }

  #read(index) {
    const { y } = this.#axes();
    const point = this.#shown[index ?? this.#shown.length - 1];
    write(byId('readout'), point ? `${y.label} ${y.text(point.y)} in round ${point.round.round}` : '');
  }

  #step(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || this.#shown.length === 0) return;
    event.preventDefault();
    const from = this.#plot.cursor.idx ?? this.#shown.length - (by > 0 ? 1 : 0);
    const index = Math.max(0, Math.min(this.#shown.length - 1, from + by));
    const { x, y } = this.#shown[index];
    this.#plot.setCursor({ left: this.#plot.valToPos(x, 'x'), top: this.#plot.valToPos(y, 'y') });
  }
}

// Room above and below the line, but not beyond what there can be.
function bounded(low, high, most) {
  const [from, to] = low == null ? [0, most ?? 1] : uPlot.rangeNum(low, high, 0.1, true);
  return [Math.max(0, from), Math.min(to, most ?? Infinity)];
}
