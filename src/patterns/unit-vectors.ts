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
  requireLength("unitVectors", values.length, M, N);
  const copy = Float64Array.from(values);
  for (let a = 0; a < M; a++) {
    const norm = Math.hypot(...copy.subarray(a * N, (a + 1) * N));
    if (!(Math.abs(norm - 1) <= tolerance)) {
      throw new RangeError(
        `unitVectors: expected rows of norm 1, got ${norm} at row ${a}; normalised() makes them so`,
      );
    }
  }
  return { M, N, values: copy };
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
  requireLength("normalised", values.length, M, N);
  const out = Float64Array.from(values);
  for (let a = 0; a < M; a++) {
    const row = out.subarray(a * N, (a + 1) * N);
    const mean = centre ? row.reduce((sum, x) => sum + x, 0) / N : 0;
    let square = 0;
    for (let i = 0; i < N; i++) {
      row[i] -= mean;
      square += row[i] * row[i];
    }
    const norm = Math.sqrt(square);
    // A constant row leaves the rounding of its mean behind.
    if (!(norm > 1e-12 * (Math.abs(mean) + norm)) || !Number.isFinite(norm)) {
      throw new RangeError(
        `normalised: expected rows that ${centre ? "are not constant" : "are not zero"} and finite, ` +
          `got norm ${norm} at row ${a}; leave that row out`,
      );
    }
    for (let i = 0; i < N; i++) row[i] /= norm;
  }
  return { M, N, values: out };
}

function requireLength(caller: string, length: number, M: number, N: number): void {
  const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0;
  if (!isSize(M) || !isSize(N) || length !== M * N) {
    throw new RangeError(
      `${caller}: expected M x N numbers, got ${length} for M = ${M}, N = ${N}; count rows and columns`,
    );
  }
}
