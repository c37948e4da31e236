import { bytes, count, duration, number } from '../layout/figures.js';

/** What a client can be doing in a round; a colour and a mark for each are in live.css and in the legend. */
export const STATES = ['waiting', 'training', 'uploading', 'completed', 'late', 'rejected', 'lost'];
const UNDER_WAY = new Set(['waiting', 'training', 'uploading']);

/** One round as it stands: which clients were selected and how far each is. */
export class Round {
  stage = null;
  clients = new Map();

  constructor(round) {
    this.round = round;
  }

  static started({ round, clients }) {
    const started = new Round(round);
    for (const client of clients) started.clients.set(client, { state: 'waiting', share: 0 });
    return started;
  }

  /** A committed round from the reports of its clients. */
  static committed(round, reports) {
    const committed = new Round(round);
    for (const report of reports) committed.clients.set(report.client, { state: report.state, share: 0, report });
    return committed;
  }

  /** Whether it changed anything. A client that is done has no progress any more, nor does progress go back. */
  progress({ client, done, total }) {
    const now = this.clients.get(client);
    const share = total > 0 ? done / total : 0;
    if (!now || !UNDER_WAY.has(now.state) || share < now.share) return false;
    // All examples are trained on; what is missing is its update.
    this.clients.set(client, { state: share === 1 ? 'uploading' : 'training', share });
    return true;
  }

  done(report) {
    if (!this.clients.has(report.client)) return false;
    this.clients.set(report.client, { state: report.state, share: 0, report });
    return true;
  }

  /** How many clients are in each state. */
  tally() {
    const tally = Object.fromEntries(STATES.map((state) => [state, 0]));
    for (const { state } of this.clients.values()) tally[state]++;
    return tally;
  }
}

/** A client of a round in words. */
export function told(client, { state, share, report }) {
  if (state === 'training') return `Client ${client}: training, ${Math.floor(100 * share)} %`;
  if (!report) return `Client ${client}: ${state}`;
  const took = report.worker ? ` after ${duration(report.seconds)} on ${report.worker}` : '';
  const result = state === 'completed'
    ? `, loss ${number(report.loss)} over ${count(report.examples)} examples, ${bytes(report.bytesUp)} up`
    : '';
  return `Client ${client}: ${state}${took}${result}${report.reason ? `. ${report.reason}` : ''}`;
}
