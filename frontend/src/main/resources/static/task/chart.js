import { byId, write } from '../layout/element.js';
import { bytes, duration, number, percent } from '../layout/figures.js';

const Y = {
  accuracy: { label: 'Accuracy', of: (round) => round.accuracy, text: percent, tick: (value) => `${+(100 * value).toFixed(2)} %` },
  loss: { label: 'Loss', of: (round) => round.loss, text: number },
  trainLoss: { label: 'Train loss', of: (round) => round.trainLoss, text: number },
  seconds: { label: 'Time', of: (round) => round.seconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  cpuSeconds: { label: 'CPU time', of: (round) => round.cpuSeconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  megabytes: { label: 'Sent up and down', of: (round) => (round.bytesUp + round.bytesDown) / 1e6, text: (value) => bytes(value * 1e6), tick: (value) => `${+value.toFixed(3)} MB` },
};
const X = {
  round: { of: (round) => round.round },
  seconds: { of: (round) => round.seen.seconds, tick: (value) => `${+value.toFixed(1)} s` },
  megabytes: { of: (round) => round.seen.megabytes, tick: (value) => `${+value.toFixed(1)} MB` },
};

/** One line: a figure of the rounds against another. What is shown stands in the address, so it can be shared. */
export class Chart {
  #place = byId('chart');
  #plot = null;
  #shown = [];

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
    this.#shown = this.series.rounds.filter((round) => y.of(round) != null);
    byId('chart-empty').hidden = this.#shown.length > 0;
    this.#plot.setData([this.#shown.map(x.of), this.#shown.map(y.of)]);
    this.#read(null);
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
      scales: { x: { time: false, range: (_, low, high) => low === high ? [low - 1, high + 1] : [low, high] } },
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
      hooks: { setCursor: [(plot) => this.#read(plot.cursor.idx)] },
    }, [[], []], this.#place);
    this.draw();
  }

  #read(index) {
    const { y } = this.#axes();
    const round = this.#shown[index ?? this.#shown.length - 1];
    write(byId('readout'), round ? `${y.label} ${y.text(y.of(round))} in round ${round.round}` : '');
  }

  #step(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || this.#shown.length === 0) return;
    event.preventDefault();
    const from = this.#plot.cursor.idx ?? this.#shown.length - (by > 0 ? 1 : 0);
    const index = Math.max(0, Math.min(this.#shown.length - 1, from + by));
    const { x, y } = this.#axes();
    this.#plot.setCursor({
      left: this.#plot.valToPos(x.of(this.#shown[index]), 'x'),
      top: this.#plot.valToPos(y.of(this.#shown[index]), 'y'),
    });
  }
}
