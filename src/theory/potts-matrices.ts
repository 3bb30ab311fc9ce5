import { EigenvalueDecomposition, inverse, LuDecomposition, Matrix } from "ml-matrix";
import { shown } from "../core/shown.ts";
import { andersonIteration } from "../numerics/anderson-iteration.ts";
import { leadingSlope } from "../numerics/leading-slope.ts";
import type { Solution } from "../numerics/solution.ts";
import type { Rng } from "../random/stream.ts";
import { clusterPosterior } from "./cluster-posterior.ts";
import { type GaussianNodes, gaussianDraws, gaussianGrid } from "./gaussian-nodes.ts";
import type { PottsTeacherStudentModel } from "./potts-model.ts";

/** Difference of the uninformed start from merged memories. */
const hint = 1e-3;

/** Error of M_k above which a solution of matrices or of their scalar equation counts as uncertain. */
export const accuracy = 1e-8;

/** Order parameters of any clusters, as P × P matrices. */
export interface PottsMatrices {
  readonly overlaps: Float64Array;
  readonly responsibilities: Float64Array;
  readonly freeEntropy: number;
}

export type MatrixSolution = Solution<PottsMatrices>;

/** Where Monte Carlo takes its numbers from. */
export interface DrawOptions {
  readonly rng?: Rng;
  readonly draws?: number;
}

/**
 * The equations of M_w and M_k iterated as matrices, from known clusters or from nearly merged memories;
 * by quadrature up to P = 3, by fixed antithetic draws beyond.
 *
 * @throws {TypeError} no rng where draws are needed
 */
export function pottsMatrices(
  caller: string,
  model: PottsTeacherStudentModel,
  start: "informed" | "uninformed",
  options: DrawOptions,
): MatrixSolution {
  const { patterns: P, labelNoise } = model;
  const rho = model.weights ?? new Array<number>(P).fill(1 / P);
  const C = covarianceOf(caller, model);
  const nodes = nodesOf(caller, model, C, options);
  const posteriorAt = (responsibilities: Float64Array) => {
    const overlaps = overlapsOf(model, C, responsibilities);
    const Lambda = overlaps.map((value) => model.signal ** 2 * value);
    return { overlaps, ...clusterPosterior(rho, Lambda, labelNoise, nodes) };
  };
  const share = start === "informed" ? 1 : hint;
  const from = Float64Array.from({ length: P * P }, (_, index) => {
    const [k, l] = [Math.floor(index / P), index % P];
    return (1 - share) * rho[k] * rho[l] + (k === l ? share * rho[k] : 0);
  });
  const next = (M: Float64Array) => posteriorAt(M).responsibilities;
  const solution = andersonIteration(next, from, {
    tolerance: 1e-11,
    // acceleration would take the nearest solution, an unstable one near the threshold
    plain: 1000,
    most: 3000,
  });
  const responsibilities = solution.value;
  const { overlaps, logSum, standardError } = posteriorAt(responsibilities);
  const value = {
    overlaps,
    responsibilities,
    freeEntropy: freeEntropy(model, C, responsibilities, overlaps, logSum),
  };
  if (solution.status !== "converged") return { ...solution, value };
  if (nodes.isRandom) return { ...solution, value, status: "uncertain", residual: standardError };
  const slope = leadingSlope(next, responsibilities, unequalVariances(rho));
  const error = Math.max(solution.residual, 1e-15) / Math.abs(1 - slope);
  return { ...solution, value, status: error <= accuracy ? "converged" : "uncertain" };
}

/** A change of M_k that treats no two clusters alike, and keeps M_k positive. */
function unequalVariances(rho: readonly number[]): Float64Array {
  const P = rho.length;
  return Float64Array.from({ length: P * P }, (_, index) => {
    const k = Math.floor(index / P);
    return k === index % P ? rho[k] * (1 + k / P) : 0;
  });
}

/** M_w = C − (C⁻¹ + αb² M_k)⁻¹, written without C⁻¹. */
export function overlapsOf(
  { load, signal, patterns: P }: PottsTeacherStudentModel,
  C: Matrix,
  responsibilities: Float64Array,
): Float64Array {
  const unexplained = inverse(onePlus(load * signal ** 2, C, responsibilities)).mmul(C);
  const overlaps = Matrix.sub(C, unexplained);
  return Float64Array.from({ length: P * P }, (_, index) => {
    const [i, j] = [Math.floor(index / P), index % P];
    return (overlaps.get(i, j) + overlaps.get(j, i)) / 2;
  });
}

/** φ at any M_k and M_w; stationary in both at a solution. */
export function freeEntropy(
  { load, signal }: PottsTeacherStudentModel,
  C: Matrix,
  responsibilities: Float64Array,
  overlaps: Float64Array,
  logSum: number,
): number {
  const scale = load * signal ** 2;
  const sum = onePlus(scale, C, responsibilities);
  const product = responsibilities.reduce(
    (total, value, index) => total + value * overlaps[index],
    0,
  );
  const trace = sum.trace() - sum.rows;
  const logDeterminant = Math.log(new LuDecomposition(sum).determinant);
  return (trace - logDeterminant - scale * product) / 2 + load * logSum;
}

/** 1 + scale · C M_k. */
function onePlus(scale: number, C: Matrix, responsibilities: Float64Array): Matrix {
  const P = C.rows;
  const M = Matrix.from1DArray(P, P, Array.from(responsibilities));
  return Matrix.eye(P).add(C.mmul(M).mul(scale));
}

function covarianceOf(
  caller: string,
  { patterns: P, covariance }: PottsTeacherStudentModel,
): Matrix {
  if (covariance === undefined) return Matrix.eye(P);
  const C = Matrix.from1DArray(P, P, Array.from(covariance));
  const lowest = C.isSymmetric()
    ? Math.min(...new EigenvalueDecomposition(C).realEigenvalues)
    : NaN;
  if (!(lowest > 0)) {
    throw new RangeError(
      `${caller}: expected a symmetric positive definite covariance, got ${Number.isNaN(lowest) ? "an asymmetric one" : `the eigenvalue ${lowest}`}; it is that of the overlaps of the teacher's patterns`,
    );
  }
  return C;
}

function nodesOf(
  caller: string,
  { signal, patterns: P }: PottsTeacherStudentModel,
  C: Matrix,
  { rng, draws = 4096 }: DrawOptions,
): GaussianNodes {
  if (P <= 3) {
    let widest = 0;
    for (let i = 0; i < P; i++) {
      for (let j = 0; j < i; j++) {
        widest = Math.max(widest, C.get(i, i) + C.get(j, j) - 2 * C.get(i, j));
      }
    }
    // fields differ by at most this much noise, and log of their sum has its branch points at π i
    return gaussianGrid(P - 1, Math.PI / (signal * Math.sqrt(widest)));
  }
  if (rng === undefined) {
    throw new TypeError(
      `${caller}: expected an rng for ${P} unequal clusters, which are averaged over by Monte Carlo, got none; give options.rng`,
    );
  }
  if (!(Number.isInteger(draws) && draws >= 4 && draws % 2 === 0)) {
    throw new RangeError(
      `${caller}: expected an even number of draws >= 4, got ${shown(draws)}; they come in pairs`,
    );
  }
  // its own stream, so that all starts see the same draws
  return gaussianDraws(P - 1, draws / 2, rng.split("clusters"));
}
