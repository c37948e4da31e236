import { call, Problem } from '../layout/server.js';

const IMAGE_MODELS = ['lenet5', 'cnn'];

/** Fits the form to whose data were chosen: what sites hold of their own nobody deals out, and a table wants a model for tables. */
export async function fit(fields) {
  const of = (path) => fields.byPath.get(path);
  const chosen = of('dataset').control.value;
  let info;
  try {
    info = await call('GET', `/api/v1/datasets/${encodeURIComponent(chosen)}`);
  } catch (problem) {
    if (problem instanceof Problem) return;
    throw problem;
  }
  if (of('dataset').control.value !== chosen) return;
  const scheme = of('partition.scheme');
  if (info.own) scheme.control.value = 'by-worker';
  else if (scheme.control.value === 'by-worker') scheme.control.value = scheme.standard;
  const model = of('model.preset');
  if (info.columns?.length && IMAGE_MODELS.includes(model.control.value)) model.control.value = 'mlp';
}
