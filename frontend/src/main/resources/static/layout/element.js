const SVG = 'http://www.w3.org/2000/svg';

// Children are elements or text; text is never read as HTML.
function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value != null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child != null).map((child) => child instanceof Node ? child : String(child)));
  return element;
}

export const element = (name, attributes, ...children) => build(document.createElement(name), attributes, children);
export const drawing = (name, attributes, ...children) => build(document.createElementNS(SVG, name), attributes, children);
export const byId = (id) => document.getElementById(id);

// Writes only what changed, so a screen reader is told only that.
export function write(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
