import type { PottsMachine } from "../models/potts-machine.ts";
import { requireWord } from "../numerics/require-word.ts";
import type { Solution } from "../numerics/solution.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";
import { eachBlock, type SplitTask } from "./class-posterior.ts";
import { leadingEigenvectors } from "./leading-eigenvectors.ts";
import { arithmetic32 } from "./matrix-arithmetic.ts";
import { differentiateBlock } from "./potts-block.ts";
import { requireSplitTask } from "./require-split-task.ts";
import { weightedCovariance } from "./weighted-covariance.ts";

/**
 * What decides on a split. `true`: λ, the least eigenvalue of S along the sphere. `paperCode`: the number that
 * the code of arXiv 2508.19151 reports, 2 (λ − κ E[r x·w]) = −2κ² λ_max(E[r Πx Πxᵀ]) ≤ 0, with the direction
 * along the sphere: it asks whether there is any spread of the data around a memory.
 */
export type SplitCriterion = "true" | "paperCode";

/** Choices of `splittingSpectrum`. */
export interface SplittingSpectrumOptions {
  /** Draws the starts of the iteration. */
  readonly rng: Rng;
  /** Default "true". */
  readonly criterion?: SplitCriterion;
  /** Largest |C u − θ u|/θ of a converged direction, C = E[r Πx Πxᵀ]; default 1e-4. */
  readonly tolerance?: number;
  /** Products with all matrices at most; default 80. */
  readonly maximumIterations?: number;
  /** Ends the iteration between two products; what was found so far is returned. */
  readonly signal?: AbortSignal;
}

/** Least eigenvalue and direction of the splitting matrix of every memory. */
export interface SplittingSpectrum {
  /** λ_min, or what the criterion makes of it; P. */
  readonly eigenvalues: Float64Array;
  /** u, P × N: rows of norm 1 orthogonal to their memory. */
  readonly directions: Float64Array;
  /** κ² |C u − θ u|: within that of each λ_min lies an eigenvalue. */
  readonly errors: Float64Array;
}

/**
 * The least eigenvalues of the splitting matrices of all memories along the sphere, without the matrices.
 *
 * λ_min = κ E[r x·w] − κ² λ_max(C) with C u = Π E[r x (x·u)]; all memories share the products, and those that
 * have converged drop out. In float32, which leaves errors of about 1e-7 κ³ λ_max, with the same bits everywhere.
 * Holds M × P responsibilities and about ten arrays of P × N.
 *
 * @returns `iterations` counts products with all matrices; `residual` is the largest of `errors`
 * @throws {RangeError} a task that does not fit the machine
 * @throws {TypeError} an unknown criterion, or no rng
 *
 * Source: derived; as `splittingMatrix`.
 */
export async function splittingSpectrum(
  machine: PottsMachine,
  task: SplitTask,
  options: SplittingSpectrumOptions,
): Promise<Solution<SplittingSpectrum>> {
  requireSplitTask("splittingSpectrum", machine, task);
  const {
    criterion = "true",
    rng,
    tolerance = 1e-4,
    maximumIterations = 80,
    signal,
  } = options ?? {};
  requireRng("splittingSpectrum", rng);
  requireWord("splittingSpectrum", "criterion", criterion, ["true", "paperCode"]);
  const { P, N, memories } = machine;
  const kappa = machine.regularization * machine.beta;
  const { weights, aligned } = weightsOf(machine, task);
  const covariance = weightedCovariance(task.data, weights);
  const found = await leadingEigenvectors({
    ...{ count: P, N, normals: memories, rng, tolerance, maximumIterations },
    multiply: covariance.multiply,
    ...(signal && { signal }),
  });
  const eigenvalues = found.values.map((theta, gamma) => {
    const spread = kappa * kappa * theta;
    return criterion === "true" ? kappa * aligned[gamma] - spread : -2 * spread;
  });
  const errors = found.residuals.map((residual) => kappa * kappa * residual);
  return {
    value: { eigenvalues, directions: found.vectors, errors },
    status: found.isConverged ? "converged" : "not-converged",
    iterations: found.iterations,
    residual: errors.reduce((most, error) => Math.max(most, error), 0),
  };
}

/** r_aγ, M × P, and E_a[r_aγ x_a·w_γ]. */
function weightsOf(
  machine: PottsMachine,
  task: SplitTask,
): { weights: Float32Array; aligned: Float64Array } {
  const { P, N, memories } = machine;
  const { M } = task.data;
  const weights = new Float32Array(M * P);
  const aligned = new Float64Array(P);
  const arithmetic = arithmetic32();
  try {
    eachBlock(machine, task, arithmetic, (work, from, count, ...how) => {
      differentiateBlock(work, count, ...how);
      const { values: forces } = work.sums.forces;
      weights.set(work.responsibilities.values.subarray(0, count * P), from * P);
      for (let k = 0; k < P * N; k++) aligned[Math.floor(k / N)] += (forces[k] * memories[k]) / M;
    });
  } finally {
    arithmetic.free();
  }
  return { weights, aligned };
}
