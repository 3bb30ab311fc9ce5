import type { SphereNormaliser } from "../numerics/sphere-normaliser.ts";

/** Where the iteration begins; it fixes the number P of memories. */
interface PottsStart {
  /** w, P × N, not zero; default: one memory, the direction of the mean of the data. */
  readonly memories?: Float64Array;
  /** g, (P + 1) × (C + 1); its rows and the prior are the sums it keeps. Default: `masses` times the prior. */
  readonly classWeights?: Float64Array;
  /** G, P + 1, the null unit last; default: the sums of `classWeights`, or ones. */
  readonly masses?: readonly number[];
}

/** Choices of `pottsStationaryPoint`. */
export interface PottsStationaryOptions extends PottsStart {
  /** Class of each vector, 0 … C − 1; absent: classes are hidden, the loss is the unsupervised one. */
  readonly labels?: Int32Array;
  /** Number of classes C; default 1 + the largest label, 1 without labels (`trainPotts`: 10). */
  readonly C?: number;
  /** β, held fixed; with `solveBeta` where it starts. */
  readonly beta: number;
  /** Solve A_N(β) = ς m̄ for β as well; default false. */
  readonly solveBeta?: boolean;
  /**
   * ς, 0 < ς ≤ 1; default 1, plain likelihood. "selfConsistent": one for each memory, ς(2υ) with
   * υ = (β/N) |Σ_a r_aγ x_a|, the length of the mean of a memory that is drawn from its posterior.
   */
  readonly regularization?: number | "selfConsistent";
  /** s; default 0.1 with labels, 0.01 without. */
  readonly softening?: number;
  /** p, C + 1 shares; default: those of the softened labels, without labels equal ones (`trainPotts`: `unequalPrior`). */
  readonly prior?: readonly number[];
  /** Default "asymptotic". */
  readonly normaliser?: SphereNormaliser;
  /** Share d of the old values in the new, 0 ≤ d < 1; default 0. */
  readonly damping?: number;
  /** Largest change of w, g, ς and β/max(1, β) by one undamped iteration that ends it; default 1e-12. */
  readonly tolerance?: number;
  /** Default 4000; 0 for the certificate of the start. */
  readonly maximumIterations?: number;
}
