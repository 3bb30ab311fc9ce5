import { meanEstimate } from "./mean.ts";

/** Ratio of two quantities measured in the same trials. */
export interface PairedLogRatio {
  /** Mean over trials of ln(a/b). */
  readonly mean: number;
  /** Over trials; NaN for a single one. */
  readonly standardError: number;
  readonly trials: number;
  /** Standard error that two independent sets of trials would have. */
  readonly unpairedError: number;
  /** (unpairedError / standardError)²: how many times more unpaired trials the same error takes. */
  readonly gain: number;
}

/**
 * Mean log-ratio of two positive quantities over trials that share their random numbers.
 *
 * Trials are the units: what both settings owe to the luck of a trial cancels before the error is taken.
 *
 * @param a, b  values by trial, same length ≥ 1, finite and > 0
 * @throws {RangeError} other lengths or values
 */
export function pairedLogRatio(a: ArrayLike<number>, b: ArrayLike<number>): PairedLogRatio {
  if (a.length !== b.length || a.length < 1) {
    throw new RangeError(
      `pairedLogRatio: expected values of the same trials, got ${a.length} and ${b.length}`,
    );
  }
  for (let trial = 0; trial < a.length; trial++) {
    if (!(a[trial] > 0 && b[trial] > 0 && a[trial] + b[trial] < Infinity)) {
      throw new RangeError(
        `pairedLogRatio: expected finite values > 0, got ${a[trial]} and ${b[trial]} in trial ${trial}`,
      );
    }
  }
  const difference = meanEstimate(Float64Array.from(a, (value, k) => Math.log(value / b[k])));
  const unpairedError = Math.hypot(
    meanEstimate(Float64Array.from(a, Math.log)).standardError,
    meanEstimate(Float64Array.from(b, Math.log)).standardError,
  );
  return {
    mean: difference.mean,
    standardError: difference.standardError,
    trials: a.length,
    unpairedError,
    gain: (unpairedError / difference.standardError) ** 2,
  };
}
