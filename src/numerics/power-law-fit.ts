import { lineFit } from "./line-fit.ts";

/** Power law y = amplitude · x^exponent through points. */
export interface PowerLawFit {
  readonly exponent: number;
  /** Standard error of the exponent from the scatter of the points; NaN for two points. */
  readonly standardError: number;
  /** 95 % interval of the exponent by Student's t of n − 2 degrees of freedom; null for two points. */
  readonly interval: { readonly lo: number; readonly hi: number } | null;
  readonly amplitude: number;
  /** Standard error of ln amplitude, which is the relative one of the amplitude where it is small. */
  readonly logAmplitudeError: number;
  /** Σ ((ln y − fit) / σ)² with σ = error / y, or Σ (ln y − fit)² without errors. */
  readonly chi2: number;
  /** n − 2; with right errors and a right power law χ² is about this. */
  readonly degreesOfFreedom: number;
}

/**
 * Fits y = amplitude · x^exponent by least squares of ln y against ln x.
 *
 * With errors the points have weights (y / error)², the inverse variances of ln y to first order. Only the
 * ratios of the errors matter: their common size is taken from the scatter about the line (see `lineFit`),
 * so that the interval is right for errors that are all too small or too large by one factor.
 *
 * @param x, y  length n ≥ 2, finite and > 0, at least two different x
 * @param error  standard errors of y, length n, finite and > 0
 * @throws {RangeError} other lengths or values
 */
export function powerLawFit(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  error?: ArrayLike<number>,
): PowerLawFit {
  if (y.length !== x.length || (error && error.length !== x.length)) {
    const lengths = [x.length, y.length, ...(error ? [error.length] : [])];
    throw new RangeError(
      `powerLawFit: expected x, y and errors of equal length, got ${lengths.join(", ")}`,
    );
  }
  for (let k = 0; k < x.length; k++) {
    const numbers = [x[k], y[k], ...(error ? [error[k]] : [])];
    if (!numbers.every((number) => number > 0 && number < Infinity)) {
      const got = numbers.map((number, i) => `${["x", "y", "error"][i]} = ${number}`).join(", ");
      throw new RangeError(
        `powerLawFit: expected finite numbers > 0, got ${got} at ${k}; leave such points out`,
      );
    }
  }
  if (!Array.from(x).some((value) => value !== x[0])) {
    throw new RangeError(
      `powerLawFit: expected points at two different x at least, got ${x.length} points`,
    );
  }
  const fit = lineFit(
    Array.from(x, Math.log),
    Array.from(y, Math.log),
    error && Array.from(error, (sigma, k) => (y[k] / sigma) ** 2),
  );
  return {
    exponent: fit.slope,
    standardError: fit.slopeError,
    interval: fit.slopeInterval,
    amplitude: Math.exp(fit.intercept),
    logAmplitudeError: fit.interceptError,
    chi2: fit.chi2,
    degreesOfFreedom: fit.degreesOfFreedom,
  };
}
