import { quantile } from "../numerics/quantile.ts";
import { type Rng, stream } from "../random/stream.ts";
import { capacityAtShare } from "./pass-counts.ts";
import type { TrialCurve } from "./trial-curve.ts";

interface Resampling {
  readonly seed: number;
  readonly share: number;
  readonly resamples: number;
}

interface Interval {
  readonly lo: number;
  readonly hi: number;
}

/**
 * 95 % percentile interval of the capacity at a share; null where all resamples agree, or where it is not the
 * same whether limited curves fail or pass beyond their limit.
 */
export function settledInterval(
  curves: readonly TrialCurve[],
  resampling: Resampling,
): Interval | null {
  const interval = bootstrapInterval(curves, resampling);
  if (interval === null || curves.every(({ status }) => status === "ended")) return interval;
  const end = curves.reduce((most, { reached }) => Math.max(most, reached), 0);
  const passing = bootstrapInterval(
    curves.map((curve) => passingTo(end, curve)),
    resampling,
  );
  const isSame = interval.lo === passing?.lo && interval.hi === passing.hi;
  return isSame && interval.hi < end ? interval : null;
}

function passingTo(end: number, curve: TrialCurve): TrialCurve {
  if (curve.status === "ended") return curve;
  const passed = new Uint8Array(end + 1).fill(1);
  passed.set(curve.passed);
  return { ...curve, reached: end, passed };
}

function bootstrapInterval(
  curves: readonly TrialCurve[],
  { seed, share, resamples }: Resampling,
): Interval | null {
  const rng = stream(seed, "capacity", "bootstrap");
  const sorted = resampledCapacities(curves, share, resamples, rng);
  const lo = quantile(sorted, 0.025);
  const hi = quantile(sorted, 0.975);
  return hi > lo ? { lo, hi } : null;
}

/**
 * Capacities at share q of sets of curves drawn with replacement from the given ones, ascending.
 *
 * Curves are kept as the places where they change, and only the P between the first failure and the last
 * success of any are looked at.
 */
function resampledCapacities(
  curves: readonly TrialCurve[],
  q: number,
  resamples: number,
  rng: Rng,
): Float64Array {
  const T = curves.length;
  const { from, to } = undecidedRange(curves);
  const changes = curves.map(({ passed }) => {
    const places: number[] = [];
    for (let P = from + 1; P <= to; P++) {
      if ((passed[P] ?? 0) !== (passed[P - 1] ?? 0)) places.push(P - from);
    }
    return Int32Array.from(places);
  });
  const counts = new Int32Array(to - from + 1);
  const capacities = Float64Array.from({ length: resamples }, () => {
    counts.fill(0);
    counts[0] = T;
    for (let draw = 0; draw < T; draw++) {
      const places = changes[rng.below(T)];
      for (let k = 0; k < places.length; k++) counts[places[k]] += k & 1 ? 1 : -1;
    }
    for (let P = 1; P < counts.length; P++) counts[P] += counts[P - 1];
    return from + capacityAtShare(counts, T, q);
  });
  return capacities.sort();
}

/** From the last P that every curve passes without a failure before, to the first that all fail from. */
function undecidedRange(curves: readonly TrialCurve[]): { from: number; to: number } {
  let from = Infinity;
  let to = 0;
  for (const { passed } of curves) {
    const firstFailure = passed.indexOf(0);
    from = Math.min(from, (firstFailure < 0 ? passed.length : firstFailure) - 1);
    to = Math.max(to, passed.lastIndexOf(1) + 1);
  }
  return { from, to };
}
