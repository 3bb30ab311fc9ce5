import type { Rng } from "../random/stream.ts";
import { correlationMatrix, meanSpins } from "./correlation-matrix.ts";
import { independent } from "./independent.ts";
import { type Patterns, take } from "./patterns.ts";
import { permutedSpins, type SpinGroup } from "./permuted-spins.ts";
import { thresholdedGaussianLike } from "./thresholded-gaussian.ts";

/** Names of the sets a set of patterns is compared with. */
export type SurrogateName =
  | "data"
  | "fair bits"
  | "same marginals"
  | "columns apart"
  | "same correlation";

/** A way to draw sets of the same P and N. */
export interface Surrogate {
  readonly name: SurrogateName;
  /** What it shares with the patterns, in words. */
  readonly keeps: string;
  draw(rng: Rng): Patterns;
}

/** Spins up to which "same correlation" is made: its cost grows as N². */
export const largestCorrelated = 256;

/**
 * The patterns themselves in random order, and random sets of the same P and N that share less and
 * less with them.
 *
 * `fair bits`: nothing but P and N. `same marginals`: every spin permuted over the rows, so the mean of
 * every spin is kept exactly. `columns apart` (with groups): every column permuted as a whole, so
 * rows stay readable and only what links columns is gone. `same correlation`: the thresholded Gaussian
 * with the means and, as far as a Gaussian can, the correlations of the spins; up to N = 256 and
 * P ≥ 2.
 *
 * @param patterns  not modified
 * @param groups  spins of each column of a table; default none
 */
export function surrogatesOf(patterns: Patterns, groups?: readonly SpinGroup[]): Surrogate[] {
  const { P, N } = patterns;
  const gaussian = P >= 2 && N <= largestCorrelated ? thresholdedGaussianLike(patterns) : null;
  return [
    {
      name: "data",
      keeps: "everything; rows in random order",
      draw: (rng) => take(patterns, rng.permutation(P)),
    },
    { name: "fair bits", keeps: "P and N", draw: (rng) => independent(P, N, rng) },
    {
      name: "same marginals",
      keeps: "the mean of every spin, exactly",
      draw: (rng) => permutedSpins(patterns, rng),
    },
    ...(groups === undefined
      ? []
      : [
          {
            name: "columns apart" as const,
            keeps: "every column, exactly; nothing between columns",
            draw: (rng: Rng) => permutedSpins(patterns, rng, groups),
          },
        ]),
    ...(gaussian === null
      ? []
      : [
          {
            name: "same correlation" as const,
            keeps: "means and correlations of spins, in expectation, as far as a Gaussian can",
            draw: (rng: Rng) => gaussian.draw(P, rng),
          },
        ]),
  ];
}

/** How far a set is from another in what a surrogate may keep. */
export interface SurrogateMatch {
  /** Root mean square over spins of the difference of their means. */
  readonly mean_rms: number;
  /** The same over pairs of spins that vary in both sets, of their correlations; NaN without such pairs. */
  readonly correlation_rms: number;
}

/**
 * Compares means and correlations of two sets of the same N and P ≥ 2 patterns.
 *
 * Two samples of one law differ by about √(2/P) times the spread: √((1 − ⟨ξ⟩²) 2/P) in a mean.
 *
 * @throws {RangeError} fewer than two patterns in one of the sets
 */
export function surrogateMatch(set: Patterns, other: Patterns): SurrogateMatch {
  const { N } = set;
  const [a, b] = [meanSpins(set), meanSpins(other)];
  const [R, S] = [correlationMatrix(set), correlationMatrix(other)];
  let squares = 0;
  let pairs = 0;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < i; j++) {
      const difference = R[i * N + j] - S[i * N + j];
      if (Number.isNaN(difference)) continue;
      squares += difference ** 2;
      pairs += 1;
    }
  }
  const means = a.reduce((sum, mean, i) => sum + (mean - b[i]) ** 2, 0);
  return { mean_rms: Math.sqrt(means / N), correlation_rms: Math.sqrt(squares / pairs) };
}
