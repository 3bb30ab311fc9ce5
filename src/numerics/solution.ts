/**
 * What a solver found. A solver that does not get there says so in `status` and still gives the
 * best it has; it throws only for arguments outside its domain.
 */
export interface Solution<Value> {
  readonly value: Value;
  /**
   * `converged`: to the accuracy asked for. `uncertain`: finite, but its error is larger than asked
   * for. `not-converged`: the allowed iterations ended first. `not-finite`: the equations broke down.
   */
  readonly status: "converged" | "uncertain" | "not-converged" | "not-finite";
  /** Iterations or time steps done. */
  readonly iterations: number;
  /** What is left of the equations, or the largest standard error; 0 is exact, NaN unknown. */
  readonly residual: number;
}
