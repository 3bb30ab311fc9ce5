import { shown } from "../core/shown.ts";
import { requireLabels } from "./require-labels.ts";

/** Data on the unit sphere: M vectors of N real numbers with norm 1. */
export interface UnitVectors {
  /** Number of vectors. */
  readonly M: number;
  readonly N: number;
  /** M × N, row-major. */
  readonly values: Float64Array;
}

/** Unit vectors of known classes. */
export interface LabelledVectors extends UnitVectors {
  /** Class of each vector, 0 … C − 1. */
  readonly labels: Int32Array;
  /** Number of classes C. */
  readonly C: number;
}

/** What becomes of rows on their way to the sphere. */
export interface NormaliseOptions {
  /** Subtract from each row its own mean first, as for images; default true. */
  readonly centre?: boolean;
}

/** Largest distance of a norm from 1 that counts as rounding: float32 of 10⁴ numbers. */
const tolerance = 1e-5;

/**
 * Takes numbers that lie on the sphere already.
 *
 * @param values  M × N, row-major; copied
 * @throws {RangeError} another length, or a row whose norm is not 1 within 1e-5
 */
export function unitVectors(values: ArrayLike<number>, M: number, N: number): UnitVectors {
  requireLength("unitVectors", values, M, N);
  const vectors = { M, N, values: Float64Array.from(values) };
  requireUnitVectors("unitVectors", vectors);
  return vectors;
}

/**
 * Puts rows on the unit sphere: subtracts from each its own mean (`centre`), then divides by its norm.
 *
 * @param values  M × N, row-major; not modified
 * @throws {RangeError} another length, or a row that is not finite or constant (zero without `centre`)
 */
export function normalised(
  values: ArrayLike<number>,
  M: number,
  N: number,
  options: NormaliseOptions = {},
): UnitVectors {
  const { centre = true } = options;
  requireLength("normalised", values, M, N);
  const out = Float64Array.from(values);
  for (let a = 0; a < M; a++) {
    const norm = normaliseInPlace(out.subarray(a * N, (a + 1) * N), centre);
    if (norm > 0) continue;
    throw new RangeError(
      `normalised: expected rows that ${centre ? "are not constant" : "are not zero"} and finite, ` +
        `got row ${a}; leave that row out`,
    );
  }
  return { M, N, values: out };
}

/**
 * Unit vectors with their classes.
 *
 * @param labels  one a vector, 0 … C − 1; copied
 * @param C  number of classes; default the largest label + 1
 * @throws {RangeError} another number of labels than of vectors, or a label that is no integer 0 … C − 1
 */
export function labelledVectors(
  data: UnitVectors,
  labels: ArrayLike<number>,
  C?: number,
): LabelledVectors {
  requireUnitVectors("labelledVectors", data);
  if (C !== undefined && !(Number.isInteger(C) && C >= 1)) {
    throw new RangeError(
      `labelledVectors: expected an integer C >= 1 of classes, got ${shown(C)}; leave it out to count the labels`,
    );
  }
  requireLabels("labelledVectors", labels, data.M, C === undefined ? Infinity : C - 1);
  const copy = Int32Array.from(labels);
  const count = C ?? copy.reduce((largest, label) => Math.max(largest, label), 0) + 1;
  return { M: data.M, N: data.N, values: data.values, labels: copy, C: count };
}

/**
 * Rows from … to − 1, 0 ≤ from ≤ to ≤ M, as a view of the same numbers.
 */
export function rowsBetween(data: UnitVectors, from: number, to: number): UnitVectors {
  return { M: to - from, N: data.N, values: data.values.subarray(from * data.N, to * data.N) };
}

/**
 * Refuses what is no set of unit vectors, by the name of the public function it was given to.
 *
 * @throws {TypeError} another kind of value
 * @throws {RangeError} a length that does not fit, or a row whose norm is not 1 within 1e-5
 */
export function requireUnitVectors(caller: string, data: UnitVectors): void {
  if (!(data?.values instanceof Float64Array)) {
    throw new TypeError(
      `${caller}: expected vectors { M, N, values } in float64; unitVectors or normalised makes them`,
    );
  }
  const { M, N, values } = data;
  requireLength(caller, values, M, N);
  for (let a = 0; a < M; a++) {
    let square = 0;
    for (let i = a * N; i < (a + 1) * N; i++) square += values[i] * values[i];
    const norm = Math.sqrt(square);
    if (!(Math.abs(norm - 1) <= tolerance)) {
      throw new RangeError(
        `${caller}: expected rows of norm 1, got ${norm} at row ${a}; normalised() makes them so`,
      );
    }
  }
}

/**
 * Puts one row on the sphere, in place.
 *
 * @returns its norm before, or 0 where the row cannot be normalised: constant (zero without `centre`) or not finite
 */
export function normaliseInPlace(row: Float64Array, centre: boolean): number {
  const N = row.length;
  let mean = 0;
  if (centre) {
    for (let i = 0; i < N; i++) mean += row[i];
    mean /= N;
  }
  let square = 0;
  for (let i = 0; i < N; i++) {
    row[i] -= mean;
    square += row[i] * row[i];
  }
  const norm = Math.sqrt(square);
  // A constant row leaves the rounding of its mean behind.
  if (!(norm > 1e-12 * (Math.abs(mean) + norm)) || !Number.isFinite(norm)) return 0;
  for (let i = 0; i < N; i++) row[i] /= norm;
  return norm;
}

function requireLength(caller: string, values: ArrayLike<number>, M: number, N: number): void {
  if (typeof values?.length !== "number") {
    throw new TypeError(
      `${caller}: expected an array of numbers, got ${shown(values)}; give them row after row`,
    );
  }
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
  if (!isSize(M) || !isSize(N) || values.length !== M * N) {
    throw new RangeError(
      `${caller}: expected M x N numbers, got ${values.length} for M = ${M}, N = ${N}; count rows and columns`,
    );
  }
}
