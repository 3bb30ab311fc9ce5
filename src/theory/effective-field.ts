import { crosstalk } from "./crosstalk.ts";
import { type DynamicsModel, fieldLaw } from "./dynamics-model.ts";
import { patternCountAt } from "./load.ts";
import { resummedRowInPlace } from "./resummed-rows.ts";
import { selfTerm } from "./self-term.ts";

/**
 * The field of the effective single spin, in a gauge where the pattern to retrieve is all +1:
 * h(t) = signal(m(t)) + Σ_{s≤t} Γ(t, s) σ(s) + φ(t), φ Gaussian of covariance R. R(t, ·) and Γ(t, ·)
 * follow from C and G up to time t.
 */
export interface EffectiveField {
  /** Field of a state of overlap m without any crosstalk. */
  signal(m: number): number;
  /**
   * Writes R(t, s) and Γ(t, s), s = 0 … t, into their rows t; Γ(t, t) is the self term.
   *
   * @param C  (T + 1)² row-major, lower triangle filled for times 0 … t; G likewise
   * @param R  T² row-major, rows 0 … t − 1 as this function wrote them; Gamma likewise
   */
  rowInPlace(
    t: number,
    C: Float64Array,
    G: Float64Array,
    R: Float64Array,
    Gamma: Float64Array,
  ): void;
}

/**
 * The effective field of a model (`requireDynamicsModel`) over T time steps.
 *
 * For n ≥ 3 R(t, s) = r(C(t, s)) and Γ(t, s) = r′(C(t, s)) G(t, s), s < t, with r of `crosstalk`; n = 2
 * is resummed (`resummedRowInPlace`). Without `retarded` Γ(t, s) = 0 for s < t.
 *
 * Overlaps and correlations of N spins differ from the limit by order 1/N for powers, and by order N^(−1/2) for
 * `rect` and laws of E f′(x) ≠ 0, whose averages are not even in the shift by a pattern's own force.
 */
export function effectiveField(model: DynamicsModel, T: number): EffectiveField {
  const { n, load, convention = "variance", retarded = true } = model;
  const alpha = patternCountAt(load, 1, n, convention);
  const { covariance, slope } = crosstalk(model);
  const diagonal = selfTerm(model);
  return {
    signal: fieldLaw(model),
    rowInPlace(t, C, G, R, Gamma) {
      const row = t * (T + 1);
      if (n === 2) {
        resummedRowInPlace(alpha, T, t, C, G, R, Gamma);
      } else {
        for (let s = 0; s <= t; s++) {
          R[t * T + s] = covariance(C[row + s]);
          Gamma[t * T + s] = slope(C[row + s]) * G[row + s];
        }
      }
      if (!retarded) Gamma.fill(0, t * T, t * T + t);
      Gamma[t * T + t] = diagonal(C.subarray(row, row + t), G.subarray(row, row + t));
    },
  };
}
