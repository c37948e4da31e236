const KEY = 'compare';

/** The tasks ticked for comparison, kept while the list is paged, filtered and drawn anew; until the tab is closed. */
export class Selection {
  #ids = new Set(JSON.parse(sessionStorage.getItem(KEY) ?? '[]'));

  get ids() {
    return [...this.#ids];
  }

  has(id) {
    return this.#ids.has(id);
  }

  set(id, ticked) {
    if (ticked) this.#ids.add(id);
    else this.#ids.delete(id);
    this.#keep();
  }

  clear() {
    this.#ids.clear();
    this.#keep();
  }

  #keep() {
    sessionStorage.setItem(KEY, JSON.stringify(this.ids));
  }
}
