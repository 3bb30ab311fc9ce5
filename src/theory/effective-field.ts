import type { DynamicsModel } from "./dynamics-model.ts";
import { patternCountAt } from "./load.ts";
import { polynomialAt, wickCoefficients } from "./wick.ts";

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
   * @param C  (T + 1)² row-major, filled for times 0 … t; G likewise
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

/** The effective field of a model (`requireDynamicsModel`) over T time steps. */
export function effectiveField(model: DynamicsModel, T: number): EffectiveField {
  const { n, load, convention = "variance" } = model;
  const alpha = patternCountAt(load, 1, n, convention);
  const noise = wickCoefficients(n - 1, n - 1).map((c) => alpha * c);
  const response = wickCoefficients(n - 2, n - 2).map((c) => alpha * (n - 1) ** 2 * c);
  return {
    signal: (m) => m ** (n - 1),
    rowInPlace(t, C, G, R, Gamma) {
      for (let s = 0; s <= t; s++) {
        const c = C[t * (T + 1) + s];
        R[t * T + s] = polynomialAt(noise, c);
        Gamma[t * T + s] = polynomialAt(response, c) * G[t * (T + 1) + s];
      }
    },
  };
}
