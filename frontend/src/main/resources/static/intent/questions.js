import { element } from '../layout/element.js';
import { plain, titleOf } from './values.js';

/** Questions with their answers as buttons, or as a field where anything goes. onAnswer(field, value). */
export function asked(questions, known, onAnswer) {
  return questions.map(({ field, question, options }) => element('fieldset', { class: 'question', 'data-field': field },
    element('legend', {}, question),
    options.length ? buttons(field, options, onAnswer) : entry(field, titleOf(field, known), onAnswer)));
}

function buttons(field, options, onAnswer) {
  return element('div', { class: 'buttons' }, ...options.map((option) => {
    const button = element('button', { type: 'button' }, plain(option));
    button.addEventListener('click', () => onAnswer(field, option));
    return button;
  }));
}

function entry(field, title, onAnswer) {
  const input = element('input', { 'aria-label': title, required: true });
  const form = element('form', {}, input, element('button', {}, 'Use this'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onAnswer(field, read(input.value));
  });
  return form;
}

// A number where it is one: names are no JSON.
function read(text) {
  try {
    return JSON.parse(text.replace(',', '.'));
  } catch {
    return text;
  }
}
