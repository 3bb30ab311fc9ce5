import type { Rng } from "../random/stream.ts";
import type { FeatureCorrelation } from "./feature-correlation.ts";
import { requireAll } from "./hamming-separated.ts";
import { latentFactor } from "./latent-factor.ts";
import { packRows } from "./packing.ts";
import { type Patterns, requireSize } from "./patterns.ts";
import { latentRows, randomCentroid } from "./proposals.ts";
import { refuseForbidden, refuseMean, resolveSeparation, type Separation } from "./separation.ts";

/**
 * P patterns with prescribed distances and, independently of them, correlated features.
 *
 * x_i = c_i (1 − 2f_i) around a random centroid c, with flips f_i = [z_i < Φ⁻¹(p)], z ~ N(0, G):
 * the mean distance N·2p(1 − p) is set by `mean` alone (default ½), and the flips f_i, f_j have
 * correlation R_ij at every p, so spins have correlation c_i c_j R_ij. `minimum` and `maximum`
 * refuse candidates on top and shift both a little: measure with `diagnostics`.
 *
 * The first rows of a longer set are the same patterns. The same stream gives the same centroid and
 * the same white Gaussians e (z = L e) for every mean and R, as long as no candidate is refused;
 * with `ar1(0)` the set is that of `hammingSeparated` with the same mean.
 *
 * @param P  number of patterns, ≥ 0
 * @param N  number of spins, ≥ 1
 * @param separation  distances asked for; `flips` is not possible here
 * @param correlation  R as a value, e.g. `ar1(0.4)`
 * @param rng  stream to draw from
 * @throws {InfeasibleSeparation} a bound (named) forbids the distances, or packing ran out of tries
 * @throws {RangeError} an argument outside its range, or an infeasible structure that is exact
 */
export function separatedAndCorrelated(
  P: number,
  N: number,
  separation: Separation,
  correlation: FeatureCorrelation,
  rng: Rng,
): Patterns {
  const caller = "separatedAndCorrelated";
  requireSize(caller, P, N);
  if (separation.flips !== undefined) {
    throw new RangeError(
      `${caller}: expected a separation by mean, minimum or maximum, got flips; a fixed number of flips leaves no room for a correlation`,
    );
  }
  const limits = resolveSeparation(caller, separation, N);
  refuseMean(caller, P, separation);
  refuseForbidden(caller, P, N, limits);
  const probability = limits.probability ?? 0.5;
  const factor = probability === 0 ? null : latentFactor(correlation, N, probability);
  const propose = latentRows(N, probability, factor, randomCentroid(N, rng), rng);
  return requireAll(caller, packRows(P, N, propose, limits), P, limits);
}
