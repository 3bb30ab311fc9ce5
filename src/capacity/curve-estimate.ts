import { meanEstimate } from "../numerics/mean.ts";
import { quantile } from "../numerics/quantile.ts";
import { settledInterval } from "./curve-bootstrap.ts";
import { capacityAtShare, isSettled, passCounts } from "./pass-counts.ts";
import { type PassFraction, passFraction } from "./pass-fraction.ts";
import type { TrialCurve } from "./trial-curve.ts";

/** How `curveEstimate` estimates. */
export interface CurveEstimateOptions {
  /** Of the stream (seed, "capacity", "bootstrap"). */
  readonly seed: number;
  /** Share q of data sets that pass at the capacity K_q, 0 < q < 1; default ½, for K50. */
  readonly share?: number;
  /** Default 1000; 0 asks for no interval. */
  readonly resamples?: number;
}

/** K_first or K_last over trials. */
export interface CrossingEstimate {
  readonly mean: number;
  /** NaN for a single trial. */
  readonly standardError: number;
  readonly median: number;
}

/** Capacity from nested curves. */
export interface CurveEstimate {
  readonly trials: number;
  /** K_q, interpolated; a lower bound if `isLowerBound`. */
  readonly capacity: number;
  /**
   * 95 % interval of K_q; null where `resamples` is 0, all resamples agree, there are too few trials for
   * this q (5 or fewer for K50), or it depends on what limited trials do beyond their limit.
   */
  readonly lo: number | null;
  readonly hi: number | null;
  /** Whether the capacity would be larger if limited trials went on passing. */
  readonly isLowerBound: boolean;
  /** Trials limited by the source or by maximumP. */
  readonly limited: number;
  /** Last P before the first failure; null where a trial saw none. */
  readonly first: CrossingEstimate | null;
  /** Largest P that passes; null where a trial was limited. */
  readonly last: CrossingEstimate | null;
  /** Share of trials with K_last > K_first; null where a trial was limited. */
  readonly lastBeyondFirst: number | null;
  /** Share of data sets that pass, for every P ≥ 1 any was looked at; `trials` counts those that know. */
  readonly passes: readonly PassFraction[];
  /** All of the above in words: store it with the number. */
  readonly rule: string;
}

/**
 * Capacity K_q, the P at which a share q of data sets is stored, from nested curves of independent trials.
 *
 * The shares are made non-increasing by isotonic regression and interpolated linearly between whole P. The
 * interval is the percentile bootstrap over whole curves: a curve, not a P, is what was drawn independently.
 * K_q lies beyond the outermost of T curves with probability max(q, 1 − q)^T, and an interval of resamples
 * cannot reach there: there is none where that is above 2.5 %, for 5 trials or fewer of K50 and 35 of K90.
 * Few trials cover less than 95 %, odd numbers of them least: for order 3 and N = 20 K50 is covered in 92 %
 * of repetitions for 6 trials, 89 % for 7, 93 % for 10 and 20, 94.5 % for 100, K90 in 91 % for 36 and 92 %
 * for 50; `rule` says so where fewer than 10 curves are expected on one side of K_q.
 *
 * Limited curves count as failing beyond their limit. Value and interval hold where they are the same if
 * those curves pass instead, up to the largest P that any was looked at; else the value is a lower bound.
 * Shifting the interval by its bias (basic bootstrap) covers 89 % or less: K_q is a quantile, whose errors
 * resamples reproduce as they are and not mirrored.
 *
 * @param curves  of one setting, different trials, at least 2 for an interval
 * @throws {RangeError} no curves, fewer than 2 where an interval is asked, curves of different criteria,
 *   or options outside their range
 */
export function curveEstimate(
  curves: readonly TrialCurve[],
  options: CurveEstimateOptions,
): CurveEstimate {
  const { seed, share = 0.5, resamples = 1000 } = options;
  requireCurves(curves, share, resamples);
  const trials = curves.length;
  const counts = passCounts(curves);
  const { passed, known } = counts;
  const limited = curves.filter(({ status }) => status !== "ended").length;
  const isLowerBound = limited > 0 && !isSettled(counts, trials, share);
  const isAsked = resamples > 0 && !isLowerBound && areEnough(trials, share);
  const interval = isAsked ? settledInterval(curves, { seed, share, resamples }) : null;
  return {
    trials,
    capacity: capacityAtShare(passed, trials, share),
    lo: interval?.lo ?? null,
    hi: interval?.hi ?? null,
    isLowerBound,
    limited,
    first: crossingEstimate(curves.map(({ first }) => first)),
    last: crossingEstimate(curves.map(({ last }) => last)),
    lastBeyondFirst:
      limited > 0 ? null : curves.filter(({ first, last }) => last! > first!).length / trials,
    passes: passFractions(passed, known),
    rule: ruleText(curves, { share, resamples: interval ? resamples : 0, limited, isLowerBound }),
  };
}

/** Whether K_q lies beyond the outermost curve with probability 2.5 % at most. */
function areEnough(trials: number, q: number): boolean {
  return Math.max(q, 1 - q) ** trials <= 0.025;
}

function crossingEstimate(values: readonly (number | null)[]): CrossingEstimate | null {
  const numbers = values.filter((value) => value !== null);
  if (numbers.length < values.length) return null;
  const { mean, standardError } = meanEstimate(numbers);
  return {
    mean,
    standardError,
    median: quantile(
      numbers.sort((a, b) => a - b),
      0.5,
    ),
  };
}

function passFractions(passed: Int32Array, known: Int32Array): PassFraction[] {
  return Array.from(passed.subarray(1), (count, k) => {
    return passFraction({ P: k + 1, trials: known[k + 1], passed: count });
  });
}

function ruleText(
  curves: readonly TrialCurve[],
  {
    share,
    resamples,
    limited,
    isLowerBound,
  }: { share: number; resamples: number; limited: number; isLowerBound: boolean },
): string {
  const [{ criterion, ties }] = curves;
  const areFew = Math.min(share, 1 - share) * curves.length < 10;
  return [
    `nested curves of ${curves.length} data sets`,
    `criterion ${criterion}`,
    `ties ${ties}`,
    `P where the isotonic fit of the share that passes falls through ${share}, interpolated`,
    resamples > 0
      ? `95 % percentile bootstrap over whole curves, ${resamples} resamples`
      : "no interval",
    ...(resamples > 0 && areFew ? ["few trials, covers less than 95 %"] : []),
    ...(limited > 0
      ? [
          `${isLowerBound ? "lower bound: " : ""}${limited} data sets limited by the source or the largest P`,
        ]
      : []),
  ].join(", ");
}

function requireCurves(curves: readonly TrialCurve[], share: number, resamples: number): void {
  if (curves.length < 1) throw new RangeError("curveEstimate: expected at least 1 curve, got 0");
  if (!Number.isInteger(resamples) || resamples < 0) {
    throw new RangeError(`curveEstimate: expected an integer resamples >= 0, got ${resamples}`);
  }
  if (curves.length < 2 && resamples > 0) {
    throw new RangeError(
      `curveEstimate: expected at least 2 trials for an interval, got ${curves.length}; ` +
        "run more trials, or ask for none with resamples: 0",
    );
  }
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`curveEstimate: expected a share 0 < q < 1, got ${share}`);
  }
  const [{ criterion, N, ties }] = curves;
  const other = curves.find((c) => c.criterion !== criterion || c.N !== N || c.ties !== ties);
  if (other) {
    throw new RangeError(
      `curveEstimate: expected curves of one setting, got ${criterion}, N = ${N}, ties ${ties} and ` +
        `${other.criterion}, N = ${other.N}, ties ${other.ties}`,
    );
  }
  const seen = new Set<number>();
  for (const { trial } of curves) {
    if (seen.has(trial)) {
      throw new RangeError(`curveEstimate: expected different trials, got trial ${trial} twice`);
    }
    seen.add(trial);
  }
}
