import studentQuantile from "@stdlib/stats-base-dists-t-quantile";

/** Straight line y = intercept + slope·x through points by least squares. */
export interface LineFit {
  readonly slope: number;
  readonly intercept: number;
  /** Standard errors from the scatter of the points about the line; NaN for two points. */
  readonly slopeError: number;
  readonly interceptError: number;
  /** 95 % interval of the slope by Student's t of n − 2 degrees of freedom; null for two points. */
  readonly slopeInterval: { readonly lo: number; readonly hi: number } | null;
  /** Σ w (y − fit)²; with w = 1/σ² about the degrees of freedom where line and errors are right. */
  readonly chi2: number;
  /** n − 2. */
  readonly degreesOfFreedom: number;
}

/**
 * Weighted least squares line: the minimum of Σ w (y − intercept − slope·x)².
 *
 * The weights matter up to a common factor only, which the scatter of the points sets: standard errors are
 * those for w = 1/σ² times √(χ²/(n − 2)). With Gaussian errors of variance ∝ 1/w the interval covers the
 * true slope in exactly 95 % of repetitions.
 *
 * @param x, y  coordinates, length n ≥ 2, finite, at least two different x
 * @param weights  length n, finite and > 0; default all 1
 * @throws {RangeError} other lengths or values
 *
 * Source: Bevington and Robinson 2003, "Data reduction and error analysis", eqs. 6.12 and 6.21–6.22.
 */
export function lineFit(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
): LineFit {
  const n = x.length;
  requireSamples(x, y, weights);
  const w = (k: number) => weights?.[k] ?? 1;
  let total = 0;
  let xMean = 0;
  let yMean = 0;
  for (let k = 0; k < n; k++) {
    total += w(k);
    xMean += w(k) * x[k];
    yMean += w(k) * y[k];
  }
  xMean /= total;
  yMean /= total;
  // sums about the means, so that no digits are lost where x is far from 0
  let xx = 0;
  let xy = 0;
  for (let k = 0; k < n; k++) {
    xx += w(k) * (x[k] - xMean) ** 2;
    xy += w(k) * (x[k] - xMean) * (y[k] - yMean);
  }
  const slope = xy / xx;
  const intercept = yMean - slope * xMean;
  let chi2 = 0;
  for (let k = 0; k < n; k++) chi2 += w(k) * (y[k] - yMean - slope * (x[k] - xMean)) ** 2;
  const degreesOfFreedom = n - 2;
  const scatter = n > 2 ? chi2 / degreesOfFreedom : Number.NaN;
  const slopeError = Math.sqrt(scatter / xx);
  const half = n > 2 ? studentQuantile(0.975, degreesOfFreedom) * slopeError : Number.NaN;
  return {
    slope,
    intercept,
    slopeError,
    interceptError: Math.sqrt(scatter * (1 / total + xMean ** 2 / xx)),
    slopeInterval: n > 2 ? { lo: slope - half, hi: slope + half } : null,
    chi2,
    degreesOfFreedom,
  };
}

function requireSamples(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): void {
  const n = x.length;
  if (y.length !== n || (weights && weights.length !== n)) {
    const lengths = [n, y.length, ...(weights ? [weights.length] : [])];
    throw new RangeError(
      `lineFit: expected x, y and weights of equal length, got ${lengths.join(", ")}`,
    );
  }
  for (let k = 0; k < n; k++) {
    const weight = weights?.[k] ?? 1;
    if (!(Number.isFinite(x[k]) && Number.isFinite(y[k]) && weight > 0 && weight < Infinity)) {
      throw new RangeError(
        `lineFit: expected finite x, y and finite weights > 0, got x = ${x[k]}, y = ${y[k]}, ` +
          `weight = ${weight} at ${k}`,
      );
    }
  }
  let hasTwo = false;
  for (let k = 1; k < n; k++) hasTwo ||= x[k] !== x[0];
  if (!hasTwo) {
    throw new RangeError(`lineFit: expected points at two different x at least, got ${n} points`);
  }
}
