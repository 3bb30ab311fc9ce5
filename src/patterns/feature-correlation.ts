import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** The wished correlations (Pearson) R_ij between the N spins of a pattern, E x_i x_j where their means are 0, as a value. */
export interface FeatureCorrelation {
  /** Printed name, in the grammar of the command line where it has one, e.g. `ar1:0.4`. */
  readonly name: string;
  /** Plain JSON that identifies the structure in records. */
  readonly recipe: Readonly<Record<string, unknown>>;
  /** True: refuse where no Gaussian latent matrix exists; false: take the nearest that does. */
  readonly exact: boolean;
  /** R, N × N row-major, symmetric, ones on the diagonal. */
  matrix(N: number): Float64Array;
}

function filled(N: number, entry: (i: number, j: number) => number): Float64Array {
  const R = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    for (let j = 0; j < N; j++) R[i * N + j] = i === j ? 1 : entry(i, j);
  }
  return R;
}

function requireRho(caller: string, rho: number): void {
  if (!(rho >= -1 && rho <= 1)) {
    throw new RangeError(`${caller}: expected -1 <= rho <= 1, got ${rho}`);
  }
}

function requireCount(caller: string, what: string, count: number): void {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`${caller}: expected an integer ${what} >= 1, got ${count}`);
  }
}

/** R_ij = ρ^|i−j|, −1 ≤ ρ ≤ 1. */
export function ar1(rho: number): FeatureCorrelation {
  requireRho("ar1", rho);
  return Object.freeze({
    name: `ar1:${rho}`,
    recipe: { kind: "ar1", rho },
    exact: true,
    matrix: (N: number) => filled(N, (i, j) => rho ** Math.abs(i - j)),
  });
}

/** R_ij = ρ inside consecutive blocks of `size` spins, 0 between blocks; the last block may be smaller. */
export function block(size: number, rho: number): FeatureCorrelation {
  requireCount("block", "size", size);
  requireRho("block", rho);
  return Object.freeze({
    name: `block${size}:${rho}`,
    recipe: { kind: "block", size, rho },
    exact: true,
    matrix: (N: number) =>
      filled(N, (i, j) => (Math.floor(i / size) === Math.floor(j / size) ? rho : 0)),
  });
}

/** R_ij = ρ for all i ≠ j; ρ ≥ −1/(N−1) is necessary. */
export function equicorrelated(rho: number): FeatureCorrelation {
  requireRho("equicorrelated", rho);
  return Object.freeze({
    name: `equi:${rho}`,
    recipe: { kind: "equi", rho },
    exact: true,
    matrix: (N: number) => filled(N, () => rho),
  });
}

/** R_ij = ρ (1 − |i−j|/(width + 1)) for 0 < |i−j| ≤ width, 0 further away. */
export function banded(width: number, rho: number): FeatureCorrelation {
  requireCount("banded", "width", width);
  requireRho("banded", rho);
  return Object.freeze({
    name: `banded${width}:${rho}`,
    recipe: { kind: "banded", width, rho },
    exact: true,
    matrix: (N: number) =>
      filled(N, (i, j) => rho * Math.max(0, 1 - Math.abs(i - j) / (width + 1))),
  });
}

/**
 * A given correlation matrix, for example `correlationMatrix` of measured patterns.
 *
 * Where no Gaussian latent matrix gives it, the nearest that does is used; `feasibleCorrelation`
 * reports which one and how far it is.
 *
 * @param R  N × N row-major, symmetric to 1e-9, ones on the diagonal, entries −1 … 1
 * @param options.exact  refuse instead of taking the nearest; default false
 * @throws {RangeError} R is not such a matrix
 */
export function givenCorrelation(
  R: ArrayLike<number>,
  options: { readonly exact?: boolean } = {},
): FeatureCorrelation {
  const size = Math.round(Math.sqrt(R.length));
  if (size < 1 || size * size !== R.length) {
    throw new RangeError(`givenCorrelation: expected N × N entries, got ${R.length}`);
  }
  const kept = Float64Array.from(R);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const r = kept[i * size + j];
      const isValid =
        i === j
          ? Math.abs(r - 1) <= 1e-9
          : Math.abs(r) <= 1 && Math.abs(r - kept[j * size + i]) <= 1e-9;
      if (!isValid) {
        throw new RangeError(
          `givenCorrelation: expected a symmetric matrix with entries -1 … 1 and a diagonal of 1, got ${r} at row ${i}, column ${j}, and ${kept[j * size + i]} across the diagonal`,
        );
      }
    }
  }
  return Object.freeze({
    name: `given:${size}x${size}`,
    recipe: { kind: "given", N: size, sha256: bytesToHex(sha256(new Uint8Array(kept.buffer))) },
    exact: options.exact ?? false,
    matrix(N: number) {
      if (N !== size) {
        throw new RangeError(
          `givenCorrelation: expected N = ${size}, the size of the given matrix, got ${N}`,
        );
      }
      return kept.slice();
    },
  });
}
