/** An upper bound on the number of words of a binary code. */
export interface CodingBound {
  readonly name: "Singleton" | "Plotkin" | "Hamming";
  /** Largest number of words the bound allows; Infinity beyond 2^1023. */
  readonly limit: number;
}

/** Number of words within distance `radius` of a word of N bits, exactly. */
function ballVolume(N: number, radius: number): bigint {
  let term = 1n;
  let volume = 1n;
  for (let k = 1; k <= radius; k++) {
    term = (term * BigInt(N - k + 1)) / BigInt(k);
    volume += term;
  }
  return volume;
}

/** Plotkin's bound for even d, extended to 2d < N by A(N, d) ≤ 2 A(N − 1, d). */
function plotkin(N: number, d: number): number {
  return 2 * d > N ? 2 * Math.floor(d / (2 * d - N)) : 4 * d * 2 ** (N - 2 * d);
}

/**
 * Upper bounds on the number of words of N bits at pairwise Hamming distance ≥ d, tightest first.
 *
 * Singleton 2^(N−d+1); Plotkin 2⌊d/(2d−N)⌋ for 2d > N and 4d·2^(N−2d) otherwise (d even; odd d by
 * A(N, d) = A(N + 1, d + 1)); Hamming 2^N / Σ_{k ≤ (d−1)/2} C(N, k). Exact integers up to 2⁵³.
 *
 * @param N  word length in bits, ≥ 1
 * @param d  minimum distance in bits, 1 ≤ d ≤ N
 * @throws {RangeError} N or d outside their range
 *
 * Source: MacWilliams, Sloane 1977, "The theory of error-correcting codes", chapters 1 and 2.
 */
export function codingBounds(N: number, d: number): CodingBound[] {
  if (!Number.isInteger(N) || N < 1)
    throw new RangeError(`codingBounds: expected N >= 1, got ${N}`);
  if (!Number.isInteger(d) || d < 1 || d > N) {
    throw new RangeError(`codingBounds: expected an integer 1 <= d <= N = ${N}, got ${d}`);
  }
  const odd = d % 2;
  const hamming = (1n << BigInt(N)) / ballVolume(N, Math.floor((d - 1) / 2));
  const bounds: CodingBound[] = [
    { name: "Singleton", limit: 2 ** (N - d + 1) },
    { name: "Plotkin", limit: plotkin(N + odd, d + odd) },
    { name: "Hamming", limit: Number(hamming) },
  ];
  return bounds.sort((a, b) => a.limit - b.limit);
}

/**
 * Upper bound on the number of words of N bits with w ones at pairwise distance ≥ d, d ≥ 1.
 *
 * Such distances are even and at most 2 min(w, N − w). A(N, d, w) ≤ ⌊N/w · A(N − 1, d, w − 1)⌋, with
 * one word where 2w < d; the number of all words where d ≤ 2.
 *
 * Source: Johnson 1962, "A new upper bound for error-correcting codes".
 */
export function constantWeightBound(N: number, d: number, w: number): number {
  const ones = Math.min(w, N - w);
  let limit = 1;
  for (let k = Math.ceil(d / 2); k <= ones; k++) limit = Math.floor(((N - ones + k) * limit) / k);
  return limit;
}

/**
 * Upper bound on the number of different words of N bits at pairwise distance ≤ d: the ball of radius
 * d/2, or for odd d two such balls in N − 1 bits. 1 ≤ d < N.
 *
 * Source: Kleitman 1966, "On a combinatorial conjecture of Erdős".
 */
export function diameterBound(N: number, d: number): number {
  const k = d >> 1;
  return d % 2 === 0 ? Number(ballVolume(N, k)) : 2 * Number(ballVolume(N - 1, k));
}

/**
 * Largest possible mean distance between two of P words of N bits, as a fraction of N.
 *
 * A bit that is −1 in k of the P words separates k(P − k) ≤ ⌊P²/4⌋ pairs, so the mean over pairs
 * is at most ⌊P²/4⌋ / (P(P − 1)/2): P/(2(P − 1)) for even P. It approaches ½ for large P.
 *
 * @param P  number of words, ≥ 2
 * @throws {RangeError} P < 2
 */
export function largestMeanDistance(P: number): number {
  if (!Number.isInteger(P) || P < 2) {
    throw new RangeError(`largestMeanDistance: expected an integer P >= 2, got ${P}`);
  }
  return Math.floor((P * P) / 4) / ((P * (P - 1)) / 2);
}
