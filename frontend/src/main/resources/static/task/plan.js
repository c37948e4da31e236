import { byId, element, write } from '../layout/element.js';
import { count } from '../layout/figures.js';
import { call, Problem } from '../layout/server.js';

/** The offers to make the task cheaper: each asks for a plan, fills it in and says why; one step back is kept. */
export class Plans {
  #buttons = [...document.querySelectorAll('#plan [data-goal]')];
  #said = byId('plan-said');
  #why = byId('plan-why');
  #undo = byId('plan-undo');
  #before = null;

  /**
   * @param current gives the text that stands in the form now
   * @param fill takes a spec, or the text to go back to
   */
  constructor(current, fill) {
    this.fill = fill;
    for (const button of this.#buttons) button.addEventListener('click', () => this.#ask(button.dataset.goal, current()));
    this.#undo.addEventListener('click', () => {
      fill(this.#before);
      this.#settle('Your settings are back.', []);
      this.#said.focus();
    });
  }

  async #ask(goal, text) {
    this.#busy(true);
    this.#settle('Looking for something cheaper', []);
    try {
      const plan = await call('POST', '/api/v1/plans', { goal, spec: JSON.parse(text || '{}') });
      if (plan.choices.length) {
        this.#before = text;
        this.fill(changed(JSON.parse(text || '{}'), plan.choices));
      }
      this.#settle(plan.choices.length ? saved(plan) : plan.basis, plan.choices, plan.basis);
    } catch (problem) {
      if (problem instanceof SyntaxError) this.#settle('Mend the JSON first.', []);
      else if (problem instanceof Problem) this.#settle(problem.errors.map(({ message }) => message).join(' ') || problem.message, []);
      else throw problem;
    } finally {
      this.#busy(false);
    }
  }

  #busy(busy) {
    for (const button of this.#buttons) button.disabled = busy;
  }

  #settle(said, choices, basis) {
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
