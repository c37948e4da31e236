// The command that starts a site's worker, for the kind of data it has.
export const KINDS = {
  csv: {
    name: 'heart',
    path: (name) => `/data/${name}.csv`,
    help: 'A table with a header line. The label column is the one to predict; the others are what it is predicted from.',
  },
  images: {
    name: 'xrays',
    path: (name) => `/data/${name}`,
    help: 'A folder with a sub-folder for each class, such as xrays/healthy and xrays/ill, with PNG or JPEG files in it.',
  },
  arrays: {
    name: 'scans',
    path: (name) => `/data/${name}.npz`,
    help: 'A folder with files as MNIST has them (IDX), or one file that numpy.savez(file, x=..., y=...) wrote.',
  },
};
const NAME = /^[a-z0-9_][a-z0-9._-]{0,63}$/;
const PLAIN = /^[A-Za-z0-9_./:=,@%+-]+$/;

const quoted = (text) => PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

// What is wrong with the fields that say where the data is, as the server would say it of its own.
export function mistakes({ data, path, label, kind }) {
  const errors = [];
  if (!NAME.test(data)) {
    errors.push({ field: 'data', message: 'Use 1 to 64 lower-case letters, digits, "-", "_" and ".", not "-" or "." first.' });
  }
  if (!path) errors.push({ field: 'path', message: `Say where the data is at the site, such as ${KINDS[kind].path('heart')}.` });
  if (kind === 'csv' && !label) errors.push({ field: 'label', message: 'Name the column to predict, as the header line has it.' });
  return errors;
}

// The server's command ends with an example; this puts the site's own data there.
export function command(line, { data, path, label, kind }) {
  const argument = `${data}=${path}${kind === 'csv' ? `,label=${label}` : ''}`;
  return line.replace(/NAME=PATH$/, () => quoted(argument));
}
