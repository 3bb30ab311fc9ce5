import { dot } from "../numerics/dot.ts";
import type { Solution } from "../numerics/solution.ts";
import { overlapOfConcentration, sphereConcentration } from "../numerics/sphere-normaliser.ts";
import { type PottsCertificate, pottsCertificate } from "./potts-certificate.ts";
import {
  type PottsAverages,
  type PottsProblem,
  type PottsUnknowns,
  pottsAverages,
  type VectorsOnSphere,
} from "./potts-equations.ts";
import { startingPoint } from "./potts-start.ts";
import type { PottsStationaryOptions } from "./potts-stationary-options.ts";
import { scaleToSumsInPlace, type WeightSums } from "./transport-weights.ts";

/** A solution of the saddle-point equations with what is left of each of them. */
export interface PottsStationaryPoint extends PottsUnknowns, PottsCertificate {
  readonly P: number;
  readonly N: number;
  readonly C: number;
  /** L, not divided by Γ. */
  readonly loss: number;
  /** Mean r_aγ, P + 1. */
  readonly responsibilities: Float64Array;
  /** m̄ = Σ r x·w / Σ r over the memories. */
  readonly meanOverlap: number;
}

const [rate, largestStep, sweeps] = [0.2, 5, 50];

/**
 * Solves the saddle-point equations of a Potts machine on real data by fixed-point iteration:
 *
 * w_γ = F_γ/|F_γ| with F_γ = Σ_a r_aγ x_a;  ∂L/∂g_γy = λ_γ + μ_y under the sums of g;  A_N(β) = ς m̄.
 *
 * Stationary points of any stability are solutions; which one is found depends on the start. In the large-N
 * limit a solved β obeys ςβ ≤ Nς²/(1 − ς²). Weakly curved losses (small ς) need many iterations.
 *
 * "selfConsistent" replaces a memory by its posterior mean, which is exact for few data per dimension
 * (M/N → 0), many (M/N → ∞) and one memory alone. At M/N of order 1 the reaction of the data on the memory is
 * missing and ς comes out too large: 0.834 where 0.752 is exact (P = 2, M = 2N, β = 1.5 √N).
 *
 * @param data  M vectors of norm 1
 * @returns the solution; `residual` is the largest entry of its certificate
 * @throws {TypeError} no data, no options or an unknown normaliser
 * @throws {RangeError} sizes that do not fit, data off the sphere, or numbers outside their domain
 *
 * Source: derived; the loss is that of Thériault & Tantari 2026, arXiv 2508.19151.
 */
export function pottsStationaryPoint(
  data: VectorsOnSphere,
  options: PottsStationaryOptions,
): Solution<PottsStationaryPoint> {
  const { problem, sums, unknowns: start } = startingPoint(data, options);
  const { tolerance = 1e-12, maximumIterations = 4000, damping = 0 } = options;
  let unknowns = start;
  let [iterations, change] = [0, Infinity];
  while (iterations < maximumIterations && change >= tolerance) {
    const averages = pottsAverages(problem, unknowns);
    if (!Number.isFinite(averages.loss)) break;
    const next = updated(unknowns, averages, problem, sums, options);
    change = largestChange(unknowns, next) / (1 - damping);
    unknowns = next;
    iterations++;
    if (Number.isNaN(change)) break;
  }
  const averages = pottsAverages(problem, unknowns);
  const { meanOverlap, certificate } = pottsCertificate(problem, unknowns, averages, sums, options);
  const { M, N } = data;
  const residual = Object.values(certificate).reduce((most, left) => Math.max(most, left), 0);
  return {
    value: {
      P: unknowns.regularization.length,
      N,
      C: problem.C,
      ...unknowns,
      ...certificate,
      loss: averages.loss,
      responsibilities: averages.shares.map((share) => share / M),
      meanOverlap,
    },
    status: !Number.isFinite(residual)
      ? "not-finite"
      : change < tolerance
        ? "converged"
        : "not-converged",
    iterations,
    residual,
  };
}

/** One iteration of all equations, from averages at the old values. */
function updated(
  old: PottsUnknowns,
  averages: PottsAverages,
  { data: { N }, normaliser }: PottsProblem,
  sums: WeightSums,
  options: PottsStationaryOptions,
): PottsUnknowns {
  const { damping = 0, solveBeta = false, regularization: chosen } = options;
  const P = old.regularization.length;
  const memories = old.memories.slice();
  const regularization = old.regularization.slice();
  let [aligned, shares] = [0, 0];
  for (let gamma = 0; gamma < P; gamma++) {
    const row = memories.subarray(gamma * N, (gamma + 1) * N);
    const pull = averages.pulls.subarray(gamma * N, (gamma + 1) * N);
    aligned += old.regularization[gamma] * dot(row, pull);
    shares += averages.shares[gamma];
    const length = Math.sqrt(dot(pull, pull));
    if (length === 0) continue;
    row.forEach((w, i) => {
      row[i] = damping * w + ((1 - damping) * pull[i]) / length;
    });
    const norm = Math.sqrt(dot(row, row));
    for (let i = 0; i < N; i++) row[i] /= norm;
    if (chosen === "selfConsistent") {
      const update = overlapOfConcentration((old.beta * length) / N);
      regularization[gamma] = damping * regularization[gamma] + (1 - damping) * update;
    }
  }
  const mass = sums.rows.reduce((sum, row) => sum + row, 0);
  const classWeights = old.classWeights.map((g, k) => {
    const step = -mass * averages.classGradient[k] - 1;
    return g * Math.exp(rate * Math.max(-largestStep, Math.min(largestStep, step)));
  });
  scaleToSumsInPlace(classWeights, sums, sweeps);
  classWeights.forEach((g, k) => {
    classWeights[k] = damping * old.classWeights[k] + (1 - damping) * g;
  });
  const mean = Math.max(0, aligned / shares);
  const beta = solveBeta
    ? damping * old.beta + (1 - damping) * sphereConcentration(N, mean, normaliser)
    : old.beta;
  return { memories, classWeights, beta, regularization };
}

function largestChange(a: PottsUnknowns, b: PottsUnknowns): number {
  let most = Math.abs(a.beta - b.beta) / Math.max(1, b.beta);
  for (const key of ["memories", "classWeights", "regularization"] as const) {
    for (let k = 0; k < a[key].length; k++) most = Math.max(most, Math.abs(a[key][k] - b[key][k]));
  }
  return most;
}
