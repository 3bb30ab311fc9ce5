import type { Rng } from "../random/stream.ts";

/** Median of values that come in independent sets. */
export interface SetMedian {
  readonly median: number;
  /** 95 % interval; null for 5 sets or fewer. */
  readonly lo: number | null;
  readonly hi: number | null;
}

/**
 * Median of all values with the percentile bootstrap over whole sets, which are what was drawn independently.
 *
 * The median lies beyond the outermost of S sets with probability 2^(1 − S), where no resample reaches:
 * there is no interval where that is above 2.5 % on a side, for S ≤ 5.
 *
 * @param sets  the same number of values each, ±Infinity allowed
 * @param width  of the classes whose middles the values are, all values in a class spread evenly over it; 0 for
 *   values that are what they say
 */
export function medianOfSets(
  sets: readonly (readonly number[])[],
  width: number,
  rng: Rng,
  resamples = 1000,
): SetMedian {
  const median = medianOf(sets.flat(), width);
  if (sets.length <= 5) return { median, lo: null, hi: null };
  const medians = Float64Array.from({ length: resamples }, () =>
    medianOf(
      sets.flatMap(() => sets[rng.below(sets.length)]),
      width,
    ),
  ).sort();
  const rank = Math.floor(0.025 * (resamples - 1));
  return { median, lo: medians[rank], hi: medians[resamples - 1 - rank] };
}

function medianOf(values: readonly number[], width: number): number {
  const sorted = Float64Array.from(values).sort();
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low !== high) return (low + high) / 2;
  if (width === 0 || !Number.isFinite(low)) return low;
  const below = sorted.indexOf(low);
  const inClass = sorted.lastIndexOf(low) + 1 - below;
  return low + width * ((sorted.length / 2 - below) / inClass - 0.5);
}
