import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { shown } from "../core/shown.ts";
import type { PottsMachine } from "../models/potts-machine.ts";
import { eachPosterior, type SplitTask } from "./class-posterior.ts";
import { requireMemory, requireSplitTask } from "./require-split-task.ts";

/**
 * The splitting matrix of a memory w at a stationary point of the loss,
 *
 * S = −κ² E_a[r_aγ (Πx_a)(Πx_a)ᵀ] + κ E_a[r_aγ x_a·w] Π,  Π = I − w wᵀ,  κ = ςβ:
 *
 * two halves at w cos ε ± u sin ε (u ⊥ w of norm 1) change L by (ε²/2) uᵀS u + O(ε⁴). A negative eigenvalue
 * means that the split lowers the loss. The reverse holds for data of one class only: with several classes on
 * one memory, `classEscape` can lower it although S ≥ 0.
 *
 * In float64, O(M N (P + N)); `splittingSpectrum` takes all memories at once and large N.
 *
 * @returns S, N × N, symmetric, with S w = 0
 * @throws {RangeError} a task that does not fit the machine, or another memory
 *
 * Source: derived; Liu, Wu & Wang 2019, arXiv 1910.02366, for the loss of arXiv 2508.19151.
 */
export function splittingMatrix(
  machine: PottsMachine,
  task: SplitTask,
  memory: number,
): Float64Array {
  requireSplitTask("splittingMatrix", machine, task);
  requireMemory("splittingMatrix", machine, memory);
  const { N, C, classWeights, memories, beta, regularization } = machine;
  const { M, values } = task.data;
  const kappa = regularization * beta;
  const w = memories.subarray(memory * N, (memory + 1) * N);
  const S = new Float64Array(N * N);
  const tangent = new Float64Array(N);
  let aligned = 0;
  eachPosterior(machine, task, (a, units, classes) => {
    let share = 0;
    for (let y = 0; y <= C; y++) share += classWeights[memory * (C + 1) + y] * classes[y];
    share *= units[memory] / M;
    let overlap = 0;
    for (let i = 0; i < N; i++) overlap += values[a * N + i] * w[i];
    aligned += share * overlap;
    for (let i = 0; i < N; i++) tangent[i] = values[a * N + i] - overlap * w[i];
    for (let i = 0; i < N; i++) {
      const factor = kappa * kappa * share * tangent[i];
      for (let j = 0; j <= i; j++) S[i * N + j] -= factor * tangent[j];
    }
  });
  for (let i = 0; i < N; i++) {
    for (let j = 0; j <= i; j++) {
      S[i * N + j] += kappa * aligned * ((i === j ? 1 : 0) - w[i] * w[j]);
      S[j * N + i] = S[i * N + j];
    }
  }
  return S;
}

/** Eigenvalues and eigenvectors of a splitting matrix on the N − 1 directions along the sphere. */
export interface TangentSpectrum {
  /** Ascending, N − 1. */
  readonly eigenvalues: Float64Array;
  /** (N − 1) × N, rows of norm 1 orthogonal to w. */
  readonly directions: Float64Array;
}

/**
 * The spectrum of a splitting matrix without its trivial eigenvalue 0 in direction w.
 *
 * @param S  N × N, symmetric, S w = 0
 * @param w  the memory, norm 1
 * @throws {TypeError} no arrays of float64
 * @throws {RangeError} lengths that do not fit, an asymmetric S, or a memory off the sphere
 */
export function tangentSpectrum(S: Float64Array, w: Float64Array): TangentSpectrum {
  requireSplitting("tangentSpectrum", S, w);
  const N = w.length;
  // A reflection that takes w to an axis leaves the tangent space to the other axes.
  const normal = w.slice();
  normal[0] += w[0] < 0 ? -1 : 1;
  const square = 2 * Math.abs(normal[0]);
  const reflected = (vector: Float64Array): Float64Array => {
    let along = 0;
    for (let i = 0; i < N; i++) along += vector[i] * normal[i];
    return vector.map((v, i) => v - ((2 * along) / square) * normal[i]);
  };
  const once = new Float64Array(N * N);
  for (let i = 0; i < N; i++) once.set(reflected(S.subarray(i * N, (i + 1) * N)), i * N);
  const inner = new Matrix(N - 1, N - 1);
  const column = new Float64Array(N);
  for (let j = 1; j < N; j++) {
    for (let i = 0; i < N; i++) column[i] = once[i * N + j];
    const twice = reflected(column);
    for (let i = 1; i < N; i++) inner.set(i - 1, j - 1, twice[i]);
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(inner, {
    assumeSymmetric: true,
  });
  const directions = new Float64Array((N - 1) * N);
  for (let k = 0; k < N - 1; k++) {
    const axis = Float64Array.from([0, ...eigenvectorMatrix.getColumn(k)]);
    directions.set(reflected(axis), k * N);
  }
  return { eigenvalues: Float64Array.from(realEigenvalues), directions };
}

function requireSplitting(caller: string, S: Float64Array, w: Float64Array): void {
  for (const [name, numbers] of Object.entries({ S, w })) {
    if (numbers instanceof Float64Array) continue;
    throw new TypeError(
      `${caller}: expected ${name} in a Float64Array, got ${shown(numbers)}; splittingMatrix makes S of a memory w`,
    );
  }
  const N = w.length;
  if (S.length !== N * N || N < 2) {
    throw new RangeError(
      `${caller}: expected N x N numbers, N = ${N} >= 2, got ${S.length}; give the memory of S`,
    );
  }
  const norm = Math.sqrt(w.reduce((sum, value) => sum + value * value, 0));
  if (!(Math.abs(norm - 1) <= 1e-5)) {
    throw new RangeError(
      `${caller}: expected a memory of norm 1, got ${norm}; normalised() makes it so`,
    );
  }
  const scale = S.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < N; i++) {
    for (let j = 0; j <= i; j++) {
      const [below, above] = [S[i * N + j], S[j * N + i]];
      if (Math.abs(below - above) <= 1e-10 * scale) continue;
      throw new RangeError(
        `${caller}: expected a symmetric S, got ${below} and ${above} at ${i}, ${j}; take (S + S^T) / 2`,
      );
    }
  }
}
