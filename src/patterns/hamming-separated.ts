import type { Rng } from "../random/stream.ts";
import { InfeasibleSeparation } from "./infeasible-separation.ts";
import { packRows } from "./packing.ts";
import { type Patterns, requireSize } from "./patterns.ts";
import {
  exactFlipRows,
  independentRows,
  latentRows,
  type Proposal,
  randomCentroid,
} from "./proposals.ts";
import {
  type ResolvedSeparation,
  refuseForbidden,
  refuseHopeless,
  refuseMean,
  resolveSeparation,
  type Separation,
} from "./separation.ts";

function proposalsOf(limits: ResolvedSeparation, N: number, rng: Rng): Proposal {
  if (limits.flips !== null) return exactFlipRows(N, limits.flips, randomCentroid(N, rng), rng);
  if (limits.probability !== null) {
    return latentRows(N, limits.probability, null, randomCentroid(N, rng), rng);
  }
  return independentRows(N, rng);
}

/** Refuses a packing that stopped short of P; `caller` names the public function. */
export function requireAll(
  caller: string,
  patterns: Patterns,
  P: number,
  limits: ResolvedSeparation,
): Patterns {
  if (patterns.P === P) return patterns;
  throw new InfeasibleSeparation(
    `${caller}: expected P = ${P} patterns of N = ${patterns.N} spins at distances ${limits.minimum} … ${limits.maximum}, got ${patterns.P}: packing exhausted after ${limits.tries} tries; lower P or the minimum, raise tries, or take what fits with fill`,
    { obtained: patterns.P, bound: null, limit: null },
  );
}

/**
 * P patterns with prescribed Hamming distances between them.
 *
 * `{ mean }`: every spin of a random centroid c is flipped with probability p, 2p(1 − p) = mean, so
 * the distance of a pair has mean N·mean and variance N·mean(1 − mean). `{ flips: r }`: exactly r
 * flips, mean distance 2r(1 − r/N), all distances even and ≤ 2r. `{ minimum, maximum }`: candidates
 * (unrelated rows, or flips when `mean` or `flips` is given too) are refused until their distance to
 * every earlier pattern lies in the limits; this shifts the mean a little. Odd interaction orders
 * lose a pattern to its own negative: give them `maximum` < N.
 *
 * The first rows of a longer set are the same patterns. With the same stream, the flips at a smaller
 * mean are among those at a larger one, as long as no candidate is refused.
 * Cost O(P N) without limits; with limits every candidate costs up to P⌈N/32⌉ word operations.
 *
 * @param P  number of patterns, ≥ 0
 * @param N  number of spins, ≥ 1
 * @param separation  distances asked for; `{}` gives unrelated patterns
 * @param rng  stream to draw from
 * @throws {InfeasibleSeparation} a bound (named) forbids the request, candidates practically never
 *   have such distances, or packing ran out of tries
 * @throws {RangeError} P, N or a field of `separation` outside its range
 */
export function hammingSeparated(P: number, N: number, separation: Separation, rng: Rng): Patterns {
  requireSize("hammingSeparated", P, N);
  const limits = resolveSeparation("hammingSeparated", separation, N);
  refuseMean("hammingSeparated", P, separation);
  refuseForbidden("hammingSeparated", P, N, limits);
  refuseHopeless("hammingSeparated", P, N, limits);
  return requireAll(
    "hammingSeparated",
    packRows(P, N, proposalsOf(limits, N, rng), limits),
    P,
    limits,
  );
}

/**
 * As many patterns as packing finds at the prescribed distances, at most P.
 *
 * The same rows as `hammingSeparated`, but what fits is returned where that function throws;
 * compare `.P` of the result with what was asked for.
 *
 * @throws {RangeError} P, N or a field of `separation` outside its range, or a mean above ½
 */
export function fill(P: number, N: number, separation: Separation, rng: Rng): Patterns {
  requireSize("fill", P, N);
  const limits = resolveSeparation("fill", separation, N);
  refuseMean("fill", P, separation);
  return packRows(P, N, proposalsOf(limits, N, rng), limits);
}
