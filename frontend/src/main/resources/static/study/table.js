import { byId, element, write } from '../layout/element.js';
import { bytes, duration } from '../layout/figures.js';
import { Pager } from '../layout/pager.js';
import { sample, titleOf } from './sources.js';
import { differences } from './space.js';

const ROWS = 25;

/** All trials, the newest first. onPromote(trial number). */
export class TrialTable {
  #study = null;
  #pager = new Pager(byId('trials-pager'), ROWS, 'trials', () => this.draw(this.#study));

  constructor(onPromote, may) {
    this.may = may;
    byId('trials').addEventListener('click', ({ target }) => {
      const button = target.closest('[data-promote]');
      if (button) onPromote(Number(button.dataset.promote));
    });
  }

  draw(study) {
    this.#study = study;
    write(byId('value-title'), study.metric.title);
    if (!study.trials.length) return;
    const newest = study.trials.toReversed();
    const { from, to } = this.#pager.of(newest.length);
    byId('trials').tBodies[0].replaceChildren(...newest.slice(from, to).map((trial) => this.#row(trial, study)));
  }

  #row(trial, study) {
    const advice = trial.advice && trial.advice.outcome !== 'ACCEPTED' ? `Language model ${trial.advice.outcome.toLowerCase()}: ${trial.advice.message}` : null;
    const why = [trial.rationale, advice, trial.failure].filter(Boolean).join(' – ');
    const running = trial.state === 'RUNNING';
    return element('tr', { 'data-trial': trial.number, id: `trial-${trial.number}`, class: trial === study.best ? 'best-trial' : null },
      element('th', { scope: 'row' }, element('a', { href: `/tasks/${encodeURIComponent(trial.taskId)}` }, String(trial.number))),
      element('td', { class: `text state-${trial.state.toLowerCase()}`, title: trial.waits ? 'It goes on from there if it turns out to be among the best' : null }, (trial.waits ? 'Waits' : trial.state[0] + trial.state.slice(1).toLowerCase()) + (trial === study.best ? ', best' : '')),
      element('td', { class: 'text' }, sample(trial.source), titleOf(trial.source)),
      element('td', {}, study.told(trial)),
      element('td', { class: 'text differs' }, differences(trial, study.trials[0])),
      element('td', {}, String(running ? trial.intermediate.at(-1)?.round ?? 0 : trial.used.rounds)),
      element('td', {}, bytes(running ? trial.intermediate.at(-1)?.bytes : trial.used.bytes)),
      element('td', {}, duration(running ? trial.intermediate.at(-1)?.cpuSeconds : trial.used.cpuSeconds)),
      element('td', { class: 'text why' }, why),
      element('td', {}, this.may && trial.state !== 'REJECTED' ? element('button', { type: 'button', class: 'small', 'data-promote': trial.number, 'aria-label': `Promote trial ${trial.number} to a task`, title: 'Starts a task with these settings' }, 'Promote') : null));
  }
}
