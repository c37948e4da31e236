// Says beside each field of a form what is wrong with it, and takes back what is not any more.
export function blame(form, errors) {
  for (const field of form.querySelectorAll('.field')) {
    const input = field.querySelector('input, select');
    const text = field.querySelector('.field-error');
    const error = errors.find((each) => each.field === input.name);
    text.id ||= `${input.id}-error`;
    text.textContent = error?.message ?? '';
    input.setAttribute('aria-describedby', text.id);
    input.toggleAttribute('aria-invalid', Boolean(error));
    if (error) input.setAttribute('aria-invalid', 'true');
  }
  form.querySelector('[aria-invalid=true]')?.focus();
}
