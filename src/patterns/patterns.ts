import { distance, lastWordMask, packInPlace, unpackInPlace, wordsFor } from "../core/bits.ts";
import { distancesInPlace } from "../core/distances.ts";

/**
 * A set of P binary patterns ξ of N spins ±1, bit-packed: bit 1 means −1, least significant bit
 * first, every row padded with 0 bits to `wordsPerRow` words. Read rows, overlaps and distances
 * through the functions of this file; `words` is for the packed kernels.
 */
export interface Patterns {
  /** Number of patterns. */
  readonly P: number;
  /** Number of spins of a pattern. */
  readonly N: number;
  /** ⌈N / 32⌉. */
  readonly wordsPerRow: number;
  /** P × wordsPerRow words, row-major; never modified. */
  readonly words: Uint32Array;
}

/** A state σ or a pattern as plain spins, ±1, length N. */
export type Spins = ArrayLike<number>;

/**
 * Wraps packed rows as a pattern set.
 *
 * @param words  P × ⌈N/32⌉ words, row-major, bit 1 = −1; kept, not copied
 * @throws {RangeError} N < 1, a wrong number of words, or a padding bit that is set
 */
export function packedPatterns(words: Uint32Array, P: number, N: number): Patterns {
  requireSize("packedPatterns", P, N);
  const wordsPerRow = wordsFor(N);
  if (words.length !== P * wordsPerRow) {
    throw new RangeError(
      `packedPatterns: expected ${P} × ${wordsPerRow} words for P = ${P}, N = ${N}, got ${words.length}`,
    );
  }
  const padding = ~lastWordMask(N);
  for (let mu = 0; mu < P; mu++) {
    if (words[(mu + 1) * wordsPerRow - 1] & padding) {
      throw new RangeError(
        `packedPatterns: expected zero padding beyond N = ${N} spins, got a set bit in row ${mu}`,
      );
    }
  }
  return { P, N, wordsPerRow, words };
}

/**
 * Packs P × N spins given row by row.
 *
 * @param values  ±1, row-major, length P·N
 * @throws {RangeError} N < 1, P < 0, a wrong length, or a value that is not ±1 (NaN included)
 */
export function patternsFromValues(values: Spins, P: number, N: number): Patterns {
  requireSize("patternsFromValues", P, N);
  if (values.length !== P * N) {
    throw new RangeError(
      `patternsFromValues: expected P·N = ${P} × ${N} = ${P * N} values, got ${values.length}`,
    );
  }
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  for (let mu = 0; mu < P; mu++) {
    requireSpins("patternsFromValues", values, mu * N, N, mu);
    packInPlace(values, mu * N, N, words, mu * W);
  }
  return { P, N, wordsPerRow: W, words };
}

/**
 * Packs a list of rows of ±1.
 *
 * @throws {RangeError} no rows, rows without spins or of different lengths, or a value that is not
 *   the number +1 or −1
 */
export function patternsFromRows(rows: readonly Spins[]): Patterns {
  if (rows.length === 0) throw new RangeError("patternsFromRows: expected at least one row, got 0");
  const N = rows[0].length;
  requireSize("patternsFromRows", rows.length, N);
  const W = wordsFor(N);
  const words = new Uint32Array(rows.length * W);
  rows.forEach((row, mu) => {
    if (row.length !== N) {
      throw new RangeError(
        `patternsFromRows: expected rows of length N = ${N}, got ${row.length} in row ${mu}`,
      );
    }
    requireSpins("patternsFromRows", row, 0, N, mu);
    packInPlace(row, 0, N, words, mu * W);
  });
  return { P: rows.length, N, wordsPerRow: W, words };
}

/** Pattern ξ^mu as spins ±1, length N (a copy). */
export function row(patterns: Patterns, mu: number): Int8Array {
  requireRow("row", patterns, mu);
  const spins = new Int8Array(patterns.N);
  unpackInPlace(patterns.words, mu * patterns.wordsPerRow, patterns.N, spins, 0);
  return spins;
}

/** All patterns as spins ±1, row-major P × N (a copy). */
export function values(patterns: Patterns): Int8Array {
  const { P, N, wordsPerRow, words } = patterns;
  const spins = new Int8Array(P * N);
  for (let mu = 0; mu < P; mu++) unpackInPlace(words, mu * wordsPerRow, N, spins, mu * N);
  return spins;
}

/** The patterns with the given row numbers, in that order. */
export function take(patterns: Patterns, rows: ArrayLike<number>): Patterns {
  const { N, wordsPerRow, words } = patterns;
  const taken = new Uint32Array(rows.length * wordsPerRow);
  for (let k = 0; k < rows.length; k++) {
    requireRow("take", patterns, rows[k]);
    const from = rows[k] * wordsPerRow;
    taken.set(words.subarray(from, from + wordsPerRow), k * wordsPerRow);
  }
  return { P: rows.length, N, wordsPerRow, words: taken };
}

/** The first P patterns; shares storage with the set. */
export function prefix(patterns: Patterns, P: number): Patterns {
  if (!Number.isInteger(P) || P < 0 || P > patterns.P) {
    throw new RangeError(`prefix: expected 0 <= P <= ${patterns.P}, got ${P}`);
  }
  return { ...patterns, P, words: patterns.words.subarray(0, P * patterns.wordsPerRow) };
}

/**
 * The state σ in packed form, ⌈N/32⌉ words.
 *
 * @throws {RangeError} wrong length or a value that is not ±1; `caller` names the public function
 */
export function packState(patterns: Patterns, sigma: Spins, caller: string): Uint32Array {
  if (sigma.length !== patterns.N) {
    throw new RangeError(
      `${caller}: expected state of length N = ${patterns.N}, got ${sigma.length}`,
    );
  }
  for (let i = 0; i < sigma.length; i++) {
    if (sigma[i] !== 1 && sigma[i] !== -1) {
      throw new RangeError(`${caller}: expected spins +1 or -1, got ${sigma[i]} at spin ${i}`);
    }
  }
  const packed = new Uint32Array(patterns.wordsPerRow);
  packInPlace(sigma, 0, patterns.N, packed, 0);
  return packed;
}

/** Hamming distances d_μ in bits between σ and every pattern, length P. */
export function hammingDistances(patterns: Patterns, sigma: Spins): Int32Array {
  return distancesOfPacked(patterns, packState(patterns, sigma, "hammingDistances"));
}

/** `hammingDistances` of a state that `packState` has packed. */
export function distancesOfPacked(patterns: Patterns, packed: Uint32Array): Int32Array {
  const { P, wordsPerRow: W, words } = patterns;
  const d = new Int32Array(P);
  distancesInPlace(d, words, P, W, packed, 0);
  return d;
}

/** Overlaps m_μ = ξ^μ·σ / N ∈ [−1, 1] of σ with every pattern, length P. */
export function overlaps(patterns: Patterns, sigma: Spins): Float64Array {
  const { N } = patterns;
  const packed = packState(patterns, sigma, "overlaps");
  return Float64Array.from(distancesOfPacked(patterns, packed), (d) => (N - 2 * d) / N);
}

/** Hamming distance in bits between patterns mu and nu of the set. */
export function distanceBetween(patterns: Patterns, mu: number, nu: number): number {
  requireRow("distanceBetween", patterns, mu);
  requireRow("distanceBetween", patterns, nu);
  const W = patterns.wordsPerRow;
  return distance(patterns.words, mu * W, patterns.words, nu * W, W);
}

/** Refuses N < 1, P < 0 and more than 2³² spins; `caller` names the public function. */
export function requireSize(caller: string, P: number, N: number): void {
  if (!Number.isInteger(N) || N < 1) throw new RangeError(`${caller}: expected N >= 1, got ${N}`);
  if (!Number.isInteger(P) || P < 0) throw new RangeError(`${caller}: expected P >= 0, got ${P}`);
  if (Math.max(P, 1) * Math.ceil(N / 32) > 2 ** 27) {
    throw new RangeError(
      `${caller}: expected P·N <= 2^32 spins, rows filled up to whole words of 32, got P = ${P}, N = ${N}`,
    );
  }
}

function requireSpins(caller: string, values: Spins, from: number, N: number, mu: number): void {
  for (let i = 0; i < N; i++) {
    const value: unknown = values[from + i];
    if (value !== 1 && value !== -1) {
      const got = typeof value === "string" ? JSON.stringify(value) : value;
      throw new RangeError(
        `${caller}: expected spins +1 or -1, got ${got} at row ${mu}, spin ${i}`,
      );
    }
  }
}

function requireRow(caller: string, patterns: Patterns, mu: number): void {
  if (!Number.isInteger(mu) || mu < 0 || mu >= patterns.P) {
    throw new RangeError(`${caller}: expected a row number 0 … ${patterns.P - 1}, got ${mu}`);
  }
}
