import { bytes, count, duration, number, percent } from '../layout/figures.js';

/** What a study can make better: how it is called and written, and how it stands at an axis. */
export const METRICS = {
  accuracy: { title: 'Accuracy', text: percent, tick: (value) => `${+(100 * value).toFixed(2)} %` },
  loss: { title: 'Loss', text: number, tick: (value) => String(+value.toPrecision(3)) },
  bytes: { title: 'Bytes', text: bytes, tick: bytes },
  cpuSeconds: { title: 'CPU time', text: duration, tick: duration },
  seconds: { title: 'Time', text: duration, tick: duration },
  parameters: { title: 'Parameters', text: count, tick: count },
  rounds: { title: 'Rounds', text: count, tick: count },
};

/** A value of a setting as people read it. */
export const plain = (value) => value === true ? 'on' : value === false ? 'off' : typeof value === 'number' && !Number.isInteger(value) ? String(+value.toPrecision(3)) : String(value);
