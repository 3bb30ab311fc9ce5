import { polynomialAt, wickCoefficients } from "./wick.ts";

/**
 * I_p(C) = E[x₊^p y₊^p] of standard Gaussians x and y of correlation C, as a function of C.
 *
 * [A_p(C)(π − θ) + B_p(C) sin θ]/(2π) with θ = acos C: A_p is the polynomial E[x^p y^p], and B_p
 * follows from I_p′ = p² I_(p−1). Absolute error 1e-15 of I_p(1); C beyond ±1 by rounding counts
 * as ±1.
 *
 * @param p  integer ≥ 0
 *
 * Source: Cho, Saul 2009, "Kernel methods for deep learning"; ours = theirs/(2π) at unit length.
 */
export function rectifiedMoment(p: number): (C: number) => number {
  const A = wickCoefficients(p, p);
  const B = sineCoefficients(p);
  return (C) => {
    const inside = Math.min(1, Math.max(-1, C));
    const angle = Math.PI - Math.acos(inside);
    const sine = Math.sqrt((1 - inside) * (1 + inside));
    const moment = polynomialAt(A, inside) * angle + polynomialAt(B, inside) * sine;
    return Math.max(0, moment) / (2 * Math.PI);
  };
}

/**
 * Coefficients of B_p, of degree p − 1, from (1 − C²)B_p′ − C B_p = p²(1 − C²)B_(p−1) − A_p; integers, as
 * rounding would grow with p.
 */
function sineCoefficients(p: number): number[] {
  let [A, B]: [bigint[], bigint[]] = [[1n], []];
  let evenMoment = 1n;
  for (let order = 1; order <= p; order++) {
    const square = BigInt(order) ** 2n;
    // A_p′ = p² A_(p−1), and A_p(0) is the square of an even moment
    const constant = order % 2 === 0 ? evenMoment ** 2n * BigInt(order - 1) ** 2n : 0n;
    if (order % 2 === 0) evenMoment *= BigInt(order - 1);
    A = [constant, ...A.map((a, k) => (square * a) / BigInt(k + 1))];
    const next = new Array<bigint>(order).fill(0n);
    for (let k = order; k >= 1; k--) {
      const right = square * ((B[k] ?? 0n) - (B[k - 2] ?? 0n)) - A[k];
      next[k - 1] = (BigInt(k + 1) * (next[k + 1] ?? 0n) - right) / BigInt(k);
    }
    B = next;
  }
  return B.map(Number);
}
