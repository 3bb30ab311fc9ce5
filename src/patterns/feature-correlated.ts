import type { Rng } from "../random/stream.ts";
import type { FeatureCorrelation } from "./feature-correlation.ts";
import { latentFactor } from "./latent-factor.ts";
import { packRows } from "./packing.ts";
import { type Patterns, requireSize } from "./patterns.ts";
import { latentRows } from "./proposals.ts";
import { resolveSeparation } from "./separation.ts";

/**
 * P independent patterns whose spins are correlated with each other (dichotomised Gaussian).
 *
 * x_i = −1 where z_i < Φ⁻¹(1 − positive), else +1, with z ~ N(0, G) and G such that the Pearson
 * correlation of x_i and x_j is R_ij. With `positive` = ½ the spins have zero mean, R_ij = E x_i x_j,
 * x = sign z and G_ij = sin(πR_ij/2); the mean distance of two patterns is then N/2 for every R, with variance
 * Σ R_ij² / 4. Infeasible structures: see `feasibleCorrelation`.
 *
 * z = L e with white e, N Gaussians a row whatever R is: the same stream with another structure or
 * another `positive` uses the same e (common random numbers). The first rows of a longer set are
 * the same patterns. Cost O(N³) once for a structure, N and `positive`, then O(P N²).
 *
 * @param P  number of patterns, ≥ 0
 * @param N  number of spins, ≥ 1
 * @param correlation  R as a value: `ar1`, `block`, `equicorrelated`, `banded`, `givenCorrelation`
 * @param rng  stream to draw from
 * @param options.positive  probability of +1, 0 < positive < 1; default ½
 * @throws {RangeError} P, N or `positive` outside its range, or an infeasible structure that is exact
 *
 * Source: Emrich, Piedmonte 1991.
 */
export function featureCorrelated(
  P: number,
  N: number,
  correlation: FeatureCorrelation,
  rng: Rng,
  options: { readonly positive?: number } = {},
): Patterns {
  requireSize("featureCorrelated", P, N);
  const { positive = 0.5 } = options;
  if (!(positive > 0 && positive < 1)) {
    throw new RangeError(`featureCorrelated: expected 0 < positive < 1, got ${positive}`);
  }
  const negative = 1 - positive;
  const factor = latentFactor(correlation, N, negative);
  const unlimited = resolveSeparation("featureCorrelated", {}, N);
  return packRows(P, N, latentRows(N, negative, factor, null, rng), unlimited);
}
