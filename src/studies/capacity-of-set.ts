import { allPatterns } from "../capacity/criterion.ts";
import { crossings, type NestedCurve, nestedCurve } from "../capacity/incremental.ts";
import { turnOfEventLoop } from "../core/turn-of-event-loop.ts";
import type { Interaction } from "../models/interaction.ts";
import { type MeanEstimate, meanEstimate } from "../numerics/mean.ts";
import { diagnostics } from "../patterns/diagnostics.ts";
import type { Patterns } from "../patterns/patterns.ts";
import type { SpinGroup } from "../patterns/permuted-spins.ts";
import {
  type Surrogate,
  type SurrogateName,
  surrogateMatch,
  surrogatesOf,
} from "../patterns/surrogates.ts";
import { stream } from "../random/stream.ts";

/** What `capacityOfSet` measures. */
export interface SetCapacityOptions {
  readonly interactions: readonly Interaction[];
  /** Random orders of the rows, and random surrogate sets, ≥ 2. */
  readonly trials: number;
  readonly seed: number;
  /** Spins of each column of a table, for the surrogate "columns apart". */
  readonly groups?: readonly SpinGroup[];
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** Capacity of a set or of its surrogates under one interaction. */
export interface SetCapacityRow {
  readonly set: SurrogateName;
  readonly interaction: string;
  readonly P: number;
  readonly N: number;
  readonly trials: number;
  /**
   * Largest P such that the first P rows are all fixed points, before the first failure, mean over
   * the trials; a trial without any failure counts with P, see `unbroken`.
   */
  readonly k_first_mean: number;
  readonly k_first_se: number;
  /** P where half of the trials are beyond their first failure: the median of the same. */
  readonly k50: number;
  /** Trials in which all P rows are fixed points: the values above are lower bounds. */
  readonly unbroken: number;
  /** Share of the P rows that are fixed points when all are stored. */
  readonly stable: number;
  readonly stable_se: number;
}

/** Share of fixed points among the first P rows. */
export interface StableShareRow {
  readonly set: SurrogateName;
  readonly interaction: string;
  readonly P: number;
  readonly stable: number;
  readonly stable_se: number;
}

/** What a set or its surrogates are like; mean over the trials, `_se` its standard error. */
export interface ObtainedRow {
  readonly set: SurrogateName;
  /** What the surrogate is meant to share with the set. */
  readonly keeps: string;
  readonly distance_mean: number;
  readonly distance_mean_se: number;
  readonly distance_sd: number;
  readonly distance_sd_se: number;
  /** N² / ⟨h²⟩, see `diagnostics`. */
  readonly effective_dimension: number;
  readonly effective_dimension_se: number;
  readonly duplicates: number;
  readonly duplicates_se: number;
  /** Root mean square differences to the set, see `surrogateMatch`. */
  readonly mean_rms: number;
  readonly correlation_rms: number;
}

/** Capacity of a set beside its surrogates. */
export interface SetCapacity {
  readonly rows: readonly SetCapacityRow[];
  readonly curves: readonly StableShareRow[];
  readonly obtained: readonly ObtainedRow[];
}

/**
 * How many rows of a set are fixed points together, over random orders of the rows, against
 * surrogates of the same P and N (`surrogatesOf`).
 *
 * Duplicates count as they are: leave them out before. Orders share the P rows, so errors say how
 * much the order matters, not how much another table would differ. Cost P²N/2 a trial, set and
 * interaction.
 *
 * @param patterns  P ≥ 2
 * @throws {RangeError} fewer than 2 patterns or trials
 * @throws the reason of `signal` once it is aborted
 */
export async function capacityOfSet(
  patterns: Patterns,
  options: SetCapacityOptions,
): Promise<SetCapacity> {
  const { interactions, trials, seed, groups, onProgress, signal } = options;
  const { P, N } = patterns;
  if (P < 2 || !(Number.isInteger(trials) && trials >= 2)) {
    throw new RangeError(
      `capacityOfSet: expected P >= 2 patterns and an integer trials >= 2, got ${P} and ${trials}`,
    );
  }
  const sets = surrogatesOf(patterns, groups);
  const rows: SetCapacityRow[] = [];
  const curves: StableShareRow[] = [];
  const obtained: ObtainedRow[] = [];
  const sizes = curveSizes(P);
  let done = 0;
  for (const surrogate of sets) {
    const passes: NestedCurve[][] = interactions.map(() => []);
    const drawn: Patterns[] = [];
    for (let trial = 0; trial < trials; trial++) {
      const set = surrogate.draw(stream(seed, "capacity-of-set", surrogate.name, trial));
      drawn.push(set);
      for (const [k, interaction] of interactions.entries()) {
        signal?.throwIfAborted();
        passes[k].push(nestedCurve(set, interaction));
        done += 1;
        onProgress?.(done, sets.length * trials * interactions.length);
        await turnOfEventLoop();
      }
    }
    obtained.push(obtainedRow(surrogate, drawn, patterns));
    interactions.forEach(({ name: interaction }, k) => {
      const about = { set: surrogate.name, interaction };
      rows.push({ ...about, P, N, trials, ...summary(passes[k], P) });
      for (const size of sizes) {
        const { mean, standardError } = stableShare(passes[k], size);
        curves.push({ ...about, P: size, stable: mean, stable_se: standardError });
      }
    });
  }
  return { rows, curves, obtained };
}

function stableShare(passes: readonly NestedCurve[], P: number): MeanEstimate {
  return meanEstimate(passes.map(({ badPatterns }) => 1 - badPatterns[P] / P));
}

function summary(passes: readonly NestedCurve[], P: number) {
  const criterion = allPatterns();
  const firsts = passes.map((curve) => crossings(curve, criterion).first);
  const reached = firsts.map((first) => first ?? P);
  const first = meanEstimate(reached);
  const sorted = [...reached].sort((a, b) => a - b);
  const half = sorted.length / 2;
  const stable = stableShare(passes, P);
  return {
    k_first_mean: first.mean,
    k_first_se: first.standardError,
    k50: (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2,
    unbroken: firsts.filter((first) => first === null).length,
    stable: stable.mean,
    stable_se: stable.standardError,
  };
}

function obtainedRow(
  { name, keeps }: Surrogate,
  drawn: readonly Patterns[],
  patterns: Patterns,
): ObtainedRow {
  const found = drawn.map(diagnostics);
  const distance = meanEstimate(found.map(({ distanceMean }) => distanceMean));
  const spread = meanEstimate(found.map(({ distanceSd }) => distanceSd));
  const dimension = meanEstimate(found.map(({ effectiveDimension }) => effectiveDimension));
  const duplicates = meanEstimate(found.map((set) => set.duplicates));
  const matches = drawn.map((set) => surrogateMatch(set, patterns));
  return {
    set: name,
    keeps,
    distance_mean: distance.mean,
    distance_mean_se: distance.standardError,
    distance_sd: spread.mean,
    distance_sd_se: spread.standardError,
    effective_dimension: dimension.mean,
    effective_dimension_se: dimension.standardError,
    duplicates: duplicates.mean,
    duplicates_se: duplicates.standardError,
    mean_rms: meanEstimate(matches.map(({ mean_rms }) => mean_rms)).mean,
    correlation_rms: meanEstimate(matches.map(({ correlation_rms }) => correlation_rms)).mean,
  };
}

/** About ten sizes from 2 to P, evenly spaced on a log axis. */
function curveSizes(P: number): number[] {
  const steps = 10;
  const sizes = Array.from({ length: steps + 1 }, (_, k) => Math.round(2 * (P / 2) ** (k / steps)));
  return [...new Set(sizes)];
}
