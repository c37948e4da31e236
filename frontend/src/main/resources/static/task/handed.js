const PLACE = 'handed-spec';

/** Hands a spec to the form of a new task, which is opened next. */
export const hand = (spec) => sessionStorage.setItem(PLACE, JSON.stringify(spec));

/** The spec that was handed over, once; null where none was. */
export function handed() {
  const spec = JSON.parse(sessionStorage.getItem(PLACE));
  sessionStorage.removeItem(PLACE);
  return spec;
}
