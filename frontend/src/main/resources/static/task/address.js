/** What the page shows, as parameters of its address: reading one, and writing one without a reload. */
export const parameter = (name) => new URLSearchParams(location.search).get(name);

export function setParameter(name, value) {
  const address = new URL(location.href);
  if (value == null) address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  // Commas separate tasks and may stand as they are.
  history.replaceState(null, '', address.href.replaceAll('%2C', ','));
}

/** A link to the page with other tasks, all else as it is now. */
export function keepingParameters(href) {
  const address = new URL(location.href);
  const tasks = new URL(href, location.href).searchParams.get('tasks');
  if (tasks == null) return href;
  address.searchParams.set('tasks', tasks);
  address.searchParams.delete('find');
  return address.href.replaceAll('%2C', ',');
}
