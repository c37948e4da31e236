/** Tabs after the ARIA pattern: arrows move, the address's hash says which is open. onOpen(id of the panel). */
export function tabs(list, onOpen) {
  const all = [...list.querySelectorAll('[role=tab]')];

  function open(tab, focus) {
    for (const each of all) {
      const chosen = each === tab;
      each.setAttribute('aria-selected', chosen);
      each.tabIndex = chosen ? 0 : -1;
      document.getElementById(each.getAttribute('aria-controls')).hidden = !chosen;
    }
    if (focus) tab.focus();
    const panel = tab.getAttribute('aria-controls');
    if (focus || location.hash) history.replaceState(null, '', `${location.pathname}${location.search}#${panel}`);
    onOpen(panel);
  }

  list.addEventListener('click', (event) => {
    const tab = event.target.closest('[role=tab]');
    if (tab) open(tab, true);
  });
  list.addEventListener('keydown', (event) => {
    const at = all.indexOf(document.activeElement);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    open(all[(to + all.length) % all.length], true);
  });
  const wished = () => all.find((tab) => `#${tab.getAttribute('aria-controls')}` === location.hash);
  addEventListener('hashchange', () => wished() && open(wished(), false));
  open(wished() ?? all[0], false);
}
