import type { Interaction } from "./interaction.ts";
import { derivativeOf, integerValue } from "./rational-polynomial.ts";

/**
 * The interaction of n-body couplings without repeated indices: Σ ξ_{j₁}σ_{j₁} … ξ_{jₙ}σ_{jₙ} over
 * all n-tuples of distinct sites, as a function of x = ξ·σ.
 *
 * A polynomial of degree n with leading term xⁿ: x² − N, x³ − (3N − 2)x, … In general n! times the
 * elementary symmetric polynomial eₙ of ±1 spins, a Krawtchouk polynomial. The field that its
 * energy gives spin i is 2n Σ_μ ξ_i^μ Σ over distinct sites other than i, of which there are
 * (N − 1)(N − 2) … (N − n + 1); there is no self term.
 *
 * The model of Abbott and Arian 1987 and of Gardner 1987.
 *
 * @param n  order, integer 1 … N
 * @param N  number of spins
 * @throws {RangeError} n is not an integer 1 … N, so that there are no such tuples
 */
export function distinctIndices(n: number, N: number): Interaction {
  if (!Number.isInteger(n) || n < 1 || n > N) {
    throw new RangeError(`distinctIndices: expected an integer order 1 <= n <= N = ${N}, got ${n}`);
  }
  const coefficients = tuples(n, BigInt(N));
  const slopes = derivativeOf(coefficients);
  return Object.freeze({
    name: `distinctIndices(${n}, ${N})`,
    recipe: Object.freeze({ interaction: "distinctIndices", n, N }),
    F: (x: number) => Number(integerValue(coefficients, BigInt(x))),
    dF: (x: number) => Number(integerValue(slopes, BigInt(x))),
    exact: Object.freeze({
      unit: 1n,
      F: (x: bigint) => integerValue(coefficients, x),
      dF: (x: bigint) => integerValue(slopes, x),
    }),
    relative: null,
  });
}

/** k-tuples from those of k − 1 sites times x, less the ones in which the new site is taken. */
function tuples(n: number, N: bigint): bigint[] {
  let before: bigint[] = [];
  let now = [1n];
  for (let k = 1n; k <= BigInt(n); k++) {
    const taken = (k - 1n) * (N - k + 2n);
    const next = [0n, ...now].map((c, power) => c - taken * (before[power] ?? 0n));
    [before, now] = [now, next];
  }
  return now;
}
