import { byId } from './element.js';

// Asks before something that cannot be taken back; resolves to whether to go on. Escape means no.
export function confirm({ title, text, yes, no = 'Keep it' }) {
  const dialog = byId('confirm');
  byId('confirm-title').textContent = title;
  byId('confirm-text').textContent = text;
  byId('confirm-yes').textContent = yes;
  byId('confirm-no').textContent = no;
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }));
}
