// The committed rounds of a task, each once, with the running sums that a chart's axes need.
export class Series {
  rounds = [];
  totals = { bytesUp: 0, bytesDown: 0, cpuSeconds: 0, seconds: 0, simulatedSeconds: 0 };

  /** Whether the round was new. Rounds come in order; what is there already is not taken twice. */
  add(round) {
    if (round.round <= this.last) return false;
    for (const name of Object.keys(this.totals)) this.totals[name] += round[name] ?? 0;
    this.rounds.push({ ...round, seen: { seconds: this.totals.seconds, simulated: round.simulatedSeconds == null ? null : this.totals.simulatedSeconds, megabytes: (this.totals.bytesUp + this.totals.bytesDown) / 1e6 } });
    return true;
  }

  get last() {
    return this.rounds.at(-1)?.round ?? 0;
  }

  /** The latest figure of that name that was measured. */
  latest(name) {
    return this.rounds.findLast((round) => round[name] != null)?.[name];
  }

  /** The round of the best accuracy, the earliest of equals; undefined before the first evaluation. */
  best() {
    return this.rounds.reduce((best, round) => round.accuracy != null && !(round.accuracy <= best?.accuracy) ? round : best, undefined);
  }
}
