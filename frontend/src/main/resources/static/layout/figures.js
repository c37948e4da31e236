// How figures are written. The twin of io.tributary.backend.page.Figures: change both.
const NONE = '–';
const SPACE = '\u00a0';
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const two = (value) => String(Math.trunc(value)).padStart(2, '0');

export const percent = (share) => share == null ? NONE : (100 * share).toFixed(2) + SPACE + '%';

export function number(value) {
  if (value == null) return NONE;
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size === 0 || size >= 0.0001 ? value.toFixed(size < 10 ? 4 : 2) : value.toExponential(2);
}

export const count = (value) => value == null ? NONE : Math.round(value).toLocaleString('en-US');

export function bytes(value) {
  if (value == null) return NONE;
  let unit = 0;
  while (value >= 999.5 && unit < BYTES.length - 1) {
    value /= 1000;
    unit++;
  }
  return value.toFixed(unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2) + SPACE + BYTES[unit];
}

export function duration(seconds) {
  if (seconds == null) return NONE;
  if (seconds < 0.0995) return seconds === 0 ? '0' + SPACE + 's' : Math.max(1, Math.round(1000 * seconds)) + SPACE + 'ms';
  if (seconds < 59.5) return seconds.toFixed(seconds < 9.95 ? 1 : 0) + SPACE + 's';
  const whole = Math.round(seconds);
  if (whole < 3600) return Math.trunc(whole / 60) + SPACE + 'min' + SPACE + two(whole % 60) + SPACE + 's';
  const minutes = Math.trunc(whole / 60);
  return minutes < 24 * 60
    ? Math.trunc(minutes / 60) + SPACE + 'h' + SPACE + two(minutes % 60) + SPACE + 'min'
    : Math.trunc(minutes / (24 * 60)) + SPACE + 'd' + SPACE + two(minutes / 60 % 24) + SPACE + 'h';
}
