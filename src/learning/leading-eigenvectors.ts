import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { turnOfEventLoop } from "../core/turn-of-event-loop.ts";
import { dot } from "../numerics/dot.ts";
import type { Rng } from "../random/stream.ts";

/** Symmetric matrices of which only products are known, each orthogonal to a vector of its own. */
export interface EigenvectorTask {
  readonly count: number;
  readonly N: number;
  /** count × N, rows of norm 1: matrices and eigenvectors are those of the space orthogonal to them. */
  readonly normals: Float64Array;
  /** Writes the products of rows k of `U` with matrices `which[k]`; they need not be projected. */
  readonly multiply: (out: Float64Array, U: Float64Array, which: ArrayLike<number>) => void;
  readonly rng: Rng;
  /** Largest |C u − θ u| / |θ| of a converged vector. */
  readonly tolerance: number;
  /** Calls of `multiply` at most. */
  readonly maximumIterations: number;
  readonly signal?: AbortSignal;
}

/** The largest eigenvalues with their vectors. */
export interface LeadingEigenvectors {
  readonly values: Float64Array;
  /** count × N, rows of norm 1. */
  readonly vectors: Float64Array;
  /** |C u − θ u|, which bounds the distance of θ to an eigenvalue. */
  readonly residuals: Float64Array;
  readonly isConverged: boolean;
  readonly iterations: number;
}

/** A vector with its product. */
interface Pair {
  readonly vector: Float64Array;
  readonly product: Float64Array;
}

/** Part of a new direction that has to be left after its projection for it to count. */
const dependent = 1e-8;

/**
 * The largest eigenvalue of each matrix by locally optimal conjugate gradients: the next vector is the best
 * combination of the last one, its residual and the step before.
 *
 * The sign of a vector is that of its largest component, positive.
 *
 * Source: Knyazev 2001, "Toward the optimal preconditioned eigensolver" (LOBPCG), one vector a matrix.
 */
export async function leadingEigenvectors(task: EigenvectorTask): Promise<LeadingEigenvectors> {
  const { count, N, normals, rng, tolerance, maximumIterations, signal } = task;
  const rowOf = (rows: Float64Array, k: number) => rows.subarray(k * N, (k + 1) * N);
  const vectors = new Float64Array(count * N);
  rng.fillGaussian(vectors);
  for (let k = 0; k < count; k++) {
    const u = rowOf(vectors, k);
    orthonormalise(u, [rowOf(normals, k)]);
  }
  const values = new Float64Array(count);
  const residuals = new Float64Array(count).fill(Infinity);
  const steps: (Pair | undefined)[] = new Array(count);
  let active = Array.from({ length: count }, (_, k) => k);
  const products = new Float64Array(count * N);
  let iterations = 0;
  const multiplied = (U: Float64Array): Float64Array => {
    const out = new Float64Array(U.length);
    task.multiply(out, U, active);
    active.forEach((k, j) => void project(rowOf(out, j), rowOf(normals, k)));
    iterations++;
    return out;
  };
  if (count > 0) products.set(multiplied(vectors));
  for (;;) {
    const residualRows = new Map<number, Float64Array>();
    for (const k of active) {
      const [u, product] = [rowOf(vectors, k), rowOf(products, k)];
      values[k] = dot(u, product);
      const residual = product.map((value, i) => value - values[k] * u[i]);
      residuals[k] = Math.sqrt(dot(residual, residual));
      if (residuals[k] <= tolerance * Math.abs(values[k])) continue;
      if (orthonormalise(residual, [rowOf(normals, k), u])) residualRows.set(k, residual);
    }
    active = [...residualRows.keys()];
    if (active.length === 0 || iterations >= maximumIterations || signal?.aborted) break;
    const search = new Float64Array(active.length * N);
    active.forEach((k, j) => void search.set(residualRows.get(k)!, j * N));
    const searchProducts = multiplied(search);
    active.forEach((k, j) => {
      const best: Pair = { vector: rowOf(vectors, k), product: rowOf(products, k) };
      const residual = { vector: rowOf(search, j), product: rowOf(searchProducts, j) };
      steps[k] = improveInPlace(best, residual, steps[k]);
    });
    await turnOfEventLoop();
  }
  for (let k = 0; k < count; k++) turnPositive(rowOf(vectors, k));
  const isConverged = residuals.every((left, k) => left <= tolerance * Math.abs(values[k]));
  return { values, vectors, residuals, isConverged, iterations };
}

/** Replaces `best` by the best vector spanned by it, the residual and the last step; returns the new step. */
function improveInPlace(best: Pair, residual: Pair, last: Pair | undefined): Pair {
  const basis = [best, residual];
  const third = last && orthonormalised(last, basis);
  if (third) basis.push(third);
  const small = new Matrix(
    basis.map((row) =>
      basis.map(
        (column) => (dot(row.vector, column.product) + dot(column.vector, row.product)) / 2,
      ),
    ),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(small, {
    assumeSymmetric: true,
  });
  let top = 0;
  realEigenvalues.forEach((value, k) => {
    if (value > realEigenvalues[top]) top = k;
  });
  const c = eigenvectorMatrix.getColumn(top);
  const step = combined(basis.slice(1), c.slice(1));
  best.vector.forEach((u, i) => {
    best.vector[i] = c[0] * u + step.vector[i];
    best.product[i] = c[0] * best.product[i] + step.product[i];
  });
  const norm = Math.sqrt(dot(best.vector, best.vector));
  scale(best, 1 / norm);
  return step;
}

function combined(pairs: readonly Pair[], factors: readonly number[]): Pair {
  const sum = (key: keyof Pair) =>
    pairs[0][key].map((_, i) =>
      pairs.reduce((total, pair, k) => total + factors[k] * pair[key][i], 0),
    );
  return { vector: sum("vector"), product: sum("product") };
}

/** The part of a step orthogonal to a basis, of norm 1; undefined where nothing is left. */
function orthonormalised(step: Pair, basis: readonly Pair[]): Pair | undefined {
  const rest: Pair = { vector: step.vector.slice(), product: step.product.slice() };
  const size = Math.sqrt(dot(rest.vector, rest.vector));
  for (let pass = 0; pass < 2; pass++) {
    for (const { vector, product } of basis) {
      const along = dot(rest.vector, vector);
      for (let i = 0; i < vector.length; i++) {
        rest.vector[i] -= along * vector[i];
        rest.product[i] -= along * product[i];
      }
    }
  }
  const norm = Math.sqrt(dot(rest.vector, rest.vector));
  if (!(norm > dependent * size)) return undefined;
  scale(rest, 1 / norm);
  return rest;
}

/** Makes a vector orthonormal to others, in place; false where nothing of it is left. */
function orthonormalise(vector: Float64Array, others: readonly Float64Array[]): boolean {
  const size = Math.sqrt(dot(vector, vector));
  for (let pass = 0; pass < 2; pass++) for (const other of others) project(vector, other);
  const norm = Math.sqrt(dot(vector, vector));
  if (!(norm > dependent * size)) return false;
  for (let i = 0; i < vector.length; i++) vector[i] /= norm;
  return true;
}

function project(vector: Float64Array, normal: Float64Array): void {
  const along = dot(vector, normal);
  for (let i = 0; i < vector.length; i++) vector[i] -= along * normal[i];
}

function scale({ vector, product }: Pair, factor: number): void {
  for (let i = 0; i < vector.length; i++) {
    vector[i] *= factor;
    product[i] *= factor;
  }
}

function turnPositive(vector: Float64Array): void {
  let largest = 0;
  for (const value of vector) if (Math.abs(value) > Math.abs(largest)) largest = value;
  if (largest < 0) for (let i = 0; i < vector.length; i++) vector[i] = -vector[i];
}
