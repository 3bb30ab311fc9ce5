import { requireWord } from "../numerics/require-word.ts";
import type { Solution } from "../numerics/solution.ts";
import type { Rng } from "../random/stream.ts";
import {
  type EqualClusters,
  type PottsState,
  pottsState,
  stationaryAcross,
} from "./potts-branch.ts";
import { accuracy, type MatrixSolution, pottsMatrices } from "./potts-matrices.ts";
import { type PottsTeacherStudentModel, requirePottsModel } from "./potts-model.ts";
import { singlePatternPosterior } from "./single-pattern.ts";

/** What a student learns of P patterns. */
export interface PottsTeacherStudentOverlaps {
  /** M_w: overlaps of the student's patterns (rows) with the teacher's, and of two students; P × P. */
  readonly overlaps: Float64Array;
  /** Mean of the diagonal of `overlaps`. */
  readonly qDiag: number;
  /** Mean of the other elements; 0 for P = 1. */
  readonly qOff: number;
  /**
   * How surely the student tells the cluster of an example, (Tr M_k − Σρ²)/(1 − Σρ²): 0 as by chance, 1
   * always; 1 for P = 1. The magnetisation at P = 2 with equal weights.
   */
  readonly m: number;
  /** M_k = E⟨k⟩⟨k⟩ᵀ of the one-hot cluster k; P × P, sum 1. */
  readonly responsibilities: Float64Array;
  /** Free entropy over N: of the posterior relative to patterns that explain no data. */
  readonly freeEntropy: number;
  /** The start that led here. */
  readonly start: "informed" | "uninformed";
}

/** Which solution, and what unequal clusters need. */
export interface PottsTeacherStudentOptions {
  /**
   * `informed`: from known clusters; `uninformed`: from merged memories with an infinitesimal
   * difference; `best`, the default: the one of larger free entropy, `informed` if they agree.
   */
  readonly start?: "informed" | "uninformed" | "best";
  /** Random numbers, needed for P ≥ 4 with weights or a covariance, not used otherwise. */
  readonly rng?: Rng;
  /** Their draws, which come in pairs ±z and stay fixed while the equations are solved; default 4096. */
  readonly draws?: number;
}

/**
 * Overlaps of the student of a Potts teacher: N → ∞ at M = αN examples and β = b√N.
 *
 * With Λ_w = αb² M_k and Λ_k = b² M_w, M_w = C − (C⁻¹ + Λ_w)⁻¹ and M_k = E p pᵀ, p the posterior of the
 * cluster of an example x with Gaussian noise. Derived; confirmed by simulation at P = 1, 2, 3.
 *
 * Equal clusters without a covariance: all roots of one scalar equation, to about 1e-12 for any P and
 * with labels (`clusterGuess`), P = 1 in closed form. `residual` is what is left of it; Other clusters: the matrices
 * are iterated, with quadrature for P ≤ 3, beyond by Monte Carlo, which is always `uncertain`, with the largest
 * standard error of M_k as `residual`. Otherwise `uncertain` where the slope is near 1, at the threshold, and
 * the error of q or M_k may exceed 1e-8.
 *
 * @throws {RangeError} a model outside its domain
 * @throws {TypeError} unknown start, or no rng where one is needed
 */
export function pottsTeacherStudent(
  model: PottsTeacherStudentModel,
  options: PottsTeacherStudentOptions = {},
): Solution<PottsTeacherStudentOverlaps> {
  const caller = "pottsTeacherStudent";
  requirePottsModel(caller, model);
  const { start = "best" } = options;
  requireWord(caller, "start", start, ["informed", "uninformed", "best"]);
  const { patterns: P, weights, covariance } = model;
  if (P === 1 && covariance === undefined) return singlePattern(model);
  const isEqual = weights === undefined || weights.every((weight) => weight === weights[0]);
  if (isEqual && covariance === undefined) return equalClusters(model, start);
  const solve = (from: "informed" | "uninformed") =>
    describeMatrices(model, pottsMatrices(caller, model, from, options), from);
  if (start !== "best") return solve(start);
  const [informed, uninformed] = [solve("informed"), solve("uninformed")];
  return uninformed.value.freeEntropy > informed.value.freeEntropy + 1e-9 ? uninformed : informed;
}

function singlePattern({
  load,
  signal,
}: PottsTeacherStudentModel): Solution<PottsTeacherStudentOverlaps> {
  const { overlap } = singlePatternPosterior({ load, signal });
  const Lambda = load * signal ** 2;
  return {
    value: {
      overlaps: Float64Array.of(overlap),
      qDiag: overlap,
      qOff: 0,
      m: 1,
      responsibilities: Float64Array.of(1),
      freeEntropy: (Lambda - Math.log1p(Lambda)) / 2,
      start: "informed",
    },
    status: "converged",
    iterations: 0,
    residual: 0,
  };
}

function equalClusters(
  { load, signal, patterns, labelNoise }: PottsTeacherStudentModel,
  start: "informed" | "uninformed" | "best",
): Solution<PottsTeacherStudentOverlaps> {
  const clusters: EqualClusters = { load, signal, patterns, labelNoise };
  const roots = stationaryAcross(clusters).map((across) => pottsState(clusters, across));
  const informed = roots[roots.length - 1];
  // iterating from slightly above the first leaves it where its slope exceeds 1
  const uninformed = roots.length > 1 && roots[0].slope > 1 ? roots[1] : roots[0];
  const from =
    start === "best"
      ? uninformed.freeEntropy > informed.freeEntropy
        ? "uninformed"
        : "informed"
      : start;
  const state = from === "informed" ? informed : uninformed;
  const error = Math.max(state.residual, 1e-15) / Math.abs(1 - state.slope);
  return {
    value: { ...describe(patterns, state), start: from },
    status: error <= accuracy ? "converged" : "uncertain",
    iterations: roots.length,
    residual: state.residual,
  };
}

/** Overlaps and responsibilities of P equal clusters as matrices. */
function describe(
  P: number,
  { along, across, certainty, freeEntropy }: PottsState,
): Omit<PottsTeacherStudentOverlaps, "start"> {
  const qOff = (along - across) / P;
  const qDiag = qOff + across;
  const other = (1 - certainty) / P ** 2;
  const overlaps = new Float64Array(P * P).fill(qOff);
  const responsibilities = new Float64Array(P * P).fill(other);
  for (let k = 0; k < P; k++) {
    overlaps[k * P + k] = qDiag;
    responsibilities[k * P + k] = other + certainty / P;
  }
  return { overlaps, qDiag, qOff, m: certainty, responsibilities, freeEntropy };
}

function describeMatrices(
  { patterns: P, weights }: PottsTeacherStudentModel,
  { value, ...solution }: MatrixSolution,
  start: "informed" | "uninformed",
): Solution<PottsTeacherStudentOverlaps> {
  const { overlaps, responsibilities, freeEntropy } = value;
  const rho = weights ?? new Array<number>(P).fill(1 / P);
  const [trace, known] = [traceOf(overlaps, P), traceOf(responsibilities, P)];
  const chance = rho.reduce((sum, weight) => sum + weight ** 2, 0);
  const total = overlaps.reduce((sum, q) => sum + q, 0);
  return {
    value: {
      overlaps,
      qDiag: trace / P,
      qOff: P === 1 ? 0 : (total - trace) / (P * (P - 1)),
      m: P === 1 ? 1 : (known - chance) / (1 - chance),
      responsibilities,
      freeEntropy,
      start,
    },
    ...solution,
  };
}

function traceOf(matrix: Float64Array, P: number): number {
  let sum = 0;
  for (let k = 0; k < P; k++) sum += matrix[k * P + k];
  return sum;
}
