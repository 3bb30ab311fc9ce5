import { distanceBetween, type Patterns } from "./patterns.ts";

/**
 * Row numbers of a subset in which any two patterns differ in at least `minimum` bits.
 *
 * Greedy: rows are visited in the given order and kept when far enough from all kept so far, so no
 * further row can be added; it need not be the largest such subset. Cost O(P · kept · N/32).
 *
 * @param minimum  smallest distance in bits, ≥ 0
 * @param order  row numbers in order of preference; default 0 … P − 1
 * @returns kept row numbers in the order of their visit
 * @throws {RangeError} `minimum` is not an integer 0 ≤ minimum ≤ N, or a row number does not exist
 */
export function separatedSubset(
  patterns: Patterns,
  minimum: number,
  order: ArrayLike<number> = Int32Array.from({ length: patterns.P }, (_, mu) => mu),
): Int32Array {
  if (!Number.isInteger(minimum) || minimum < 0 || minimum > patterns.N) {
    throw new RangeError(
      `separatedSubset: expected a whole distance 0 <= minimum <= N = ${patterns.N} bits, got ${minimum}`,
    );
  }
  const stray = Array.from(order).find(
    (mu) => !(Number.isInteger(mu) && mu >= 0 && mu < patterns.P),
  );
  if (stray !== undefined) {
    throw new RangeError(
      `separatedSubset: expected row numbers 0 … ${patterns.P - 1} in order, got ${stray}`,
    );
  }
  const kept: number[] = [];
  for (const mu of Array.from(order)) {
    if (kept.every((nu) => distanceBetween(patterns, mu, nu) >= minimum)) kept.push(mu);
  }
  return Int32Array.from(kept);
}
