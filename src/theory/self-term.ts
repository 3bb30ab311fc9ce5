import type { DynamicsModel } from "./dynamics-model.ts";
import { patternCountAt } from "./load.ts";
import { polynomialAt, wickCoefficients } from "./wick.ts";

/**
 * Γ(t, t), how strongly a spin feels itself where spin i stays in the overlaps of its own field, from
 * the rows C(t, s) and G(t, s), s < t; 0 without `selfCoupling`.
 *
 * α(n − 1)(n − 2) Σ_s G(t, s) E[x(t)^(n−3) x(s)^(n−1)] at odd n ≥ 3: the mean of (n − 1)x(t)^(n−2)
 * over the patterns, whose own force has moved each overlap x by N^((2−n)/2) Σ_s G(t, s) x(s)^(n−1). α at
 * n = 2. Derived by the cavity argument.
 */
export function selfTerm(
  model: DynamicsModel,
): (correlations: Float64Array, responses: Float64Array) => number {
  const { n, load, convention = "variance", selfCoupling = false } = model;
  if (!selfCoupling) return () => 0;
  const alpha = patternCountAt(load, 1, n, convention);
  if (n === 2) return () => alpha;
  const moment = wickCoefficients(n - 3, n - 1).map((c) => alpha * (n - 1) * (n - 2) * c);
  return (correlations, responses) =>
    responses.reduce((sum, g, s) => sum + g * polynomialAt(moment, correlations[s]), 0);
}
