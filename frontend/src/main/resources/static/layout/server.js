// Calls of the REST API. What goes wrong is a Problem: the server's own document, or one that says it cannot be reached.
export class Problem extends Error {
  constructor({ status = 0, title = '', detail = '', code = '', errors = [] }) {
    super(detail || title || `The server answered ${status}.`);
    Object.assign(this, { status, code, errors });
  }
}

export async function call(method, path, body, options = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? { Accept: 'application/json' } : { Accept: 'application/json', 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      signal: options.signal,
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem({ detail: 'The server cannot be reached. Nothing you entered is lost; try again in a moment.' });
  }
  const text = response.status === 204 ? '' : await response.text();
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    throw new Problem({ status: response.status, detail: `The server's answer (${response.status}) is not JSON.` });
  }
  if (!response.ok) throw new Problem({ ...answer, status: response.status });
  return answer;
}

export const taskPath = (id) => `/api/v1/tasks/${encodeURIComponent(id)}`;
export const studyPath = (id) => `/api/v1/studies/${encodeURIComponent(id)}`;
