import { element, write } from '../layout/element.js';
import { bytes } from '../layout/figures.js';
import { call, Problem } from '../layout/server.js';

const PATH = '/api/v1/models/uploaded';

// Beside the field of a model's SHA-256: uploaded models to choose from, and a file to upload, which fills the field in.
export async function offerUploads(fields, changed) {
  const field = fields.byPath.get('start.model');
  const said = element('p', { class: 'quiet', role: 'status' });
  const file = element('input', { type: 'file', id: 'start-file', accept: '.safetensors' });
  field.box.append(element('p', { class: 'upload' }, element('label', { for: 'start-file' }, 'Or upload a safetensors file'), file), said);
  const list = field.box.appendChild(element('datalist', { id: 'uploaded-models' }));
  field.control.setAttribute('list', list.id);
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    file.disabled = true;
    said.classList.remove('error');
    try {
      const model = await send(chosen, (share) => write(said, `Uploading ${chosen.name}, ${Math.floor(100 * share)} % of ${bytes(chosen.size)}`));
      write(said, `${model.name} is here: ${model.parameters.toLocaleString('en-US')} parameters. The task starts from it.`);
      // It comes from no task.
      for (const path of ['start.task', 'start.round', 'start.best']) {
        const other = fields.byPath.get(path);
        other.control.value = other.standard;
      }
      field.control.value = model.sha256;
      changed();
      await show(list);
    } catch (failure) {
      said.classList.add('error');
      write(said, `${chosen.name} was not taken: ${failure.message}`);
    } finally {
      file.disabled = false;
      file.value = '';
    }
  });
  await show(list);
}

async function show(list) {
  try {
    const models = await call('GET', PATH);
    list.replaceChildren(...models.map((model) => element('option', { value: model.sha256 }, `${model.name}, ${bytes(model.bytes)}`)));
  } catch {
    // The field can be filled in without suggestions.
  }
}

// fetch does not tell how far an upload has come.
function send(file, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${PATH}?name=${encodeURIComponent(file.name.slice(0, 100))}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener('error', () => reject(new Problem({ detail: 'The server cannot be reached, or broke the upload off.' })));
    request.addEventListener('load', () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        answer = { detail: `The server's answer (${request.status}) is not JSON.` };
      }
      if (request.status === 201) resolve(answer);
      else reject(new Problem({ ...answer, status: request.status }));
    });
    request.send(file);
  });
}
