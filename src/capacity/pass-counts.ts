import { decreasingFit, fallsThrough } from "../numerics/isotonic.ts";
import type { TrialCurve } from "./trial-curve.ts";

/** How many of several curves pass, by P = 0 … largest P at which one of them was looked at. */
export interface PassCounts {
  readonly passed: Int32Array;
  /** Curves whose answer at P is known: looked at, or ended before. */
  readonly known: Int32Array;
}

/** Adds up curves; one that ended fails beyond. */
export function passCounts(curves: readonly TrialCurve[]): PassCounts {
  const size = 1 + curves.reduce((most, { reached }) => Math.max(most, reached), 0);
  const passed = new Int32Array(size);
  const known = new Int32Array(size);
  for (const curve of curves) {
    const end = curve.status === "ended" ? size : curve.reached + 1;
    for (let P = 0; P < end; P++) known[P] += 1;
    for (let P = 0; P <= curve.reached; P++) passed[P] += curve.passed[P];
  }
  return { passed, known };
}

/**
 * Whether K_q is the same if all curves pass where nobody looked, up to the largest P that one was looked at,
 * and is below that.
 */
export function isSettled({ passed, known }: PassCounts, trials: number, q: number): boolean {
  const fit = decreasingFit(passed.map((count, P) => count + trials - known[P]));
  const level = q * trials;
  return (
    fit[fit.length - 1] < level && fallsThrough(fit, level) === capacityAtShare(passed, trials, q)
  );
}

/** Where the isotonic fit of the share that passes falls through q; counts unknown as failures. */
export function capacityAtShare(passed: ArrayLike<number>, trials: number, q: number): number {
  return fallsThrough(decreasingFit(passed), q * trials);
}
