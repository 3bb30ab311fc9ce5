import type { Rng } from "../random/stream.ts";
import { InfeasibleSeparation } from "./infeasible-separation.ts";
import { type Patterns, patternsFromValues, requireSize } from "./patterns.ts";

/** Sylvester's doubling: [[H, H], [H, −H]]. */
function doubled(H: Int8Array, N: number): Int8Array {
  const twice = new Int8Array(4 * N * N);
  for (let i = 0; i < 2 * N; i++) {
    for (let j = 0; j < 2 * N; j++) {
      twice[i * 2 * N + j] = H[(i % N) * N + (j % N)] * (i >= N && j >= N ? -1 : 1);
    }
  }
  return twice;
}

/** Paley's first construction: order q + 1 for a prime q ≡ 3 (mod 4). */
function paley(q: number): Int8Array {
  const residue = new Int8Array(q).fill(-1);
  for (let x = 1; x < q; x++) residue[(x * x) % q] = 1;
  residue[0] = 0;
  const N = q + 1;
  const H = new Int8Array(N * N).fill(1);
  for (let i = 1; i < N; i++) {
    H[i * N] = -1;
    for (let j = 1; j < N; j++) H[i * N + j] = i === j ? 1 : residue[(j - i + q) % q];
  }
  return H;
}

function isPrime(q: number): boolean {
  for (let d = 2; d * d <= q; d++) if (q % d === 0) return false;
  return q >= 2;
}

/** A Hadamard matrix of order N, row-major; null where the two constructions give none. */
function hadamardMatrix(N: number): Int8Array | null {
  if (N === 1) return Int8Array.of(1);
  if (N === 2) return Int8Array.of(1, 1, 1, -1);
  if (N % 4 !== 0) return null;
  if (isPrime(N - 1)) return paley(N - 1);
  const half = hadamardMatrix(N / 2);
  return half === null ? null : doubled(half, N / 2);
}

/**
 * P ≤ 2N patterns at exactly N/2 bits from each other: rows of a Hadamard matrix.
 *
 * Rows come in random order with a random sign per spin. From the (N + 1)-th pattern on they are
 * the negatives of the first ones, each at distance N from its counterpart. N is 1, 2 or a number
 * reached by doubling from q + 1, q ≡ 3 (mod 4) prime: 4, 8, 12, 16, 20, 24, 32, 40, 44, 48, 60, 64 …
 * The first rows of a longer set are the same patterns. Cost O(N²) whatever P is.
 *
 * @param P  number of patterns, 0 … 2N
 * @param N  number of spins
 * @param rng  stream to draw from
 * @throws {InfeasibleSeparation} P > 2N (Plotkin)
 * @throws {RangeError} N without such a matrix
 *
 * Source: Sylvester 1867; Paley 1933, "On orthogonal matrices".
 */
export function hadamardRows(P: number, N: number, rng: Rng): Patterns {
  requireSize("hadamardRows", P, N);
  const H = hadamardMatrix(N);
  if (H === null) {
    throw new RangeError(
      `hadamardRows: expected N = 1, 2 or 2^k (q + 1) with q = 3 mod 4 prime, got ${N}; ${2 ** Math.round(Math.log2(N))} is a power of two`,
    );
  }
  if (P > 2 * N) {
    throw new InfeasibleSeparation(
      `hadamardRows: expected P <= 2 N = ${2 * N} for distances N / 2 (Plotkin bound), got P = ${P}`,
      { obtained: 0, bound: "Plotkin", limit: 2 * N },
    );
  }
  const order = rng.permutation(N);
  const gauge = Int8Array.from({ length: N }, () => 1 - 2 * rng.below(2));
  const spins = new Int8Array(P * N);
  for (let mu = 0; mu < P; mu++) {
    const sign = mu < N ? 1 : -1;
    for (let i = 0; i < N; i++) spins[mu * N + i] = sign * gauge[i] * H[order[mu % N] * N + i];
  }
  return patternsFromValues(spins, P, N);
}
