import { wordsFor } from "../core/bits.ts";
import { type GaloisField, galoisField } from "./galois-field.ts";
import type { LinearCode } from "./linear-code.ts";
import { packedPatterns } from "./patterns.ts";

/** Exponents j of the roots α^j: 1 … 2t and all they become by doubling modulo n. */
function rootsOf(t: number, n: number): Uint8Array {
  const isRoot = new Uint8Array(n);
  for (let first = 1; first < 2 * t; first += 2) {
    for (let j = first; isRoot[j] === 0; j = (2 * j) % n) isRoot[j] = 1;
  }
  return isRoot;
}

/** Coefficients of Π (x − α^j) over the roots, x⁰ first; the cosets are whole, so they are 0 and 1. */
function product({ order, power, logarithm }: GaloisField, isRoot: Uint8Array): Uint8Array {
  const degree = isRoot.reduce((sum, root) => sum + root, 0);
  const g = new Uint16Array(degree + 1);
  g[0] = 1;
  let used = 0;
  for (let j = 0; j < order; j++) {
    if (isRoot[j] === 0) continue;
    used += 1;
    for (let i = used; i > 0; i--) {
      const times = g[i] === 0 ? 0 : power[logarithm[g[i]] + j];
      g[i] = times ^ g[i - 1];
    }
    g[0] = g[0] === 0 ? 0 : power[logarithm[g[0]] + j];
  }
  return Uint8Array.from(g);
}

/**
 * The generator polynomial of the narrow-sense primitive BCH code that corrects t errors.
 *
 * Its roots are α, α², …, α^2t and their conjugates, α primitive in the field of 2^m elements on the
 * smallest primitive polynomial (x⁴ + x + 1 for m = 4).
 *
 * @param m  the code has length n = 2^m − 1; 2 … 12
 * @param t  1 ≤ t ≤ (n − 1)/2
 * @returns coefficients 0 and 1, x⁰ first; the degree is n − k
 * @throws {RangeError} m or t outside its range
 *
 * Source: MacWilliams, Sloane 1977, "The theory of error-correcting codes", chapter 9.
 */
export function bchGenerator(m: number, t: number): Uint8Array {
  if (!Number.isInteger(m) || m < 2 || m > 12) {
    throw new RangeError(`bchGenerator: expected an integer 2 <= m <= 12, got ${m}`);
  }
  const most = 2 ** (m - 1) - 1;
  if (!Number.isInteger(t) || t < 1 || t > most) {
    throw new RangeError(
      `bchGenerator: expected an integer 1 <= t <= ${most} for length ${2 ** m - 1}, got ${t}`,
    );
  }
  const field = galoisField(m);
  return product(field, rootsOf(t, field.order));
}

/** The largest t with the same roots: codes of neighbouring t are often equal. */
function largestEqual(t: number, n: number): number {
  const isRoot = rootsOf(t, n);
  let largest = t;
  while (isRoot[2 * largest + 1] === 1) largest += 1;
  return largest;
}

/**
 * The BCH code of N bits in which words differ by at least `distance` bits.
 *
 * N = 2^m − 1 takes the narrow-sense primitive code with 2t + 1 ≥ distance, N = 2^m the same code
 * with a parity bit at the end, where 2t + 2 ≥ distance. Both contain the all-ones word. `distance`
 * of the result is the designed one (Bose distance), a lower bound on that of the code.
 *
 * @param N  3, 4, 7, 8, 15, 16, … 4095, 4096
 * @param distance  3 ≤ distance ≤ N in bits
 * @throws {RangeError} no such N, or a distance outside its range
 *
 * Source: Hocquenghem 1959; Bose, Ray-Chaudhuri 1960.
 */
export function bchCode(N: number, distance: number): LinearCode {
  const m = Math.floor(Math.log2(N + 1));
  const n = 2 ** m - 1;
  const parity = N - n;
  if (!Number.isInteger(N) || m < 2 || m > 12 || (parity !== 0 && parity !== 1)) {
    const near = Math.min(12, Math.max(2, Math.round(Math.log2(Math.max(N, 1)) || 2)));
    throw new RangeError(
      `bchCode: expected N = 2^m - 1 or 2^m, m = 2 … 12, got ${N}; ${2 ** near - 1} and ${2 ** near} are such lengths`,
    );
  }
  if (!Number.isInteger(distance) || distance < 3 || distance > N) {
    throw new RangeError(`bchCode: expected an integer 3 <= distance <= N = ${N}, got ${distance}`);
  }
  const t = largestEqual(Math.max(1, Math.ceil((distance - 1 - parity) / 2)), n);
  const g = bchGenerator(m, t);
  const k = n - (g.length - 1);
  const weightIsOdd = g.reduce((sum, bit) => sum + bit, 0) % 2 === 1;
  const W = wordsFor(N);
  const words = new Uint32Array(k * W);
  for (let shift = 0; shift < k; shift++) {
    g.forEach((bit, i) => {
      words[shift * W + ((shift + i) >>> 5)] |= bit << ((shift + i) & 31);
    });
    if (parity === 1 && weightIsOdd) words[shift * W + (n >>> 5)] |= 1 << (n & 31);
  }
  return { N, dimension: k, distance: 2 * t + 1 + parity, basis: packedPatterns(words, k, N) };
}
