/**
 * Of a dense line, the points that can be seen: the first, lowest, highest and last of each column between two values of x,
 * and the ends of the whole line, so that its range stays. Points are {x, y}, ordered by x.
 */
export function decimate(points, columns, low = points[0]?.x, high = points.at(-1)?.x) {
  if (points.length <= 4 * columns) return points;
  const seen = new Set([0, points.length - 1]);
  const width = (high - low) / columns || 1;
  let from = Math.max(0, points.findIndex(({ x }) => x >= low) - 1);
  while (from < points.length) {
    const edge = low + width * (Math.floor((points[from].x - low) / width) + 1);
    let lowest = from;
    let highest = from;
    let to = from;
    for (; to < points.length && points[to].x < edge; to++) {
      if (points[to].y < points[lowest].y) lowest = to;
      if (points[to].y > points[highest].y) highest = to;
    }
    to = Math.max(to, from + 1);
    for (const index of [from, lowest, highest, to - 1]) seen.add(index);
    if (points[to - 1].x > high) break;
    from = to;
  }
  return [...seen].sort((a, b) => a - b).map((index) => points[index]);
}
