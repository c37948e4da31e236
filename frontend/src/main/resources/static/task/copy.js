import { byId } from '../layout/element.js';

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied.';
  } catch {
    // Plain HTTP from another machine has no clipboard; what is selected can be copied by hand.
    getSelection().selectAllChildren(byId('spec-json'));
    return 'This browser does not let the page copy; the JSON is selected instead.';
  }
}

/** The buttons above the spec. The curl line leaves the name out: names are unique. */
export function copyButtons() {
  const json = byId('spec-json').textContent;
  const say = async (text) => { byId('copied').textContent = await copy(text); };
  byId('copy-spec').addEventListener('click', () => say(json));
  byId('copy-curl').addEventListener('click', () => {
    const { name, ...spec } = JSON.parse(json);
    const quoted = JSON.stringify(spec).replaceAll("'", "'\\''");
    say(`curl -X POST ${location.origin}/api/v1/tasks -H 'Content-Type: application/json' -d '${quoted}'`);
  });
}
