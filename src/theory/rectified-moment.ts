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

/** Coefficients of B_p, of degree p − 1, from (1 − C²)B_p′ − C B_p = p²(1 − C²)B_(p−1) − A_p. */
function sineCoefficients(p: number): number[] {
  if (p === 0) return [0];
  const A = wickCoefficients(p, p);
  const before = sineCoefficients(p - 1);
  const B = new Array<number>(p).fill(0);
  for (let k = p; k >= 1; k--) {
    const right = p * p * ((before[k] ?? 0) - (before[k - 2] ?? 0)) - A[k];
    B[k - 1] = ((k + 1) * (B[k + 1] ?? 0) - right) / k;
  }
  return B;
}
