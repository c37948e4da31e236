import { byId, element, write } from '../layout/element.js';
import { count } from '../layout/figures.js';
import { call, Problem, taskPath } from '../layout/server.js';

const LOOK = 1000;

/** The offers to make the task cheaper: each asks for a plan, fills it in and says why; one step back is kept. */
export class Plans {
  #buttons = [...document.querySelectorAll('#plan [data-goal]')];
  #said = byId('plan-said');
  #why = byId('plan-why');
  #undo = byId('plan-undo');
  #probe = byId('plan-probe');
  #start = byId('plan-probe-start');
  #before = null;
  /** What was asked for last, and what the form held once it was answered. */
  #asked = null;
  #held = null;

  /**
   * @param current gives the text that stands in the form now
   * @param fill takes a spec, or the text to go back to
   */
  constructor(current, fill) {
    this.fill = fill;
    this.current = current;
    this.#start.addEventListener('click', () => this.#probeFirst());
    for (const button of this.#buttons) button.addEventListener('click', () => this.#ask(button.dataset.goal, current()));
    this.#undo.addEventListener('click', () => {
      fill(this.#before);
      this.#asked = null;
      this.#settle('Your settings are back.', []);
      this.#said.focus();
    });
  }

  async #ask(goal, text) {
    this.#settle('Looking for something cheaper', []);
    await this.#attempt(async () => {
      this.#asked = { goal, text };
      const plan = await call('POST', '/api/v1/plans', { goal, spec: JSON.parse(text || '{}') });
      if (plan.choices.length) {
        this.#before = text;
        this.fill(changed(JSON.parse(text || '{}'), plan.choices));
      }
      this.#held = this.current();
      this.#settle(plan.choices.length ? saved(plan) : plan.basis, plan.choices, plan.basis);
      this.#report(plan.probe);
      if (plan.probe?.state === 'RUNNING') this.#follow(plan.probe);
    });
  }

  // The probe is of what was asked for, not of what the plan made of it.
  #probeFirst() {
    return this.#attempt(async () => {
      const { goal, text } = this.#asked;
      const { probe } = await call('POST', '/api/v1/plans/probes', { goal, spec: JSON.parse(text || '{}') });
      this.#report(probe);
      if (probe?.state === 'RUNNING') this.#follow(probe);
      else await this.#ask(goal, text);
    });
  }

  // Until all its tasks have ended; then the plan is made again, unless something else was asked or typed meanwhile.
  async #follow(probe) {
    const mine = this.#asked;
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK));
      if (this.#asked !== mine) return;
      let tasks;
      try {
        tasks = await Promise.all(probe.runs.map(({ task }) => call('GET', taskPath(task))));
      } catch (problem) {
        // A server that starts again goes on with the probe; a task that was deleted is over.
        if (!(problem instanceof Problem)) throw problem;
        if (problem.status === 404) break;
        continue;
      }
      if (this.#asked !== mine) return;
      this.#runs(probe, tasks);
      if (tasks.every(({ endedAt }) => endedAt)) break;
    }
    if (this.current() === this.#held) await this.#ask(mine.goal, mine.text);
    else write(byId('plan-probe-said'), 'The probe has ended. Ask again to use what it measured.');
  }

  #runs({ rounds, runs }, tasks) {
    byId('plan-probe-runs').replaceChildren(...runs.map(({ planned, task, round }, at) => element('li', {},
      element('a', { href: `/tasks/${task}` }, planned ? 'As planned' : 'As given'), `: round ${tasks[at]?.round ?? round} of ${rounds}`)));
  }

  #report(probe) {
    this.#probe.hidden = !probe;
    this.#start.hidden = probe?.state !== 'OFFERED';
    write(byId('plan-probe-said'), probe?.said ?? '');
    if (probe) this.#runs(probe, []);
  }

  async #attempt(work) {
    this.#busy(true);
    try {
      await work();
    } catch (problem) {
      if (problem instanceof SyntaxError) this.#settle('Mend the JSON first.', []);
      else if (problem instanceof Problem) this.#settle(problem.errors.map(({ message }) => message).join(' ') || problem.message, []);
      else throw problem;
    } finally {
      this.#busy(false);
    }
  }

  #busy(busy) {
    for (const button of [...this.#buttons, this.#start]) button.disabled = busy;
  }

  #settle(said, choices, basis) {
    this.#report(null);
    write(this.#said, said);
    this.#undo.hidden = choices.length === 0;
    this.#why.hidden = choices.length === 0;
    byId('plan-choices').replaceChildren(...reasons(choices));
    write(byId('plan-basis'), basis ?? '');
  }
}

// The spec as it was written, with the plan's values in their places.
function changed(spec, choices) {
  for (const { field, to } of choices) {
    const path = field.split('.');
    const last = path.pop();
    path.reduce((object, key) => object[key] ??= {}, spec)[last] = JSON.parse(to);
  }
  return spec;
}

// Fields that were changed for the same reason stand together.
function reasons(choices) {
  const byReason = new Map();
  for (const choice of choices) byReason.set(choice.reason, [...(byReason.get(choice.reason) ?? []), choice]);
  return [...byReason].map(([reason, changed]) => element('li', {},
    reason, element('ul', {}, ...changed.map(({ field, from, to }) => element('li', {}, element('code', {}, field), ` ${plain(from)} → ${plain(to)}`)))));
}

const plain = (json) => String(JSON.parse(json) ?? 'off');

function saved({ estimate, before, accuracyChange, accuracyError }) {
  const less = (now, was) => `${count(Math.round(100 * (1 - now / was)))} % less`;
  return `${less(estimate.bytesUp + estimate.bytesDown, before.bytesUp + before.bytesDown)} traffic, ${less(estimate.cpuSeconds, before.cpuSeconds)} CPU, ${less(estimate.seconds, before.seconds)} time; accuracy about ${points(accuracyChange)} points, give or take ${points(2 * accuracyError).replace('+', '')}.`;
}

const points = (share) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}`;
