/**
 * Coefficients of E[x^a y^b] in the correlation C of standard Gaussians x and y:
 * E[x^a y^b] = Σ_k c_k C^k with c_k = a!/(a−k)! · b!/(b−k)! / k! · B(a−k) B(b−k), B(m) = (m−1)!! for
 * even m and 0 for odd m. k pairs connect x with y, the others stay among themselves.
 *
 * @param a  integer ≥ 0
 * @param b  integer ≥ 0
 * @returns c_0 … c_min(a, b)
 */
export function wickCoefficients(a: number, b: number): number[] {
  const coefficients: number[] = [];
  let pairings = 1;
  for (let k = 0; k <= Math.min(a, b); k++) {
    if (k > 0) pairings *= ((a - k + 1) * (b - k + 1)) / k;
    coefficients.push(pairings * evenMoment(a - k) * evenMoment(b - k));
  }
  return coefficients;
}

/** E x^m of a standard Gaussian. */
function evenMoment(m: number): number {
  if (m % 2 === 1) return 0;
  let product = 1;
  for (let k = m - 1; k > 1; k -= 2) product *= k;
  return product;
}

/** Σ_k c_k C^k. */
export function polynomialAt(coefficients: readonly number[], C: number): number {
  let value = 0;
  for (let k = coefficients.length - 1; k >= 0; k--) value = value * C + coefficients[k];
  return value;
}
