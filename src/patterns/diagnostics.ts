import { distance } from "../core/bits.ts";
import { correlationMatrix, meanSpins } from "./correlation-matrix.ts";
import type { Patterns } from "./patterns.ts";

/** What a set of patterns is like; NaN where there are too few patterns or varying spins to say. */
export interface Diagnostics {
  readonly P: number;
  readonly N: number;
  /** Patterns equal to an earlier one. */
  readonly duplicates: number;
  /** Patterns equal to the negative of an earlier one. */
  readonly antipodes: number;
  /** Pairs at distance 1: each is a tie (g_i = 0) of the two in the spin where they differ, whatever F is. */
  readonly adjacentPairs: number;
  /** Hamming distances between pairs, in bits. */
  readonly distanceMin: number;
  readonly distanceMean: number;
  readonly distanceSd: number;
  readonly distanceMax: number;
  /** Number of pairs at each distance 0 … N, length N + 1. */
  readonly histogram: Float64Array;
  /** N² / ⟨h²⟩, h = ξ·ξ′ over pairs: effective number of independent spins when spins have mean zero. */
  readonly effectiveDimension: number;
  /** Mean of all spins, and mean over spins of |⟨ξ_i⟩| (floor √(2/(πP)) also for unbiased spins). */
  readonly meanSpin: number;
  readonly activity: number;
  /** Spins that are the same in all patterns; left out of the correlations. */
  readonly constantSpins: number;
  /** Mean correlation, and mean |correlation|, over pairs of spins. */
  readonly meanCorrelation: number;
  readonly meanAbsoluteCorrelation: number;
  /** √(2/(πP)): what meanAbsoluteCorrelation is for independent spins. */
  readonly correlationFloor: number;
  /** Mean over pairs of spins of r² − 1/(P − 1): 0 on average for independent spins, so it may be negative. */
  readonly meanSquareCorrelation: number;
  /** √ of the former, 0 where that is negative. */
  readonly rmsCorrelation: number;
}

interface Distances {
  readonly histogram: Float64Array;
  readonly duplicates: number;
  readonly antipodes: number;
}

function distancesOf({ P, N, wordsPerRow: W, words }: Patterns): Distances {
  const histogram = new Float64Array(N + 1);
  let duplicates = 0;
  let antipodes = 0;
  for (let mu = 0; mu < P; mu++) {
    let isDuplicate = false;
    let isAntipode = false;
    for (let nu = 0; nu < mu; nu++) {
      const d = distance(words, mu * W, words, nu * W, W);
      histogram[d] += 1;
      isDuplicate ||= d === 0;
      isAntipode ||= d === N;
    }
    if (isDuplicate) duplicates += 1;
    if (isAntipode) antipodes += 1;
  }
  return { histogram, duplicates, antipodes };
}

/** Number of pairs of patterns at each Hamming distance 0 … N, length N + 1. Cost O(P² N/32). */
export function distanceHistogram(patterns: Patterns): Float64Array {
  return distancesOf(patterns).histogram;
}

/**
 * Distances, correlations, effective dimension, duplicates, antipodes and adjacent pairs of a set of patterns.
 *
 * Cost O(P² N/32 + P N²/32). For P < 2 the quantities over pairs are NaN.
 *
 * @param patterns  any set
 */
export function diagnostics(patterns: Patterns): Diagnostics {
  const { P, N } = patterns;
  const { histogram, duplicates, antipodes } = distancesOf(patterns);
  const pairs = (P * (P - 1)) / 2;
  let sum = 0;
  let squares = 0;
  let overlapSquares = 0;
  histogram.forEach((count, d) => {
    sum += count * d;
    overlapSquares += count * (N - 2 * d) ** 2;
  });
  const distanceMean = sum / pairs;
  histogram.forEach((count, d) => {
    squares += count * (d - distanceMean) ** 2;
  });
  const means = meanSpins(patterns);
  return {
    P,
    N,
    duplicates,
    antipodes,
    adjacentPairs: histogram[1],
    distanceMin: pairs > 0 ? histogram.findIndex((count) => count > 0) : Number.NaN,
    distanceMean,
    distanceSd: Math.sqrt(squares / pairs),
    distanceMax: pairs > 0 ? histogram.findLastIndex((count) => count > 0) : Number.NaN,
    histogram,
    effectiveDimension: (N * N * pairs) / overlapSquares,
    meanSpin: means.reduce((a, b) => a + b, 0) / N,
    activity: means.reduce((a, b) => a + Math.abs(b), 0) / N,
    ...correlationSummary(patterns, means),
  };
}

function correlationSummary(patterns: Patterns, means: Float64Array) {
  const { P, N } = patterns;
  const R = P > 1 ? correlationMatrix(patterns) : new Float64Array(N * N).fill(Number.NaN);
  let pairs = 0;
  let sum = 0;
  let absolute = 0;
  let square = 0;
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < i; j++) {
      const r = R[i * N + j];
      if (Number.isNaN(r)) continue;
      pairs += 1;
      sum += r;
      absolute += Math.abs(r);
      square += r * r - 1 / (P - 1);
    }
  }
  const meanSquareCorrelation = square / pairs;
  return {
    constantSpins: means.reduce((count, m) => count + (Math.abs(m) === 1 ? 1 : 0), 0),
    meanCorrelation: sum / pairs,
    meanAbsoluteCorrelation: absolute / pairs,
    correlationFloor: Math.sqrt(2 / (Math.PI * P)),
    meanSquareCorrelation,
    rmsCorrelation: Math.sqrt(Math.max(0, meanSquareCorrelation)),
  };
}
