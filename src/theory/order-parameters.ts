/**
 * Order parameters of retrieval from time 0 to T = `steps`, one synchronous step a time. Matrices
 * are row-major, the later time t by rows.
 */
export interface OrderParameters {
  readonly steps: number;
  /** Overlap m(t) with the pattern to retrieve, length T + 1. */
  readonly m: Float64Array;
  /** Correlation C(t, s) = ⟨σ(t)σ(s)⟩, (T + 1)², symmetric, 1 on the diagonal. */
  readonly C: Float64Array;
  /** Response G(t, s) = ∂⟨σ(t)⟩/∂h(s), (T + 1)², 0 for s ≥ t. */
  readonly G: Float64Array;
  /** Covariance R(t, s) of the crosstalk noise, T², symmetric. */
  readonly R: Float64Array;
  /** Retarded self-interaction Γ(t, s), T², 0 for s > t; the diagonal is the self term. */
  readonly Gamma: Float64Array;
  /** Standard errors, of the same shapes; null where the values are exact or no error is known. */
  readonly errors: OrderParameterErrors | null;
  /**
   * First time whose noise follows from the noise before it, since the spins have frozen; null if
   * none. From then on responses to that time are not defined and count as 0.
   */
  readonly frozenAt: number | null;
}

/** Standard errors of order parameters. */
export interface OrderParameterErrors {
  readonly m: Float64Array;
  readonly C: Float64Array;
  readonly G: Float64Array;
  readonly R: Float64Array;
  readonly Gamma: Float64Array;
}
