/** (2n − 3)!! = 1 · 3 · 5 ⋯ (2n − 3), the Gaussian moment E[z^(2n−2)]; 1 for n ≤ 2. */
export function oddDoubleFactorial(n: number): number {
  let product = 1;
  for (let k = 3; k <= 2 * n - 3; k += 2) product *= k;
  return product;
}
