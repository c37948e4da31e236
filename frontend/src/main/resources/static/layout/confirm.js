import { byId } from './element.js';

/** Asks before something that cannot be taken back; resolves to whether to go on. Escape means no. */
export function confirm({ title, text, yes, no = 'Keep it' }) {
  const dialog = byId('confirm');
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = text;
  byId('confirm-yes').textContent = yes;
  byId('confirm-no').textContent = no;
  return new Promise((resolve) => {
    const asking = new AbortController();
    const { signal } = asking;
    function answer(sure) {
      asking.abort();
      resolve(sure);
    }
    byId('confirm-yes').addEventListener('click', () => answer(true), { signal });
    byId('confirm-no').addEventListener('click', () => answer(false), { signal });
    // The event that tells of an earlier dialog's end may come after this one was opened.
    dialog.addEventListener('close', () => { if (!dialog.open) answer(false); }, { signal });
    dialog.showModal();
  });
}
