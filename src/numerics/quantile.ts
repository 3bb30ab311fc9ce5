/**
 * Quantile of sorted values, interpolated linearly between order statistics (p (n − 1) is the place).
 *
 * @param sorted  at least one value, ascending
 * @param p  0 … 1
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  const place = (sorted.length - 1) * p;
  const k = Math.floor(place);
  return k + 1 < sorted.length ? sorted[k] + (place - k) * (sorted[k + 1] - sorted[k]) : sorted[k];
}
