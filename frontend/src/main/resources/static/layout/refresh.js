import { byId } from './element.js';

// Pages that htmx asks for anew every few seconds: say when the server is away, and leave the page alone when nothing changed.
const connection = byId('connection');
let last = '';

document.body.addEventListener('htmx:beforeSwap', (event) => {
  connection.hidden = true;
  if (event.detail.serverResponse === last) event.detail.shouldSwap = false;
  last = event.detail.serverResponse;
});
for (const failure of ['htmx:sendError', 'htmx:responseError', 'htmx:timeout']) {
  document.body.addEventListener(failure, () => { connection.hidden = false; });
}
