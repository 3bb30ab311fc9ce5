import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { shown } from "../core/shown.ts";
import { dot } from "../numerics/dot.ts";
import { requireUnitVectors, type UnitVectors } from "../patterns/unit-vectors.ts";

/** Leading principal components of the vectors (w·x_a)_a, as linear functions of w. */
export interface OverlapComponents {
  readonly N: number;
  /** Component k of a memory w is `axes[k]`·w − `offsets[k]`; count × N. */
  readonly axes: Float64Array;
  readonly offsets: Float64Array;
  /** Share of the variance that each explains. */
  readonly explained: Float64Array;
  /** What is left of their equations, relative to the largest variance: above 1e-10 if 1000 iterations did not do. */
  readonly residual: number;
}

/** Vectors iterated at once, for components that are close in variance. */
const block = 6;
const [most, tolerance] = [1000, 1e-10];

/**
 * Principal components of the overlaps of memories with data, by subspace iteration in the N dimensions of the
 * memories: neither the overlaps nor their covariance is formed.
 *
 * Coordinates are those of (w·x_a)_a / √M on directions of norm 1. The sign makes the largest overlap direction
 * positive. O((n + M) N) an iteration for n memories.
 *
 * @param rows  n × N, all memories of a run
 * @param count  1 … 6, default 2
 * @returns after 1000 iterations at most, which `residual` tells
 * @throws {TypeError} no arrays of float64
 * @throws {RangeError} data off the sphere, rows of another N or another count
 */
export function overlapComponents(
  rows: Float64Array,
  data: UnitVectors,
  count = 2,
): OverlapComponents {
  requireRows("overlapComponents", rows, data, count);
  const { M, N, values } = data;
  const n = rows.length / N;
  const mean = new Float64Array(N);
  for (let k = 0; k < rows.length; k++) mean[k % N] += rows[k] / n;
  const centred = rows.map((w, k) => w - mean[k % N]);
  /** K a = E_a[x (x·a)], and T a = E_w[w (w·K a)] over centred memories. */
  const metric = (a: Float64Array): Float64Array => moment(values, M, a);
  const variances = sampled(centred, N, Math.min(block, n));
  let [basis, images] = orthonormal(variances, metric);
  let spectrum: number[] = [];
  let residual = 0;
  for (let iteration = 0; iteration < most && basis.length > 0; iteration++) {
    const moved = images.map((image) => moment(centred, n, image));
    const small = new Matrix(moved.map((a) => images.map((image) => dot(a, image))));
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(small, {
      assumeSymmetric: true,
    });
    const order = realEigenvalues
      .map((_, k) => k)
      .sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
    spectrum = order.map((k) => realEigenvalues[k]);
    const turned = (vectors: readonly Float64Array[]): Float64Array[] =>
      order.map((k) => combination(vectors, eigenvectorMatrix.getColumn(k)));
    const [vectors, next] = [turned(basis), turned(moved)];
    let change = 0;
    for (let k = 0; k < Math.min(count, vectors.length); k++) {
      const left = next[k].map((a, i) => a - spectrum[k] * vectors[k][i]);
      change = Math.max(change, Math.sqrt(Math.max(0, dot(left, metric(left)))));
    }
    [basis, images] = [vectors, turned(images)];
    residual = spectrum[0] > 0 ? change / spectrum[0] : 0;
    if (residual <= tolerance) break;
    [basis, images] = orthonormal(next, metric);
  }
  const axes = new Float64Array(count * N);
  images.slice(0, count).forEach((axis, k) => {
    const sign = signOf(basis[k], values, N);
    for (let i = 0; i < N; i++) axes[k * N + i] = sign * axis[i];
  });
  const offsets = new Float64Array(count);
  for (let k = 0; k < count; k++) offsets[k] = dot(axes.subarray(k * N, (k + 1) * N), mean);
  const total = totalVariance(centred, values, N);
  const explained = Float64Array.from(
    { length: count },
    (_, k) => (spectrum[k] ?? 0) / (total || 1),
  );
  return { N, axes, offsets, explained, residual };
}

/** Coordinates of a memory. */
export function componentsOf(
  { N, axes, offsets }: OverlapComponents,
  w: Float64Array,
): Float64Array {
  return offsets.map((offset, k) => dot(axes.subarray(k * N, (k + 1) * N), w) - offset);
}

/** (1/rows) Σ_r r (r·a). */
function moment(values: Float64Array, rows: number, a: Float64Array): Float64Array {
  const N = a.length;
  const sum = new Float64Array(N);
  for (let from = 0; from < values.length; from += N) {
    const row = values.subarray(from, from + N);
    const along = dot(row, a) / rows;
    for (let i = 0; i < N; i++) sum[i] += along * row[i];
  }
  return sum;
}

/** A basis that is orthonormal in the metric, with its images; what depends on others is left out. */
function orthonormal(
  vectors: readonly Float64Array[],
  metric: (a: Float64Array) => Float64Array,
): [Float64Array[], Float64Array[]] {
  const [basis, images]: [Float64Array[], Float64Array[]] = [[], []];
  for (const vector of vectors) {
    const rest = vector.slice();
    const size = dot(rest, metric(rest));
    for (let pass = 0; pass < 2; pass++) {
      for (let k = 0; k < basis.length; k++) {
        const along = dot(rest, images[k]);
        for (let i = 0; i < rest.length; i++) rest[i] -= along * basis[k][i];
      }
    }
    const image = metric(rest);
    const norm = Math.sqrt(Math.max(0, dot(rest, image)));
    if (!(norm > 1e-10 * Math.sqrt(size))) continue;
    basis.push(rest.map((value) => value / norm));
    images.push(image.map((value) => value / norm));
  }
  return [basis, images];
}

/** Some rows from all over. */
function sampled(rows: Float64Array, N: number, count: number): Float64Array[] {
  const n = rows.length / N;
  return Array.from({ length: count }, (_, k) => {
    const row = Math.floor(((k + 0.5) * n) / count);
    return rows.slice(row * N, (row + 1) * N);
  });
}

function signOf(a: Float64Array, values: Float64Array, N: number): number {
  let largest = 0;
  for (let from = 0; from < values.length; from += N) {
    const loading = dot(values.subarray(from, from + N), a);
    if (Math.abs(loading) > Math.abs(largest)) largest = loading;
  }
  return largest < 0 ? -1 : 1;
}

/** E_w E_a (w·x_a)² over centred memories. */
function totalVariance(centred: Float64Array, values: Float64Array, N: number): number {
  const covariance = new Float64Array(N * N);
  const n = centred.length / N;
  for (let from = 0; from < centred.length; from += N) {
    for (let i = 0; i < N; i++) {
      const factor = centred[from + i] / n;
      for (let j = 0; j < N; j++) covariance[i * N + j] += factor * centred[from + j];
    }
  }
  let total = 0;
  for (let from = 0; from < values.length; from += N) {
    for (let i = 0; i < N; i++) {
      let along = 0;
      for (let j = 0; j < N; j++) along += covariance[i * N + j] * values[from + j];
      total += (along * values[from + i] * N) / values.length;
    }
  }
  return total;
}

function combination(vectors: readonly Float64Array[], factors: readonly number[]): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < sum.length; i++) sum[i] += factors[k] * vector[i];
  });
  return sum;
}

function requireRows(caller: string, rows: Float64Array, data: UnitVectors, count: number): void {
  requireUnitVectors(caller, data);
  if (!(rows instanceof Float64Array)) {
    throw new TypeError(
      `${caller}: expected rows in a Float64Array, got ${shown(rows)}; give memories`,
    );
  }
  if (data.M < 1 || rows.length === 0 || rows.length % data.N !== 0) {
    throw new RangeError(
      `${caller}: expected n x N numbers, n >= 1, N = ${data.N}, got ${rows.length} beside M = ${data.M} vectors; give memories and data of one run`,
    );
  }
  if (Number.isInteger(count) && count >= 1 && count <= block) return;
  throw new RangeError(
    `${caller}: expected an integer count of 1 to ${block}, got ${shown(count)}; 2 make a plane`,
  );
}
