import { byId, write } from '../layout/element.js';
import { bytes, duration, number, percent } from '../layout/figures.js';
import { parameter, setParameter } from './address.js';
import { line } from './lines.js';

const Y = {
  accuracy: { of: (round) => round.accuracy, text: percent, tick: (value) => `${+(100 * value).toFixed(2)} %` },
  loss: { of: (round) => round.loss, text: number },
  trainLoss: { of: (round) => round.trainLoss, text: number },
  seconds: { of: (round) => round.seconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  simulatedSeconds: { of: (round) => round.simulatedSeconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  cpuSeconds: { of: (round) => round.cpuSeconds, text: duration, tick: (value) => `${+value.toFixed(3)} s` },
  megabytes: { of: (round) => (round.bytesUp + round.bytesDown) / 1e6, text: (value) => bytes(value * 1e6), tick: (value) => `${+value.toFixed(3)} MB` },
};
const X = {
  round: { of: (round) => round.round, text: (value) => `round ${Math.round(value)}` },
  seconds: { of: (round) => round.seen.seconds, text: duration, tick: (value) => `${+value.toFixed(1)} s` },
  simulated: { of: (round) => round.seen.simulated, text: duration, tick: (value) => `${+value.toFixed(1)} s` },
  megabytes: { of: (round) => round.seen.megabytes, text: (value) => bytes(value * 1e6), tick: (value) => `${+value.toFixed(1)} MB` },
};
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];
/** So many markers on a line; fewer points than twice that are all marked. */
const MARKERS = 6;

/** The curves of all tasks over each other, each with its own points: rounds of tasks take different times and bytes. */
export class Overlay {
  #place = byId('chart');
  #plot = null;
  #curves = [];
  #zoomed = false;

  /** onRead(task, text) is told each task's figure at the cursor, or its last. */
  constructor(tasks, onRead) {
    Object.assign(this, { tasks, onRead });
    for (const [axis, known] of [['x', X], ['y', Y]]) {
      const select = byId(`chart-${axis}`);
      if (known[parameter(axis)]) select.value = parameter(axis);
      select.addEventListener('change', () => {
        setParameter(axis, select.value);
        this.#rebuild();
      });
    }
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#place);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#rebuild());
    this.#place.addEventListener('keydown', (event) => this.#step(event));
    this.#rebuild();
  }

  /** Draws what the tasks hold now. */
  draw() {
    const { x, y } = this.#axes();
    this.#curves = this.tasks.map(({ series, shown }) => {
      const points = shown ? series.rounds.filter((round) => y.of(round) != null && x.of(round) != null) : [];
      return [points.map(x.of), points.map(y.of)];
    });
    this.#plot.setData([null, ...this.#curves], !this.#zoomed);
    if (this.#zoomed) this.#plot.redraw();
    this.#read();
  }

  /** What is drawn: for each task its x and y values. */
  get curves() {
    return this.#curves;
  }

  #axes() {
    return { x: X[byId('chart-x').value], y: Y[byId('chart-y').value] };
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
    const range = (margin) => (_, low, high) => {
      if (low == null || !Number.isFinite(low)) return [0, 1];
      const room = high > low ? margin * (high - low) : Math.abs(low) || 1;
      return [low - room, high + room];
    };
    this.#plot?.destroy();
    this.#zoomed = false;
    this.#plot = new uPlot({
      mode: 2,
      ...this.#size(),
      legend: { show: false },
      cursor: { drag: { x: true, y: false }, points: { show: false }, dataIdx: () => null },
      scales: { x: { time: false, range: range(0.015) }, y: { range: range(0.05) } },
      axes: [
        { ...axis(x.tick), size: 34, ...(!x.tick && { incrs: WHOLE }) },
        { ...axis(y.tick), size: 66 },
      ],
      series: [{}, ...this.tasks.map(({ number: at }) => ({
        facets: [{ scale: 'x', auto: true }, { scale: 'y', auto: true }],
        stroke: colour(line(at).colour),
        width: 2,
        dash: line(at).dash,
        paths: uPlot.paths.linear(),
        points: { show: false },
      }))],
      hooks: {
        draw: [(plot) => this.#mark(plot, colour('--surface'))],
        setCursor: [() => this.#read()],
        setSelect: [(plot) => { this.#zoomed = plot.select.width > 0; }],
        ready: [(plot) => plot.over.addEventListener('dblclick', () => { this.#zoomed = false; })],
      },
    }, [null, ...this.tasks.map(() => [[], []])], this.#place);
    this.draw();
  }

  // A few markers on each line, a bit further along on each so that they do not cover each other.
  #mark(plot, surface) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.setLineDash([]);
    ctx.lineWidth = 2;
    ctx.fillStyle = surface;
    this.#curves.forEach(([xs, ys], at) => {
      const { colour, marker } = line(this.tasks[at].number);
      const shape = new Path2D(marker);
      ctx.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue(colour).trim();
      for (const index of this.#marked(plot, xs, at)) {
        ctx.save();
        ctx.translate(plot.valToPos(xs[index], 'x', true), plot.valToPos(ys[index], 'y', true));
        ctx.scale(devicePixelRatio, devicePixelRatio);
        ctx.fill(shape);
        ctx.stroke(shape);
        ctx.restore();
      }
    });
    ctx.restore();
  }

  #marked(plot, xs, at) {
    if (xs.length <= 2 * MARKERS) return xs.keys();
    const { min, max } = plot.scales.x;
    const share = (at % this.tasks.length) / this.tasks.length;
    return new Set(Array.from({ length: MARKERS }, (_, k) => before(xs, min + (max - min) * (k + share) / MARKERS)).filter((index) => index >= 0));
  }

  #read() {
    if (!this.#plot) return;
    const { x, y } = this.#axes();
    const { left } = this.#plot.cursor;
    const at = left >= 0 ? this.#plot.posToVal(left, 'x') : Infinity;
    write(byId('readout'), at === Infinity ? 'Last figures' : `At ${x.text(Math.max(0, at))}`);
    this.tasks.forEach((task, index) => {
      const [xs, ys] = this.#curves[index] ?? [[], []];
      const last = at === Infinity ? ys.length - 1 : before(xs, at);
      this.onRead(task, last >= 0 ? y.text(ys[last]) : '–');
    });
  }

  #step(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const { left } = this.#plot.cursor;
    const width = this.#plot.over.clientWidth;
    const from = left >= 0 ? left : by > 0 ? 0 : width;
    this.#plot.setCursor({ left: Math.max(0, Math.min(width, from + by * width / 40)), top: 0 });
  }
}

/** The index of the last of the rising values that is not above the given one, or -1. */
function before(values, value) {
  let low = -1;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (values[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
