import { byId } from '../layout/element.js';

// Behind a proxy the server may know itself by another address than the one this page was opened at.
const { origin } = byId('main').dataset;
if (origin !== location.origin) {
  document.querySelectorAll('.call code').forEach((line) => { line.textContent = line.textContent.replaceAll(origin, location.origin); });
}

document.addEventListener('click', async ({ target }) => {
  const button = target.closest('[data-copy]');
  if (!button) return;
  const line = button.closest('.call').querySelector('code');
  try {
    await navigator.clipboard.writeText(line.textContent);
    byId('copied').textContent = 'Copied.';
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1500);
  } catch {
    // Plain HTTP from another machine has no clipboard; what is selected can be copied by hand.
    getSelection().selectAllChildren(line);
    byId('copied').textContent = 'This browser does not let the page copy; the line is selected instead.';
  }
});
