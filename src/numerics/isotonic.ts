/**
 * Decreasing isotonic regression: the non-increasing sequence nearest to the values in least squares.
 *
 * Pool adjacent violators: neighbours that rise are replaced by their weighted mean until none do. Linear
 * time.
 *
 * @param values  finite
 * @param weights  same length, > 0; default all 1
 * @returns same length
 *
 * Source: Barlow, Bartholomew, Bremner, Brunk 1972, "Statistical inference under order restrictions".
 */
export function decreasingFit(
  values: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Float64Array {
  const n = values.length;
  const fit = new Float64Array(n);
  const mean = new Float64Array(n);
  const weight = new Float64Array(n);
  const end = new Int32Array(n);
  let blocks = 0;
  for (let k = 0; k < n; k++) {
    mean[blocks] = values[k];
    weight[blocks] = weights?.[k] ?? 1;
    end[blocks] = k + 1;
    blocks += 1;
    while (blocks > 1 && mean[blocks - 2] < mean[blocks - 1]) {
      const [a, b] = [blocks - 2, blocks - 1];
      const total = weight[a] + weight[b];
      mean[a] = (weight[a] * mean[a] + weight[b] * mean[b]) / total;
      weight[a] = total;
      end[a] = end[b];
      blocks -= 1;
    }
  }
  for (let block = 0, k = 0; block < blocks; block++) {
    for (; k < end[block]; k++) fit[k] = mean[block];
  }
  return fit;
}

/**
 * Where a non-increasing sequence on 0, 1, 2, … falls through a level, by linear interpolation; the middle
 * of the stretch where it equals the level. The last index where it stays above, 0 where it starts below.
 *
 * @param fit  non-increasing, at least one value
 */
export function fallsThrough(fit: ArrayLike<number>, level: number): number {
  let above = -1;
  while (above + 1 < fit.length && fit[above + 1] > level) above += 1;
  let below = above + 1;
  while (below < fit.length && fit[below] === level) below += 1;
  if (below > above + 1) return (above + below) / 2;
  if (above < 0) return 0;
  if (below === fit.length) return above;
  return above + (fit[above] - level) / (fit[above] - fit[below]);
}
