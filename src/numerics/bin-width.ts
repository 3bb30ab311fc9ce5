import { quantile } from "./quantile.ts";

/**
 * Width of histogram bins 2 · IQR · n^(−1/3), robust against outliers; 0 where the quartiles are equal.
 *
 * @param sorted  at least one value, ascending
 *
 * Source: Freedman and Diaconis 1981, "On the histogram as a density estimator".
 */
export function freedmanDiaconisWidth(sorted: ArrayLike<number>): number {
  return (2 * (quantile(sorted, 0.75) - quantile(sorted, 0.25))) / Math.cbrt(sorted.length);
}

/**
 * Width of histogram bins (24 √π)^(1/3) · s · n^(−1/3) ≈ 3.49 s n^(−1/3), best for Gaussian values; s is the
 * standard deviation with n − 1, so that the width of a single value is NaN.
 *
 * Source: Scott 1979, "On optimal and data-based histograms".
 */
export function scottWidth(values: ArrayLike<number>): number {
  const n = values.length;
  let mean = 0;
  for (let k = 0; k < n; k++) mean += values[k] / n;
  let squares = 0;
  for (let k = 0; k < n; k++) squares += (values[k] - mean) ** 2;
  return Math.cbrt((24 * Math.sqrt(Math.PI)) / n) * Math.sqrt(squares / (n - 1));
}
